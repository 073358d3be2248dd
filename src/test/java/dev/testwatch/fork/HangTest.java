package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static dev.testwatch.fork.Forks.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that never end are ended, and it is said where they were. */
@Timeout(240)
class HangTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void aDeadlockIsToldInWordsAndSaved() throws Exception {
        Run.TimedOut late = hang("Deadlocks");
        assertThat(late.cause()).matches("timed out after \\d+ s in which nothing happened");
        String test = id("Deadlocks", "deadlocks()");
        assertThat(late.running()).containsExactly(test);
        assertThat(late.dump().deadlocks()).hasSize(2).anySatisfy(sentence -> assertThat(sentence)
                .contains("\"other-side\" waits for java.lang.Object@")
                .contains("held by \"main\", at " + FIXTURES + "HangsFixture$Deadlocks.take(HangsFixture.java:"));
        assertThat(late.dump().of(test).orElseThrow().frames())
                .anyMatch(frame -> frame.startsWith(FIXTURES + "HangsFixture$Deadlocks.deadlocks("));
        assertThat(Files.readString(late.dump().file().orElseThrow())).contains("DEADLOCK", "other-side");
    }

    @Test
    void anEndlessLoopIsFoundWhereItIs() {
        Run.TimedOut late = hang("Loops");
        assertThat(late.dump().stacks().get(0).test()).contains(id("Loops", "loops()"));
        assertThat(late.dump().stacks().get(0).frames().get(0)).startsWith(FIXTURES + "HangsFixture$Loops.loops(");
    }

    @Test
    void aNativeWaitEndsWithAllThatItHasStarted() {
        hang("ReadsForEver");
        eventually(() -> ProcessHandle.allProcesses().noneMatch(HangTest::isLeftOver));
    }

    private static boolean isLeftOver(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(arguments -> List.of(arguments).stream().anyMatch(List.of("601", "602")::contains))
                .isPresent();
    }

    @Test
    void aHookThatNeverEndsIsCutShort() {
        long began = System.nanoTime();
        hang("IgnoresTheEnd");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aStoppedJvmIsKilledWithoutADump() {
        Run.TimedOut late = hang("Stops");
        assertThat(late.dump().answered()).isFalse();
        assertThat(late.dump().text()).containsExactly("no thread dump: the JVM is stopped or wedged");
    }

    @Test
    void resultsOfClassesThatHadEndedAreKept() {
        Run run = hang("Deadlocks", "DisabledFixture");
        assertThat(run.results()).extracting(TestResult::testClass).containsExactly(FIXTURES + "DisabledFixture");
    }

    @Test
    void whoDebugsIsNotHurried() {
        var debugged = Forks.command(directory, "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n");
        Patience patience = patience().forJvm(debugged);
        assertThat(patience.hang()).isEmpty();
        assertThat(patience().forJvm(Forks.command(directory)).hang()).contains(HangLimit.of(SOON));
    }

    @Test
    void aDumpCanBeHadWhileTheRunGoesOn() {
        try (Fork fork = Fork.start(Forks.command(directory), ForkFiles.in(directory))) {
            var dumps = new LinkedBlockingQueue<ThreadDump>();
            var progress = new Forks.Told() {
                @Override
                public void dumped(ThreadDump dump) {
                    dumps.add(dump);
                }
            };
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(
                    () -> fork.run(classes("HangsFixture$Loops"), progress, Patience.ENDLESS));
            eventually(() -> !progress.started.isEmpty());
            // A test is told before its method is called.
            eventually(() -> {
                fork.dump();
                return next(dumps).text().stream().anyMatch(line -> line.contains("HangsFixture$Loops.loops("));
            });
            assertThat(run).isNotDone();
            fork.cancel();
            assertThat(run.join()).isInstanceOf(Run.Cancelled.class);
        }
    }

    private static ThreadDump next(BlockingQueue<ThreadDump> dumps) {
        try {
            return Optional.ofNullable(dumps.poll(60, TimeUnit.SECONDS)).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits longer where that was too short for the test to begin, or for the JVM to say where it is. */
    private Run.TimedOut hang(String fixture, String... before) {
        String[] fixtures = Stream.concat(Stream.of(before), Stream.of("HangsFixture$" + fixture))
                .toArray(String[]::new);
        Duration limit = SOON;
        Run.TimedOut late = (Run.TimedOut) run(List.of(), patience(limit), fixtures);
        while (!hangs(fixture, late) && limit.compareTo(Duration.ofMinutes(1)) < 0) {
            limit = limit.multipliedBy(3);
            late = (Run.TimedOut) run(List.of(), patience(limit), fixtures);
        }
        return late;
    }

    /** A JVM that is stopped gives no answer, and every other does. */
    private static boolean hangs(String fixture, Run.TimedOut late) {
        return late.running().stream().anyMatch(id -> id.contains(fixture + "]/[method:"))
                && (fixture.equals("Stops")
                        ? !late.dump().answered()
                        : !late.dump().stacks().isEmpty());
    }

    private static Patience patience() {
        return patience(SOON);
    }

    private static Patience patience(Duration limit) {
        return new Patience(Optional.empty(), Optional.of(HangLimit.of(limit)), name -> Optional.empty());
    }

    private Run run(List<String> arguments, Patience patience, String... fixtures) {
        ForkCommand command = Forks.command(directory, arguments.toArray(String[]::new));
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            fork.awaitReady();
            Run run = fork.run(classes(fixtures), new Forks.Heard(), patience);
            eventually(() -> !Forks.alive(fork.pid()));
            return run;
        }
    }

    private static String id(String fixture, String test) {
        return "[engine:junit-jupiter]/[class:" + FIXTURES + "HangsFixture$" + fixture + "]/[method:" + test + "]";
    }
}
