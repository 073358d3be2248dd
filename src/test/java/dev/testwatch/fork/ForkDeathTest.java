package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static dev.testwatch.fork.Forks.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fork may die in any way at any time; what comes of it is a value. */
class ForkDeathTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Exits         | exits()    | exit code 4, System.exit called at dev.testwatch.fork.fixtures.EndsFixture$Exits.exits(EndsFixture.java:",
                "ExitsWithZero | exits()    | exit code 0, System.exit called at",
                "Halts         | halts()    | exit code 7",
                "IsKilled      | isKilled() | killed by signal 9 (out of memory?)"
            })
    void theRunningTestIsNamedWithTheCause(String fixture, String test, String cause) {
        Run run = Forks.run(directory, classes("EndsFixture$" + fixture));
        assertThat(run).isInstanceOf(Run.Crashed.class);
        var crashed = (Run.Crashed) run;
        assertThat(crashed.cause()).contains(cause);
        assertThat(crashed.running())
                .containsExactly("[engine:junit-jupiter]/[class:" + FIXTURES + "EndsFixture$" + fixture + "]/[method:"
                        + test + "]");
    }

    @Test
    void resultsOfClassesThatHadEndedAreKeptAndThoseOfTheDyingClassAreNot() {
        Run run = Forks.run(directory, classes("DisabledFixture", "EndsFixture$Exits"));
        assertThat(run).isInstanceOf(Run.Crashed.class);
        assertThat(run.results()).extracting(TestResult::testClass).containsExactly(FIXTURES + "DisabledFixture");
        assertThat(((Run.Crashed) run).output()).contains("last words of the test");
    }

    @Test
    void aDeathBeforeAllTestsIsThatOfTheClass() {
        Run run = Forks.run(directory, classes("EndsFixture$ExitsBeforeAll"));
        assertThat(((Run.Crashed) run).running())
                .containsExactly("[engine:junit-jupiter]/[class:" + FIXTURES + "EndsFixture$ExitsBeforeAll]");
    }

    @Test
    void aShutdownHookThatHangsDoesNotKeepTheDeathSecret() {
        Run run = Forks.run(directory, classes("EndsFixture$ExitsWithAHangingHook"));
        assertThat(((Run.Crashed) run).cause())
                .contains("System.exit called at")
                .contains("shutdown hooks");
    }

    @Test
    void aShutdownHookThatHangsAfterTheRunHoldsUpNobody() {
        try (Fork fork = fork()) {
            assertThat(fork.run(classes("EndsFixture$LeavesAHangingHook"), new Forks.Heard(), Patience.ENDLESS))
                    .isInstanceOf(Run.Completed.class);
            eventually(() -> !Forks.alive(fork.pid()));
        }
    }

    @Test
    void aRunOverItsLimitTimesOutAndTheJvmIsGone() {
        try (Fork fork = fork()) {
            fork.awaitReady();
            Run run =
                    fork.run(classes("EndsFixture$NeverEnds"), new Forks.Heard(), Patience.of(Duration.ofMillis(1500)));
            assertThat(run).isInstanceOf(Run.TimedOut.class);
            eventually(() -> !Forks.alive(fork.pid()));
        }
    }

    @Test
    void cancellingKillsTheJvmAndItsChildren() {
        try (Fork fork = fork()) {
            var heard = new Forks.Heard();
            CompletableFuture<Run> run = CompletableFuture.supplyAsync(
                    () -> fork.run(classes("EndsFixture$NeverEnds"), heard, Patience.ENDLESS));
            eventually(
                    () -> ProcessHandle.of(fork.pid()).orElseThrow().children().count() == 1);
            ProcessHandle child = ProcessHandle.of(fork.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow();
            fork.cancel();
            assertThat(run.join()).isInstanceOf(Run.Cancelled.class);
            eventually(() -> !Forks.alive(fork.pid()) && !child.isAlive());
        }
    }

    @Test
    void whatACrashedForkHasLeftBehindIsKilled() {
        var crashed = (Run.Crashed) Forks.run(directory, classes("EndsFixture$LeavesAnOrphan"));
        long orphan = crashed.output().stream()
                .filter(line -> line.startsWith("orphan "))
                .mapToLong(line -> Long.parseLong(line.substring("orphan ".length())))
                .findFirst()
                .orElseThrow();
        eventually(() -> !Forks.alive(orphan));
    }

    @Test
    void aFloodOfOutputLeavesBothItsEnds() {
        Run run = Forks.run(directory, classes("EndsFixture$Floods"));
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results().get(0).output())
                .hasSizeLessThanOrEqualTo(17 << 10)
                .startsWith("0123456789")
                .contains("[... 5033 kB omitted ...]")
                .endsWith("the end\n");
    }

    @Test
    void bytesThatLookLikeTheProtocolAreJustOutput() {
        assertThat(Forks.run(directory, classes("EndsFixture$WritesRawBytes"))).isInstanceOf(Run.Completed.class);
    }

    @Test
    void aForkSeesTheWorkerAndWhatItWasGivenAndNothingElseOfOurs() {
        Path home = directory.resolve("a b ü");
        var command = new ForkCommand(
                Forks.java(),
                List.of(),
                Map.of("some.property", "quoted \"ü\" \\ % # 'x'"),
                Map.of("SOME_VARIABLE", "value"),
                Forks.classPath(),
                home);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            Run run = fork.run(classes("EndsFixture$LooksAround"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(run.results().get(0).output())
                    .contains("fork: false")
                    .contains("worker: true")
                    .contains("terminal: false")
                    .contains("property: quoted \"ü\" \\ % # 'x'")
                    .contains("variable: value")
                    .contains("directory: " + home)
                    .doesNotContain("target/classes");
        }
    }

    @Test
    void aJvmThatRefusesItsArgumentsIsACrashInItsOwnWords() {
        try (Fork fork = Fork.start(Forks.command(directory, "-XX:+NoSuchOption"), ForkFiles.in(directory))) {
            var crashed = (Run.Crashed) fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(crashed.cause()).contains("exit code 1").contains("-XX:+NoSuchOption");
            assertThat(crashed.output()).anyMatch(line -> line.contains("Unrecognized VM option 'NoSuchOption'"));
            assertThat(crashed.results()).isEmpty();
        }
    }

    @Test
    void aProgramThatIsNotThereIsACrashToo() {
        Path nowhere = directory.resolve("no-java");
        var command = new ForkCommand(nowhere, List.of(), Map.of(), Map.of(), List.of(), directory);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            var crashed = (Run.Crashed) fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(crashed.cause()).contains("could not be started").contains(nowhere.toString());
        }
    }

    @Test
    void withoutJUnitOnTheClassPathNothingIsGreen() {
        var command = new ForkCommand(Forks.java(), List.of(), Map.of(), Map.of(), List.of(), directory);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            var incomplete = (Run.Incomplete) fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(incomplete.why()).contains("NoClassDefFoundError").contains("org/junit/platform");
        }
    }

    private Fork fork() {
        return Fork.start(Forks.command(directory), ForkFiles.in(directory));
    }
}
