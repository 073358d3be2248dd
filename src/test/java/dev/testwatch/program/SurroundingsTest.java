package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class SurroundingsTest {

    @TempDir
    Path directory;

    @Test
    void whatIsKeptIsAwaitedSurvivesRunsAndEndsWithTheWatch() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "a");
        String database = "echo pid $$; sleep 0.3; echo up now; sleep 60";
        try (Started exec = Started.in(
                directory,
                List.of(
                        "exec",
                        "--keep",
                        "exit 5",
                        "--keep-ready",
                        "up",
                        "--keep",
                        database,
                        "--keep-ready",
                        "up",
                        "--",
                        "echo",
                        "run"))) {
            exec.await(".*waiting for exit: a line with up");
            exec.await(".*exit ended with exit status 5 .*; it is not started again");
            exec.await(".*waiting for echo: a line with up");
            long kept = exec.number(".*echo: pid (\\d+)");
            exec.await(".*echo: up now");
            exec.await(".*echo is ready");
            exec.await("run");
            Files.writeString(file, "b");
            exec.await("run");
            assertThat(ProcessHandle.of(kept).filter(Started::lives)).isPresent();
            exec.terminate();
            exec.awaitExit();
            assertThat(ProcessHandle.of(kept).filter(Started::lives)).isEmpty();
        }
    }

    @Test
    void afterKillNineNeitherTheProgramNorWhatIsKeptLives() throws Exception {
        try (Started exec = Started.in(
                directory,
                List.of(
                        "exec",
                        "--keep",
                        "echo pid $$; trap '' TERM; sleep 61",
                        "--keep-ready",
                        "pid",
                        "--",
                        "sh",
                        "-c",
                        "sleep 62 & echo child $! ; echo program $$; wait"))) {
            List<Long> all =
                    List.of(exec.number(".*: pid (\\d+)"), exec.number("child (\\d+)"), exec.number("program (\\d+)"));
            assertThat(all).allMatch(SurroundingsTest::lives);
            exec.kill();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (System.nanoTime() < deadline && all.stream().anyMatch(SurroundingsTest::lives)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(all).noneMatch(SurroundingsTest::lives);
        }
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(Started::lives).isPresent();
    }

    @Test
    void aProgramThatCausesItsOwnRunsIsToldOf() {
        Path file = directory.resolve("out.txt");
        try (Started exec =
                Started.in(directory, List.of("exec", "--", "sh", "-c", "echo $TESTWATCH_RUN > out.txt; sleep 60"))) {
            exec.await(".*the last 5 runs were each followed by another because .*" + file.getFileName()
                    + " changed meanwhile; if the program writes it, leave it out with --exclude.*");
        }
    }

    @Test
    void commandsAroundRunsComeInTheirPlaceAndFailuresOfTheirsAreTold() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "a");
        Path log = Files.createTempFile("log", null);
        try (Started exec = Started.in(
                directory,
                List.of(
                        "exec",
                        "--before",
                        "echo before >> " + log + "; echo sorry; exit 4",
                        "--on-fail",
                        "echo failed >> " + log + "; exit 7",
                        "--on-pass",
                        "echo passed >> " + log,
                        "--until-success",
                        "--",
                        "sh",
                        "-c",
                        "echo run >> " + log + "; test $TESTWATCH_RUN = 2"))) {
            exec.await(".*--before: .* ended with exit status 4 .*; the run begins all the same");
            exec.await(".*  sorry");
            exec.await(".*--on-fail: .* ended with exit status 7 .*; the watch goes on");
            Files.writeString(file, "b");
            assertThat(exec.awaitExit()).isZero();
        }
        assertThat(Files.readAllLines(log)).containsExactly("before", "run", "failed", "before", "run", "passed");
    }
}
