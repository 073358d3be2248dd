package dev.testwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs a program to its end. */
final class Command {

    private static final int TAIL = 40;

    private Command() {}

    /**
     * How long it took, in milliseconds.
     *
     * @param log where its output goes
     * @throws IOException if it does not end with exit code 0; holds the tail of its output
     */
    static double run(Path directory, Path log, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        double took = Sample.millis(start, System.nanoTime());
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with exit code " + code + ":\n" + tail(log));
        }
        return took;
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream().skip(Math.max(0, lines.size() - TAIL)).collect(Collectors.joining("\n"));
    }
}
