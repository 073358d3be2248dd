package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes until the death of a fork is told. */
@Tag("campaign")
class DeathLatencyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void theDeathOfAForkIsToldAtOnce() throws IOException {
        Campaign campaign = Campaign.of("death of a fork on screen");
        int deaths = campaign.size(8, 500);
        Shop shop = Shop.judged();
        Path pid = directory.resolve("pid");
        List<Double> millis = new ArrayList<>();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            for (int death = 0; death < deaths; death++) {
                millis.add(death(shop, watch, pid, death));
            }
        }
        Collections.sort(millis);
        campaign.report(
                "%,d kills, p50 %.0f ms, p99 %.0f ms, longest %.0f ms",
                deaths, at(millis, 0.5), at(millis, 0.99), millis.get(deaths - 1));
    }

    private static double death(Shop shop, Watch watch, Path pid, int number) throws IOException {
        Files.deleteIfExists(pid);
        shop.write(shop.test("VictimTest"), victim(pid, number));
        ProcessHandle fork = ProcessHandle.of(Long.parseLong(awaitText(pid))).orElseThrow();
        long killed = System.nanoTime();
        fork.destroyForcibly();
        Event told = watch.await("the victim's end", event -> event.is("test-finished"));
        assertThat(told.text("status")).isEqualTo("failed");
        assertThat(told.toString()).contains("killed by signal 9");
        assertThat(watch.await("verdict", event -> event.is("verdict") && event.isOfCycle(told.number("cycle")))
                        .text("state"))
                .isEqualTo("red");
        return (told.nanos() - killed) / 1e6;
    }

    private static String awaitText(Path file) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (Files.exists(file)) {
                String text = Files.readString(file);
                if (text.endsWith(".")) {
                    return text.substring(0, text.length() - 1);
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the test never ran");
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }

    private static String victim(Path pid, int number) {
        return """
                package shop;

                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;

                class VictimTest {

                    @Test
                    void isKilled() throws Exception {
                        int edit = %d;
                        Files.writeString(Path.of("%s"), ProcessHandle.current().pid() + ".");
                        Thread.sleep(60_000);
                    }
                }
                """.formatted(number, pid);
    }
}
