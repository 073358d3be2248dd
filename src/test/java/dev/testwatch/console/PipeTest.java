package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program with a seat, its streams connected to files and pipes by a shell. */
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class PipeTest {

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void endProcess() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Test
    void commandsComeAsLinesAndNothingIsDrawn() throws Exception {
        process = start(Launch.command(directory) + " > out");
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write("failed\nfilter Foo\nquit\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        // The end of the input may or may not be told before the program has ended.
        assertThat(read("out")).startsWith("""
                        sitting at a pipe
                        got RunFailed[]
                        got FilterClasses[pattern=Foo]
                        got Quit[]
                        """).doesNotContain("\u001b", "watching");
    }

    @Test
    void afterTheEndOfStdinTheProgramGoesOnAndNobodyReads() throws Exception {
        process = start("exec " + Launch.command(directory) + " < /dev/null > out");
        Deadline.until(() -> read("out"), out -> assertThat(out)
                .contains("sitting at a pipe", "no more input", "threads of the seat: [testwatch-lines-out]"));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void theProgramEndsWhenNobodyReadsItsOutput() throws Exception {
        process = start("{ " + Launch.command(directory) + "; echo $? > code; } | head -n 1 > out");
        OutputStream stdin = process.getOutputStream();
        Deadline.until(() -> type(stdin), typed -> assertThat(read("code")).isEqualTo("7\n"));
        assertThat(read("out")).isEqualTo("sitting at a pipe\n");
    }

    private Process start(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private static boolean type(OutputStream stdin) {
        try {
            stdin.write("failed\n".getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
            return true;
        } catch (IOException e) {
            return false; // The program has ended; what counts is how.
        }
    }

    private String read(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
