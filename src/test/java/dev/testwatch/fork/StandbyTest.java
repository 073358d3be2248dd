package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.classes;
import static dev.testwatch.fork.Forks.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.chaos.Chaos;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

    @TempDir
    Path directory;

    @Test
    void aForkWaitsIsUsedOnceAndAnotherTakesItsPlace() {
        try (var standby = new Standby(directory)) {
            ForkCommand command = Forks.command(directory);
            standby.prepare(command);
            long waiting = waiting(1).get(0).pid();

            Fork first = standby.take(command);
            assertThat(first.pid()).isEqualTo(waiting);
            Run run = first.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            assertThat(run).isInstanceOf(Run.Completed.class);
            eventually(() -> !Forks.alive(first.pid()) && forks().count() == 1);

            Fork second = standby.take(command);
            assertThat(second.pid()).isNotEqualTo(first.pid());
            second.close();
        }
        eventually(() -> forks().findAny().isEmpty());
    }

    @Test
    void aForkThatHasAJarOpenWhichWasReplacedIsThrownAway() throws Exception {
        Path jar = Files.write(directory.resolve("library.jar"), WorkerJar.bytes());
        List<Path> classPath = new ArrayList<>(Forks.classPath());
        classPath.add(jar);
        var command = new ForkCommand(Forks.java(), List.of(), Map.of(), Map.of(), classPath, directory);
        try (var standby = new Standby(directory)) {
            standby.prepare(command);
            ProcessHandle stale = waiting(1).get(0);
            Files.write(jar, new byte[] {1, 2, 3});
            try (Fork fork = standby.take(command)) {
                assertThat(fork.pid()).isNotEqualTo(stale.pid());
                eventually(() -> !stale.isAlive());
            }
        }
    }

    @Test
    void aForkThatDiedWaitingIsNotGivenToAnybody() {
        try (var standby = new Standby(directory)) {
            ForkCommand command = Forks.command(directory);
            standby.prepare(command);
            ProcessHandle waiting = waiting(1).get(0);
            waiting.destroyForcibly();
            waiting.onExit().join();
            try (Fork fork = standby.take(command)) {
                assertThat(fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS))
                        .isInstanceOf(Run.Completed.class);
            }
        }
    }

    @Test
    void twoWaitAtMostAndTheOldestGoes() {
        try (var standby = new Standby(directory)) {
            for (String argument : List.of("-Da=1", "-Da=2", "-Da=3")) {
                standby.prepare(Forks.command(directory, argument));
            }
            eventually(() -> forks().count() == 2);
            standby.discardAll();
            eventually(() -> forks().findAny().isEmpty());
        }
    }

    @Test
    void whatWaitsBehindAForkIsOneForWhatRunsNext() {
        try (var standby = new Standby(directory)) {
            ForkCommand next = Forks.command(directory, "-Da=2");

            long taken;
            try (Fork fork = standby.take(Forks.command(directory, "-Da=1"), next)) {
                taken = fork.pid();
                fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            }

            eventually(() -> !Forks.alive(taken));
            long waiting = waiting(1).get(0).pid();
            try (Fork fork = standby.take(next)) {
                assertThat(fork.pid()).isEqualTo(waiting);
            }
        }
    }

    @Test
    void whereNothingIsToRunLaterNoForkWaitsBehindTheOneThatWasTaken() {
        try (var standby = new Standby(directory, 1, false, Chaos.NONE)) {
            ForkCommand command = Forks.command(directory);
            standby.prepare(command);
            long waiting = waiting(1).get(0).pid();
            try (Fork fork = standby.take(command)) {
                assertThat(fork.pid()).isEqualTo(waiting);
                fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
            }

            // Forks begin one after the other: another one would be there by now.
            eventually(() -> !Forks.alive(waiting));
            try (Fork later = standby.take(Forks.command(directory, "-Da=2"))) {
                assertThat(forks()).extracting(ProcessHandle::pid).containsExactly(later.pid());
            }
        }
    }

    @Test
    void forksThatRunSideBySideWaitSideBySide() {
        try (var standby = new Standby(directory, 3, true, Chaos.NONE)) {
            List<ForkCommand> commands = IntStream.rangeClosed(1, 3)
                    .mapToObj(number -> numbered(Forks.command(directory), number))
                    .toList();
            commands.forEach(standby::prepare);
            Set<Long> waiting = waiting(3).stream().map(ProcessHandle::pid).collect(Collectors.toSet());

            List<Fork> taken = commands.stream().map(standby::take).toList();

            assertThat(taken).extracting(Fork::pid).containsExactlyInAnyOrderElementsOf(waiting);
            taken.forEach(Fork::close);
            eventually(() -> forks().count() == 3 && forks().noneMatch(fork -> waiting.contains(fork.pid())));
        }
    }

    private static ForkCommand numbered(ForkCommand command, int number) {
        return new ForkCommand(
                command.java(),
                command.jvmArguments(),
                command.systemProperties(),
                command.environment(),
                command.classPath(),
                command.workingDirectory(),
                command.recording(),
                number);
    }

    @Test
    void whileAForkWaitsNothingOfTheProjectIsTouched() throws Exception {
        Path project = directory.resolve("project");
        Path services = Files.createDirectories(project.resolve("META-INF/services"));
        for (String service : List.of(
                "org.junit.platform.engine.TestEngine",
                "org.junit.platform.launcher.LauncherSessionListener",
                "org.junit.platform.launcher.LauncherDiscoveryListener",
                "org.junit.platform.launcher.PostDiscoveryFilter",
                "org.junit.platform.launcher.TestExecutionListener",
                "org.junit.platform.launcher.LauncherInterceptor",
                "org.junit.jupiter.api.extension.Extension")) {
            Files.writeString(services.resolve(service), "there.is.no.such.Class");
        }
        Files.writeString(
                project.resolve("junit-platform.properties"),
                "junit.platform.launcher.interceptors.enabled=true\njunit.jupiter.extensions.autodetection.enabled=true\n");
        List<Path> classPath = new ArrayList<>(List.of(project));
        classPath.addAll(Forks.classPath());
        Path log = directory.resolve("classes.log");
        var command = new ForkCommand(
                Forks.java(), List.of("-Xlog:class+load:file=" + log), Map.of(), Map.of(), classPath, directory);
        try (var standby = new Standby(directory)) {
            standby.prepare(command);
            eventually(() -> warm(log));
            try (Fork fork = standby.take(command)) {
                // What is broken in the project is found by the run, and only there.
                assertThat(Files.readString(log)).doesNotContain("dev.testwatch.fork.fixtures");
                Run run = fork.run(classes("DisabledFixture"), new Forks.Heard(), Patience.ENDLESS);
                assertThat(run).isInstanceOf(Run.Incomplete.class);
                assertThat(((Run.Incomplete) run).why()).contains("there.is.no.such.Class");
            }
        }
    }

    /** The tests that a fork runs while it waits have run: the last class of them is loaded. */
    private static boolean warm(Path log) {
        try {
            return Files.exists(log) && Files.readString(log).contains("dev.testwatch.worker.WarmUp$Inside");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That many forks, seen in one look: to a second look one that is just beginning need not show its arguments. */
    private List<ProcessHandle> waiting(int number) {
        var seen = new AtomicReference<List<ProcessHandle>>(List.of());
        eventually(() -> {
            seen.set(forks().toList());
            return seen.get().size() == number;
        });
        return seen.get();
    }

    /** The forks that this test has started: their argument file is in its directory. */
    private Stream<ProcessHandle> forks() {
        return ProcessHandle.current().children().filter(child -> child.info()
                .arguments()
                .filter(arguments -> Stream.of(arguments)
                        .anyMatch(argument -> argument.startsWith("@" + directory + File.separator)))
                .isPresent());
    }
}
