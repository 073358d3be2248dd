package dev.testwatch.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A testwatch that runs a program: the lines of both in the order in which they arrive. */
final class Started implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final Process process;
    private final Thread reader;

    private Started(Process process) {
        this.process = process;
        reader = new Thread(this::read, "lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it from its classes. */
    static Started in(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.testwatch.Main"));
        command.addAll(arguments);
        return run(directory, command);
    }

    static Started run(Path directory, List<String> command) {
        try {
            return new Started(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits for the next line that matches as a whole, and returns it; the lines before it are passed over. */
    String await(String expression) {
        return find(expression).group();
    }

    /** The same; returns the number that is the expression's first group. */
    long number(String expression) {
        return Long.parseLong(find(expression).group(1));
    }

    private Matcher find(String expression) {
        Pattern pattern = Pattern.compile(expression);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                boolean over = !reader.isAlive();
                String line = arriving.poll(200, TimeUnit.MILLISECONDS);
                if (line == null && !over && System.nanoTime() < deadline) {
                    continue;
                }
                if (line == null) {
                    throw new AssertionError("waited in vain for " + expression + "; seen: " + seen);
                }
                seen.add(line);
                Matcher matcher = pattern.matcher(line);
                if (matcher.matches()) {
                    return matcher;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    /** As {@code kill -9} does, it alone. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; seen: " + seen);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was not fetched by its parent is dead all the same. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    @Override
    public void close() {
        process.destroy();
        awaitExit();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                arriving.add(line);
            }
        } catch (IOException e) {
            arriving.add("the lines cannot be read: " + e);
        }
    }
}
