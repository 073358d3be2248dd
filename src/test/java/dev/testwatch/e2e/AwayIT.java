package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that goes away while it is watched. */
class AwayIT {

    @TempDir
    Path directory;

    @Test
    void aProjectThatIsMovedAwayAndBackKeepsItsResults() throws Exception {
        Shop shop = Shop.judged();
        Path away = directory.resolve("away");
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            Files.move(shop.root(), away);
            awaitMessage(watch, shop.root() + " is gone. All results are kept");
            watch.send("all");
            awaitMessage(watch, shop.root() + " is gone; nothing is compiled and nothing runs until it is back");
            assertThat(shop.root()).doesNotExist();
            Files.move(away, shop.root());
            awaitMessage(watch, shop.root() + " is back.");
            watch.send("status");
            assertThat(watch.await("verdict").text("state")).isEqualTo("green");

            shop.replace(shop.source("OrderNumbers"), "last.incrementAndGet()", "last.addAndGet(1)");
            Cycle cycle = watch.awaitCycle(shop.source("OrderNumbers"));
            assertThat(cycle.classesRun())
                    .containsExactlyInAnyOrder(
                            "shop.OrderNumbersTest", "shop.CartTest", "shop.InvoiceTest", "shop.CheckoutTest");
            assertThat(cycle.state()).isEqualTo("green");
        }
    }

    /** With the state directory and the build file gone there was no project any more to answer for what changed. */
    @Test
    void aProjectThatIsDeletedPieceByPieceIsJudgedAnewWhenItIsPutBack() throws Exception {
        Shop shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            shop.deleteAll(shop.file(".testwatch"));
            shop.delete(shop.file("pom.xml"));
            shop.delete(shop.test("JvmTest"));
            awaitMessage(watch, "was deleted; it is made anew");
            List<Event> heard = new ArrayList<>();
            watch.await("a word on the build file", event -> {
                heard.add(event);
                return event.is("message") && event.text("text").contains("going on with the build as it was");
            });
            shop.restore();
            watch.await("a green verdict on all", event -> {
                heard.add(event);
                return event.is("verdict") && event.text("state").equals("green") && event.number("known") == 90;
            });

            assertThat(heard.toString()).doesNotContain("testwatch failed");
            assertThat(watch.quit()).isZero();
        }
    }

    private static void awaitMessage(Watch watch, String text) {
        watch.await(text, event -> event.is("message") && event.text("text").contains(text));
    }
}
