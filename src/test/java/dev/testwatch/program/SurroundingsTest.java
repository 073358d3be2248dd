package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
