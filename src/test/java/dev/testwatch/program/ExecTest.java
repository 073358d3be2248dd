package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class ExecTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aFile() throws Exception {
        file = Files.writeString(directory.resolve("a.txt"), "a");
    }

    @Test
    void runsOnceForEachBatchAndTellsWhatChanged() throws Exception {
        try (Started exec = exec("sh", "-c", "echo run $TESTWATCH_RUN of $TESTWATCH; cat $TESTWATCH_CHANGED_FILE")) {
            exec.await("run 1 of 1");
            exec.await(".*run 1 ended normally after .*; waiting for a change");
            Path added = Files.writeString(directory.resolve("b.txt"), "b");
            exec.await(".*b.txt is new: run 2.*");
            exec.await("created\t" + added);
            exec.await(".*run 2 ended normally.*");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            Files.writeString(added, "b");
            Files.createDirectories(directory.resolve("target"));
            Files.writeString(directory.resolve("target/made"), "by a tool");
            Files.writeString(directory.resolve("a.txt~"), "by an editor");
            Files.delete(added);
            // Were one of the others a change, it would be told here.
            exec.await("deleted\t" + added);
            exec.await(".*run 3 ended normally.*");
            Files.writeString(file, "another");
            exec.await("modified\t" + file);
        }
    }

    @Test
    void theWholeTreeIsEndedBeforeTheNextRunBegins() throws Exception {
        String tree = "trap '' TERM; sleep 60 & setsid sleep 60 & echo started $!; wait; sleep 60";
        try (Started exec = Started.in(directory, List.of("exec", "--kill-after", "200ms", "--", "sh", "-c", tree))) {
            long first = exec.number("started (\\d+)");
            Files.writeString(file, "b");
            exec.await(".*a.txt changed: run 2");
            long second = exec.number("started (\\d+)");
            assertThat(ProcessHandle.of(first).filter(Started::lives)).isEmpty();
            exec.terminate();
            exec.awaitExit();
            assertThat(ProcessHandle.of(second).filter(Started::lives)).isEmpty();
        }
    }

    @Test
    void howARunEndedIsSaid() throws Exception {
        String command = "case $TESTWATCH_RUN in 1) exit 3;; 2) exit 9;; 3) kill -9 $$;; esac";
        try (Started exec = Started.in(directory, List.of("exec", "--until-success", "--", "sh", "-c", command))) {
            exec.await(".*run 1 ended with exit status 3 .*, which asks for the next one");
            exec.await(".*run 2 ended with exit status 9 .*; waiting for a change");
            Files.writeString(file, "b");
            exec.await(".*run 3 was ended by signal 9 \\(KILL\\) .*; waiting for a change");
            Files.writeString(file, "c");
            exec.await(".*run 4 ended normally .*");
            assertThat(exec.awaitExit()).isZero();
        }
    }

    @Test
    void aCommandThatIsNotThereIsSaidAndWaitedFor() throws Exception {
        Path script = directory.resolve("script");
        try (Started exec = exec(script.toString())) {
            exec.await(".*Cannot run program .*; waiting for a change");
            Path aside = Files.writeString(Files.createTempFile("script", null), "#!/bin/sh\necho here\n");
            assertThat(aside.toFile().setExecutable(true)).isTrue();
            Files.move(aside, script);
            exec.await("here");
        }
    }

    @Test
    void aQueuedRunComesAfterTheOneThatMayEnd() throws Exception {
        String command = "echo begins; until [ -e go ]; do sleep 0.05; done; echo ends";
        try (Started exec = Started.in(
                directory,
                List.of(
                        "exec",
                        "--on-busy",
                        "queue",
                        "--exclude",
                        "go",
                        "--exit-with-child",
                        "--postpone",
                        "--",
                        "sh",
                        "-c",
                        command + "; exit $((TESTWATCH_RUN + 2))"))) {
            exec.await(".*the first run waits for a change");
            Files.writeString(file, "b");
            exec.await("begins");
            Files.writeString(file, "c");
            exec.await(".*a.txt changed: run 2 follows run 1");
            Files.writeString(directory.resolve("go"), "");
            exec.await("ends");
            exec.await("begins");
            assertThat(exec.awaitExit()).isEqualTo(4);
        }
    }

    private Started exec(String... command) {
        var arguments = new java.util.ArrayList<>(List.of("exec", "--"));
        arguments.addAll(List.of(command));
        return Started.in(directory, arguments);
    }
}
