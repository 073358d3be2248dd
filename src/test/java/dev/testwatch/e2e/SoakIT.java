package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits, breaks, repairs and kills for a long time: the verdict stays true, and nothing is left behind. */
@Tag("campaign")
class SoakIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Set<SoakEdit> made = EnumSet.noneOf(SoakEdit.class);
    private final List<Long> resident = new ArrayList<>();
    private Shop shop;
    private Path temporary;

    @Test
    void theVerdictStaysTrueAndNothingIsLeftBehind() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        Campaign campaign = Campaign.of("soak");
        int cycles = campaign.size(14, 5_000);
        int warm = campaign.size(6, 40);
        long seed = campaign.seed();
        var random = new Random(seed);
        shop = Shop.judged();
        temporary = Files.createDirectory(directory.resolve("tmp"));
        List<String> jvm = List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UseDynamicNumberOfCompilerThreads");
        long began = System.nanoTime();
        int done = 0;
        try (Watch watch = Watch.startTestBuild(shop.root(), jvm)) {
            watch.awaitGreenStart();
            Footprint before = null;
            for (int cycle = 1; cycle <= warm + cycles && campaign.hasTime(began); cycle++) {
                done = cycle - warm;
                step(watch, random, cycle, "cycle " + cycle + " with seed " + seed);
                if (cycle == warm) {
                    before = footprint(watch);
                    resident.add(before.resident());
                } else if (before != null && cycle % Math.max(10, cycles / 50) == 0) {
                    awaitWithin(watch, before, cycle);
                }
            }
            repair(watch);
        }
        report(campaign, done, seed, System.nanoTime() - began);
    }

    private void step(Watch watch, Random random, int cycle, String where) {
        SoakEdit edit = next(random);
        if (random.nextInt(20) == 0) {
            watch.children().forEach(ProcessHandle::destroyForcibly);
        }
        if (made.remove(edit)) {
            edit.undo(shop);
        } else {
            edit.make(shop, cycle);
            made.add(edit);
        }
        Event told = watch.awaitJudged(edit.file(shop)).verdict();
        watch.send("a");
        watch.await("run-started");
        watch.await("run-finished");
        Event fresh = watch.await("verdict");

        String what = where + ", with " + made + ": " + told + ", afresh " + fresh;
        if (!expected().contains(told.text("state"))) {
            throw watch.failure(what);
        }
        assertThat(told.text("state")).as(what).isEqualTo(fresh.text("state"));
        assertThat(failing(told)).as(what).isEqualTo(failing(fresh));
    }

    /** What kills forks is taken back at once: each fork takes a second to be started anew. */
    private SoakEdit next(Random random) {
        return made.stream()
                .filter(SoakEdit::kills)
                .findFirst()
                .orElseGet(() -> SoakEdit.values()[random.nextInt(SoakEdit.values().length)]);
    }

    private Set<String> expected() {
        if (made.stream().anyMatch(edit -> edit.effect() == SoakEdit.Effect.BLOCKS)) {
            // What fails and does not compile any more still fails, as far as anybody knows.
            return Set.of("blocked", "red");
        }
        return made.stream().anyMatch(edit -> edit.effect() == SoakEdit.Effect.BREAKS)
                ? Set.of("red")
                : Set.of("green");
    }

    private static Set<String> failing(Event verdict) {
        Set<String> failing = new TreeSet<>();
        verdict.items("failing")
                .forEach(test -> failing.add(test.get("class").text() + "."
                        + test.find("method").map(Json::text).orElse("")));
        return failing;
    }

    private Footprint footprint(Watch watch) {
        Footprint.collectGarbage(watch.pid());
        return Footprint.of(watch.pid(), temporary);
    }

    private void awaitWithin(Watch watch, Footprint before, int cycle) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Footprint now = footprint(watch);
        while (!now.within(before)) {
            if (System.nanoTime() > deadline) {
                throw watch.failure("left behind in cycle " + cycle + ": " + now + " instead of " + before);
            }
            now = Footprint.of(watch.pid(), temporary);
        }
        resident.add(now.resident());
    }

    private void repair(Watch watch) {
        Set<Path> touched = shop.restore();
        if (!touched.isEmpty()) {
            assertThat(watch.awaitCycle(touched).state()).isEqualTo("green");
        }
        assertThat(watch.quit()).isZero();
    }

    private void report(Campaign campaign, int cycles, long seed, long nanos) {
        long first = median(resident.subList(0, (resident.size() + 1) / 2));
        long second = median(resident.subList(resident.size() / 2, resident.size()));
        double drift = 100.0 * (second - first) / first;
        campaign.report(
                "%,d cycles in %d s, every verdict as afresh; RSS %,d MiB, drift %+.1f %%; nothing left behind (seed %d)",
                cycles, Duration.ofNanos(nanos).toSeconds(), second / 1024, drift, seed);
        if (Campaign.isLong()) {
            assertThat(drift).isLessThan(5);
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
