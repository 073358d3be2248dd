package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Those options whose effect shows only where all parts work together. */
class OptionsIT {

    private Shop shop;

    @BeforeEach
    void start() {
        shop = Shop.judged();
    }

    @Test
    void argumentsAndVariablesReachTheTestsAndExcludedFilesAreNotHeardOf() {
        shop.write(shop.file("testwatch.properties"), "trigger.db/**/*.sql=VatTest\n");
        shop.write(shop.test("TillTest"), """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class TillTest {

                    @Test
                    void knowsItsNumbers() {
                        assertEquals("7", System.getenv("SHOP_TILL"));
                        assertEquals("8", System.getProperty("till"));
                    }
                }
                """);
        List<String> options = new ArrayList<>(List.of("--env", "SHOP_TILL=7", "--jvm-arg", "-Dtill=8"));
        options.addAll(List.of("--exclude", "**/Invoice.java"));
        options.addAll(List.of("--watcher", "poll", "--interval", "100", "--debounce", "30"));
        try (Watch watch = Watch.start(shop.root(), options.toArray(String[]::new))) {
            Cycle first = watch.awaitGreenStart();
            assertThat(first.classesRun()).contains("shop.TillTest");

            shop.replace(shop.source("Invoice"), "return order.total()", "return order..total()");
            shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
            Cycle edited = watch.awaitJudged(shop.test("VatTest"));
            assertThat(edited.classesRun()).containsExactly("shop.VatTest");
            assertThat(edited.problems()).isEmpty();
            assertThat(edited.state()).isEqualTo("green");

            shop.write(shop.file("db/V1.sql"), "select 1");
            Cycle triggered = watch.awaitJudged(shop.file("db/V1.sql"));
            assertThat(triggered.classesRun()).containsExactly("shop.VatTest");
            assertThat(watch.quit()).isZero();
        }
    }

    @Test
    void theFirstRunTakesWhatFailedLastOrWhatHasChangedSinceACommit() {
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "all");
        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        try (Watch watch = Watch.start(shop.root())) {
            assertThat(watch.awaitRun().state()).isEqualTo("red");
            watch.quit();
        }
        shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
        try (Watch watch = Watch.start(shop.root(), "--failed")) {
            Cycle failed = watch.awaitRun();
            assertThat(failed.classesRun()).containsExactly("shop.InvoiceTest");
            assertThat(failed.state()).isEqualTo("red");
            watch.quit();
        }
        try (Watch watch = Watch.start(shop.root(), "--since", "HEAD")) {
            assertThat(watch.awaitRun().classesRun()).containsExactlyInAnyOrder("shop.InvoiceTest", "shop.VatTest");
            watch.quit();
        }
    }

    @Test
    void whatIsOutsideTheFilterIsCountedAndNotRun() {
        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        try (Watch watch = Watch.start(shop.root())) {
            assertThat(watch.awaitRun().state()).isEqualTo("red");

            watch.send("filter VatTest");
            Cycle filtered = watch.awaitRun();
            assertThat(filtered.classesRun()).containsExactly("shop.VatTest");
            assertThat(filtered.state()).isEqualTo("red");
            assertThat(filtered.verdict().items("failing")).hasSize(1);

            shop.replace(shop.source("Invoice"), "\"Reduction\"", "\"Rebate\"");
            Cycle outside = watch.awaitCycle(shop.source("Invoice"));
            assertThat(outside.classesRun()).isEmpty();
            assertThat(outside.state()).isEqualTo("red");
            assertThat(outside.verdict().items("failing")).hasSize(1);

            shop.replace(shop.source("Invoice"), "\"Rebate\"", "\"Discount\"");
            assertThat(watch.awaitCycle(shop.source("Invoice")).classesRun()).isEmpty();
            watch.send("c");
            assertThat(watch.awaitGreenStart().verdict().items("failing")).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "pseudo-terminals are opened in Linux's way")
    void withoutColoursAndWithTheTimesOfEachRun() {
        try (Pty pty = Pty.start(100, 40, Map.of(), shop.root(), "--no-color", "-v")) {
            pty.awaitLastLine("watching.*all 90 pass");
            shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
            pty.awaitLastLine("1 of 90 failing");
            pty.awaitScreen("noticed after \\d+ ms, settled \\d+ ms, compiled \\d+ ms");
            assertThat(pty.history()).containsPattern("FAIL +InvoiceTest");
            pty.type("q");
            assertThat(pty.awaitExit()).isZero();
            assertThat(String.join("", pty.written())).doesNotContainPattern("\u001b\\[[0-9;:]*m");
        }
    }

    private void git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(shop.root().toFile())
                    .inheritIO()
                    .start();
            assertThat(git.waitFor()).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            Assumptions.abort("git cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
