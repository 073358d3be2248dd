package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks that die at any moment in any way: who was running is named, and the next run is right. */
@Tag("campaign")
class ForkKillTest {

    private static final Campaign CAMPAIGN = Campaign.of("fork killed");
    private static final Campaign LATENCY = Campaign.of("death to outcome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TESTS = 20;

    private final long seed = CAMPAIGN.seed();
    private final Random random = new Random(seed);
    private final List<Long> latencies = new ArrayList<>();
    private int inside;

    @TempDir
    Path directory;

    private enum Way {
        KILL(9),
        SEGV(2),
        STOP(1),
        HALT(4),
        EXIT(4);

        private final int weight;

        Way(int weight) {
            this.weight = weight;
        }

        static Way any(Random random) {
            int at = random.nextInt(20);
            for (Way way : values()) {
                at -= way.weight;
                if (at < 0) {
                    return way;
                }
            }
            throw new AssertionError("weights");
        }
    }

    @Test
    void theRunningTestIsNamedAndTheNextRunIsRight() throws Exception {
        int wanted = CAMPAIGN.size(20, 2_000);
        Map<Way, Integer> ways = new EnumMap<>(Way.class);
        try (var standby = new Standby(directory)) {
            for (int i = 0; i < wanted; i++) {
                Way way = Way.any(random);
                ways.merge(way, 1, Integer::sum);
                dies(standby, way, "seed " + seed + ", kill " + i + ", " + way);
                if (i % 10 == 0) {
                    runsWell(standby);
                }
            }
        }
        CAMPAIGN.report(
                "%,d of %,d attributed rightly %s, %,d inside a test, next run right, seed %d",
                wanted, wanted, ways, inside, seed);
        latencies.sort(null);
        LATENCY.report(
                "kill -9 of a fork to the run's outcome: p50 %.1f ms, p99 %.1f ms, %,d kills",
                latencies.get(latencies.size() / 2) / 1e6,
                latencies.get(latencies.size() * 99 / 100) / 1e6,
                latencies.size());
    }

    private void dies(Standby standby, Way way, String which) throws Exception {
        Path trace = directory.resolve("trace");
        Files.deleteIfExists(trace);
        var heard = new Forks.Heard();
        Run run;
        try (Fork fork = standby.take(Forks.command(directory))) {
            String fixture = way == Way.HALT ? "Halts" : way == Way.EXIT ? "Exits" : "Works";
            Optional<HangLimit> hang = Optional.of(HangLimit.of(way == Way.STOP ? Duration.ofMillis(500) : PATIENCE));
            var patience = new Patience(Optional.of(PATIENCE), hang, name -> Optional.empty());
            CompletableFuture<Run> running =
                    CompletableFuture.supplyAsync(() -> fork.run(classes("KitFixture$" + fixture), heard, patience));
            if (fixture.equals("Works")) {
                if (random.nextInt(4) > 0) {
                    Forks.eventually(() -> !heard.started.isEmpty() || running.isDone());
                }
                kill(way, fork, running);
            }
            run = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        judge(way, run, heard, trace, which);
    }

    private void kill(Way way, Fork fork, CompletableFuture<Run> running) throws Exception {
        LockSupport.parkNanos(random.nextInt(40_000_000));
        if (way == Way.KILL) {
            long killed = System.nanoTime();
            boolean late = running.isDone();
            ProcessHandle.of(fork.pid()).ifPresent(ProcessHandle::destroyForcibly);
            running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!late) {
                latencies.add(System.nanoTime() - killed);
            }
        } else {
            new ProcessBuilder("kill", "-" + way, String.valueOf(fork.pid()))
                    .start()
                    .waitFor();
        }
    }

    private void judge(Way way, Run run, Forks.Heard heard, Path trace, String which) throws IOException {
        if (run instanceof Run.Completed) {
            // It was done before it died, or chance ended it nowhere.
            assertThat(run.results()).as(which).hasSize(TESTS).noneMatch(TestResult::failed);
            return;
        }
        List<String> running;
        if (run instanceof Run.TimedOut late) {
            assertThat(way).as(which).isEqualTo(Way.STOP);
            if (late.dump().answered()) {
                // It was slow and not stopped: what it did after the last word of its that was heard is not known.
                return;
            }
            running = late.running();
        } else {
            assertThat(run).as(which).isInstanceOf(Run.Crashed.class);
            running = ((Run.Crashed) run).running();
            assertThat(((Run.Crashed) run).cause()).as(which).contains(cause(way));
        }
        // Results count when their class has ended, and not before.
        assertThat(run.results()).as(which).hasSize(heard.ended.isEmpty() ? 0 : TESTS);
        assertThat(heard.finished).as(which).noneMatch(TestResult::failed);
        assertThat(running.size()).as(which).isLessThanOrEqualTo(1);
        Optional<String> truth = innermost(trace);
        if (truth.isPresent()) {
            inside++;
            String number = truth.get().replaceAll("repetition (\\d+) of.*", "$1");
            assertThat(running)
                    .as(which)
                    .containsExactly("[engine:junit-jupiter]/[class:" + FIXTURES + "KitFixture$"
                            + (way == Way.HALT ? "Halts" : way == Way.EXIT ? "Exits" : "Works")
                            + "]/[test-template:works()]/[test-template-invocation:#" + number + "]");
        }
    }

    private static String cause(Way way) {
        return switch (way) {
            case KILL -> "signal 9";
            case SEGV -> "the JVM itself crashed: SIGSEGV";
            case HALT -> "exit code 9";
            case EXIT -> "System.exit called at " + FIXTURES;
            case STOP -> "";
        };
    }

    /** The test that had begun and not ended, by its own word. */
    private static Optional<String> innermost(Path trace) throws IOException {
        if (!Files.exists(trace)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(trace);
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        return last.startsWith("+") ? Optional.of(last.substring(1)) : Optional.empty();
    }

    private void runsWell(Standby standby) {
        try (Fork fork = standby.take(Forks.command(directory))) {
            Run run = fork.run(classes("KitFixture$Works"), new Forks.Heard(), Patience.of(PATIENCE));
            assertThat(run).as("seed %d", seed).isInstanceOf(Run.Completed.class);
            assertThat(run.results()).as("seed %d", seed).hasSize(TESTS).noneMatch(TestResult::failed);
        }
    }
}
