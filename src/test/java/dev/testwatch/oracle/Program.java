package dev.testwatch.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that is run to its end for what it says.
 *
 * @param environment added to one's own
 */
record Program(Path directory, Map<String, String> environment, List<String> command) {

    private static final int TAIL = 40;

    Program {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    /**
     * Its standard output; what it says beside that is seen at once.
     *
     * @throws IOException if it does not end with exit code 0; holds the end of its output
     */
    List<String> lines() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (Stream<String> output = process.inputReader().lines()) {
            List<String> lines = output.toList();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
                throw new IOException("failed: " + String.join(" ", command) + "\n" + String.join("\n", tail));
            }
            return lines;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
