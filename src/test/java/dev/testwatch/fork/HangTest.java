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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that never end are ended, and it is said where they were. */
@Timeout(120)
class HangTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void aDeadlockIsToldInWordsAndSaved() throws Exception {
        Run.TimedOut late = hang("Deadlocks");
        assertThat(late.cause()).startsWith("timed out after 3 s");
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
        Run run = run(List.of(), patience(), "DisabledFixture", "HangsFixture$Deadlocks");
        assertThat(run).isInstanceOf(Run.TimedOut.class);
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
            var dumps = new CompletableFuture<ThreadDump>();
            var progress = new Forks.Told() {
                @Override
                public void dumped(ThreadDump dump) {
                    dumps.complete(dump);
                }
            };
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(
                    () -> fork.run(classes("HangsFixture$Loops"), progress, Patience.ENDLESS));
            eventually(() -> !progress.started.isEmpty());
            fork.dump();
            assertThat(dumps.join().text()).anyMatch(line -> line.contains("HangsFixture$Loops.loops("));
            assertThat(run).isNotDone();
            fork.cancel();
            assertThat(run.join()).isInstanceOf(Run.Cancelled.class);
        }
    }

    private Run.TimedOut hang(String fixture) {
        return (Run.TimedOut) run(List.of(), patience(), "HangsFixture$" + fixture);
    }

    private static Patience patience() {
        return new Patience(Optional.empty(), Optional.of(HangLimit.of(SOON)), name -> Optional.empty());
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
