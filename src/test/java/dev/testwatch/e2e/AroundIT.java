package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run around runs of tests, and beside them. */
class AroundIT {

    @TempDir
    Path directory;

    @Test
    void commandsAroundRunsAndAProcessBesideThem() throws Exception {
        Shop shop = Shop.judged();
        Path log = directory.resolve("log");
        Path pid = directory.resolve("pid");
        Files.write(
                shop.file("testwatch.properties"),
                List.of(
                        "keep.db=echo $$ > " + pid + "; sleep 600",
                        "before=echo before >> " + log,
                        "on-pass=echo passed >> " + log,
                        "on-fail=echo failed >> " + log + "; exit 4"));
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
            assertThat(watch.awaitCycle(shop.source("Invoice")).state()).isEqualTo("red");
            watch.await(
                    "word of the command that fails",
                    event -> event.is("message") && event.text("text").startsWith("--on-fail: "));
            watch.send("filter Money");
            watch.awaitRun();
            await(() -> lines(log).size() == 4);
            assertThat(lines(log)).containsExactly("before", "failed", "before", "passed");

            await(() -> !lines(pid).isEmpty());
            ProcessHandle kept =
                    ProcessHandle.of(Long.parseLong(lines(pid).get(0))).orElseThrow();
            assertThat(kept.isAlive()).isTrue();
            watch.kill();
            await(() -> !kept.isAlive() || kept.info().command().isEmpty());
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
