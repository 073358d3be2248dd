package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    private static void awaitMessage(Watch watch, String text) {
        watch.await(text, event -> event.is("message") && event.text("text").contains(text));
    }
}
