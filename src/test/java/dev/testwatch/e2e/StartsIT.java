package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First starts, starts over known results, and starts after a death. */
class StartsIT {

    @TempDir
    Path directory;

    @Test
    void theFirstStartRunsEverythingAndTheNextRunsNothing() {
        Shop shop = Shop.copyTo(directory);

        try (Watch watch = Watch.start(shop.root())) {
            Event ready = watch.await("ready");
            Cycle first = watch.awaitGreenStart();

            assertThat(ready.number("ms")).isPositive();
            assertThat(first.classesRun()).hasSize(14);
            assertThat(first.runFinished().number("failed")).isZero();
            assertThat(first.runFinished().number("skipped")).isEqualTo(1);
            assertThat(first.runFinished().number("aborted")).isEqualTo(1);
            assertThat(first.runFinished().number("successful")).isEqualTo(88);
            assertThat(first.verdict().number("known")).isEqualTo(90);
            assertThat(first.verdict().number("stale")).isZero();
            assertThat(watch.quit()).isZero();
        }
        try (Watch watch = Watch.start(shop.root())) {
            Event ready = watch.await("ready");
            Cycle restart = watch.awaitGreenStart();

            assertThat(ready.number("tests")).isEqualTo(90);
            assertThat(restart.classesRun()).isEmpty();
            assertThat(restart.verdict().number("known")).isEqualTo(90);

            shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
            assertThat(watch.awaitCycle(shop.test("VatTest")).classesRun()).containsExactly("shop.VatTest");
        }
        assertThatItKeptToItsOwnDirectory(shop);
    }

    private static void assertThatItKeptToItsOwnDirectory(Shop shop) {
        assertThat(shop.names()).containsExactlyInAnyOrder("pom.xml", "src", "target", ".testwatch");
        assertThat(shop.text(shop.file(".testwatch/.gitignore")).strip()).isEqualTo("*");
        assertThat(shop.restore()).containsExactly(shop.test("VatTest"));
    }

    @Test
    void aRestartRunsWhatWasEditedInBetweenAndWhatFailed() {
        Shop shop = Shop.judged();

        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        try (Watch watch = Watch.start(shop.root())) {
            Cycle red = watch.awaitRun();

            assertThat(red.classesRun()).containsExactly("shop.InvoiceTest");
            assertThat(red.state()).isEqualTo("red");
            watch.quit();
        }
        try (Watch watch = Watch.start(shop.root())) {
            watch.await("ready");

            assertThat(watch.await("verdict").text("state")).isEqualTo("red");
            shop.replace(shop.source("Invoice"), "\"Reduction\"", "\"Discount\"");
            assertThat(watch.awaitGreenStart().verdict().items("failing")).isEmpty();
        }
    }

    @Test
    void aRestartSeesWhatWasDeletedInBetween() {
        Shop shop = Shop.judged();

        shop.delete(shop.test("JvmTest"));
        try (Watch watch = Watch.start(shop.root())) {
            Cycle restart = watch.awaitGreenStart();

            assertThat(restart.classesRun()).isEmpty();
            assertThat(restart.verdict().number("known")).isEqualTo(89);
        }
    }

    @Test
    void whatWasRunningWhenItWasKilledRunsAgain() throws Exception {
        Shop shop = Shop.judged();
        Gate gate = new Gate(shop);
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            gate.close();
            gate.edit(1);
            assertThat(Cycle.classesOf(watch.await("run-started"))).containsExactly("shop.GateTest");
            ProcessHandle[] children = watch.children().toArray(ProcessHandle[]::new);
            watch.kill();
            for (ProcessHandle child : children) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
        gate.open();
        try (Watch watch = Watch.start(shop.root())) {
            Cycle restart = watch.awaitGreenStart();

            assertThat(restart.classesRun()).containsExactly("shop.GateTest");
        }
    }

    @Test
    void postponingWaitsForTheFirstChange() {
        Shop shop = Shop.judged();
        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        try (Watch watch = Watch.start(shop.root(), "--postpone")) {
            watch.await("ready");
            assertThat(watch.await("verdict").text("state")).isEqualTo("unknown");

            shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
            assertThat(watch.awaitRun().classesRun()).contains("shop.VatTest", "shop.InvoiceTest");
        }
    }

    @Test
    void theEndOfInputEndsItIfAskedTo() {
        Shop shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root(), "--stdin-quit")) {
            watch.awaitGreenStart();
            watch.endInput();

            assertThat(watch.awaitExit()).isZero();
        }
    }
}
