package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static dev.testwatch.fork.Forks.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.worker.GarbageFork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trouble that is not a test's failure, and not to be taken for anything else. */
@Timeout(240)
class ForkTroubleTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"Heap, Java heap space", "Direct, direct buffer memory"})
    void whoRunsOutOfMemoryIsNamedWithTheLimitInUse(String fixture, String what) {
        Run run = run("-Xmx48m", "MemoryFixture$" + fixture);
        if (fixture.equals("Direct") && run instanceof Run.Completed) {
            assertThat(run.results()).singleElement().matches(TestResult::failed);
            return;
        }
        assertThat(run).isInstanceOf(Run.Crashed.class);
        var crashed = (Run.Crashed) run;
        assertThat(crashed.cause()).contains("OutOfMemoryError", what, "-Xmx48m");
        assertThat(crashed.running()).singleElement().asString().contains("MemoryFixture$" + fixture, "fills()");
    }

    @Test
    void whoFillsTheMetaspaceIsNamedWithTheLimitInUse() {
        Run run = run("-XX:MaxMetaspaceSize=24m", "MemoryFixture$Metaspace");

        assertThat(run).isInstanceOf(Run.Crashed.class);
        var crashed = (Run.Crashed) run;
        assertThat(crashed.cause()).contains("OutOfMemoryError", "Metaspace", "-XX:MaxMetaspaceSize=24m");
        assertThat(crashed.running()).singleElement().asString().contains("MemoryFixture$Metaspace", "fills()");
    }

    @Test
    void aClassPathThatIsTooLongForACommandLineIsNoTrouble() throws Exception {
        ForkCommand command = Forks.command(directory);
        List<Path> classPath = new ArrayList<>(command.classPath());
        for (int i = 0; i < 1_500; i++) {
            classPath.add(
                    directory.resolve("a-library-with-a-rather-long-name/of-some-hundred-characters/".repeat(2) + i));
        }
        var longOne = new ForkCommand(
                command.java(), command.jvmArguments(), Map.of(), Map.of(), classPath, command.workingDirectory());
        assertThat(classPath.stream()
                        .mapToInt(entry -> entry.toString().length())
                        .sum())
                .isGreaterThan(140 << 10);
        try (Fork fork = Fork.start(longOne, ForkFiles.in(directory))) {
            Run run = fork.run(Forks.classes("OutcomesFixture"), new Forks.Heard(), Patience.ENDLESS);

            assertThat(run).isInstanceOf(Run.Completed.class);
        }
    }

    /** A watch that prepared its next fork was in the way of a project that was moved back. */
    @Test
    void aModuleThatWasMovedAwayIsNotMadeAnewForAFork() throws Exception {
        Path module = Files.createDirectory(directory.resolve("module"));
        ForkCommand plain = Forks.command(module.resolve("target/work"));
        var command = new ForkCommand(
                plain.java(),
                plain.jvmArguments(),
                Map.of("basedir", module.toString()),
                Map.of(),
                plain.classPath(),
                plain.workingDirectory());
        ForkFiles files = ForkFiles.in(directory.resolve("state"));
        try (Fork fork = Fork.start(command, files)) {
            assertThat(fork.run(Forks.classes("OutcomesFixture"), new Forks.Heard(), Patience.ENDLESS))
                    .isInstanceOf(Run.Completed.class);
        }
        Files.move(module, directory.resolve("away"));

        try (Fork fork = Fork.start(command, files)) {
            Run run = fork.run(Forks.classes("OutcomesFixture"), new Forks.Heard(), Patience.ENDLESS);

            assertThat(((Run.Crashed) run).cause()).contains("the module is gone");
        }
        assertThatThrownBy(() -> ForkFiles.in(module.resolve(".testwatch"))).hasMessageContaining("cannot prepare");
        assertThat(module).doesNotExist();
    }

    @Test
    void aRunWhoseJarWasReplacedIsNotBelieved() throws Exception {
        Path jar = Files.writeString(directory.resolve("library.jar"), "no jar");
        ForkCommand command = Forks.command(directory, "-Djar=" + jar);
        List<Path> classPath = new ArrayList<>(command.classPath());
        classPath.add(jar);
        var withJar = new ForkCommand(
                command.java(), command.jvmArguments(), Map.of(), Map.of(), classPath, command.workingDirectory());
        try (Fork fork = Fork.start(withJar, ForkFiles.in(directory))) {
            Run run = fork.run(Forks.classes("ReplacesAJarFixture"), new Forks.Heard(), Patience.ENDLESS);

            assertThat(run).isInstanceOf(Run.Incomplete.class);
            assertThat(((Run.Incomplete) run).why()).contains(jar.toString(), "was replaced");
        }
    }

    @Test
    void anEndlessRecursionIsAnOrdinaryFailureWithAShortStack() {
        Run run = run("-Xss512k", "MemoryFixture$Stack");
        assertThat(run).isInstanceOf(Run.Completed.class);
        TestResult result = run.results().get(0);
        assertThat(result.failed()).isTrue();
        assertThat(result.detail().orElseThrow().frames())
                .hasSizeLessThan(200)
                .anyMatch(frame -> frame.matches("\\.\\.\\. [0-9]+ repeated frames"));
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void aSecurityManagerThatForbidsEverythingOfOursDoesNotCutTheChannel() {
        assertThat(run("-Djava.security.manager=allow", "DeniesFixture")).isInstanceOf(Run.Completed.class);
    }

    @Test
    void whateverRunsInParallelIsNamed() {
        var command = new ForkCommand(
                Forks.java(),
                List.of(),
                Map.of(
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "8"), // some of its threads may wait for others instead of running tests
                Map.of(),
                Forks.classPath(),
                directory);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            var crashed = (Run.Crashed) fork.run(classes("ParallelFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(crashed.running())
                    .hasSizeGreaterThan(1)
                    .allMatch(id -> id.startsWith("[engine:junit-jupiter]/[class:" + FIXTURES + "ParallelFixture]/"));
        }
    }

    @Test
    void whatTheJvmPrintsAtItsStartIsInNobodysWay() {
        assertThat(run("-Xlog:gc+heap=debug", "DisabledFixture")).isInstanceOf(Run.Completed.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatNeverConnectsIsGivenUpWithItsOwnWords() throws IOException {
        Path wrapper = script("echo 'licence expired, waiting' >&2", "exec sleep 605");
        int seconds = 1;
        var crashed = givenUp(wrapper, seconds);
        while (crashed.output().isEmpty() && seconds < 60) {
            // It had not come to say a word.
            seconds *= 4;
            crashed = givenUp(wrapper, seconds);
        }
        assertThat(crashed.cause()).contains("did not connect within " + seconds + " s", wrapper.toString());
        assertThat(crashed.output()).contains("licence expired, waiting");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aJvmThatWasJustDyingWhenNobodyWaitedForItAnyMoreWasSaidNotToHaveConnected() throws IOException {
        assertThat(givenUp(script("sleep 0.1", "exit 7"), 0).cause()).contains("ended with exit code 7");
    }

    private Run.Crashed givenUp(Path java, int seconds) {
        try (Fork fork = Fork.start(command(java), ForkFiles.in(directory), Duration.ofSeconds(seconds))) {
            var crashed = (Run.Crashed) fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            eventually(() -> !Forks.alive(fork.pid()));
            return crashed;
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoSpeaksAnotherLanguageIsKilledAndItsLastBytesAreSaved() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path wrapper = script("exec '" + Forks.java() + "' -cp '" + classPath + "' " + GarbageFork.class.getName());
        try (Fork fork = Fork.start(command(wrapper), ForkFiles.in(directory))) {
            var incomplete = (Run.Incomplete) fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(incomplete.why()).contains("protocol error at byte", "no frame begins here");
            Path saved = Path.of(incomplete.why().substring(incomplete.why().lastIndexOf("last: ") + 6));
            assertThat(Files.readString(saved)).contains("47 45 54 20 2f", "GET /");
            eventually(() -> !Forks.alive(fork.pid()));
        }
    }

    private ForkCommand command(Path java) {
        return new ForkCommand(java, List.of(), Map.of(), Map.of(), List.of(), directory);
    }

    private Path script(String... lines) throws IOException {
        Path script = directory.resolve("java");
        Files.write(
                script, Stream.concat(Stream.of("#!/bin/sh"), Stream.of(lines)).toList());
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Run run(String argument, String fixture) {
        try (Fork fork = Fork.start(Forks.command(directory, argument), ForkFiles.in(directory))) {
            return fork.run(classes(fixture), new Forks.Heard(), Patience.of(Duration.ofSeconds(60)));
        }
    }
}
