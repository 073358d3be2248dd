package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens between testwatch and its forks, it does not say green when it isn't. */
@Tag("campaign")
class ChaosIT {

    private static final int A_WATCH = 250;

    @TempDir
    Path directory;

    @Test
    void noRunWithAFailingTestIsEverReportedGreen() throws IOException {
        Campaign campaign = Campaign.of("fault-injected runs reported green");
        int runs = campaign.size(15, 3_000);
        long seed = campaign.seed();
        Path log = directory.resolve("chaos.log");
        Shop shop = Shop.judged();
        shop.replace(shop.source("Money"), "RoundingMode.HALF_UP", "RoundingMode.DOWN");
        int done = 0;
        while (done < runs) {
            done += run(shop, seed + done, Math.min(A_WATCH, runs - done), log);
        }
        List<String> faults = Files.readAllLines(log);
        assertThat(faults).as("faults with seed " + seed).hasSizeGreaterThan(runs / 4);
        campaign.report("0 of %,d runs of the jar, %,d faults injected (seed %d)", runs, faults.size(), seed);
    }

    private static int run(Shop shop, long seed, int runs, Path log) {
        List<String> chaos = List.of("-Dtestwatch.chaos=" + seed, "-Dtestwatch.chaos.log=" + log);
        try (Watch watch = Watch.startTestBuild(shop.root(), chaos, "--all")) {
            for (int run = 0; run < runs; run++) {
                if (run > 0) {
                    watch.send("a");
                }
                int cycle = watch.await("run-finished").number("cycle");
                Event verdict =
                        watch.await("a verdict", event -> event.is("verdict") && event.number("cycle") >= cycle);
                assertThat(verdict.text("state"))
                        .as("run " + run + " with seed " + seed + ": " + verdict)
                        .isIn("red", "incomplete", "unknown");
            }
        }
        return runs;
    }
}
