package dev.testwatch.project;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One run of Maven from start to end; nothing of it outlives the run.
 *
 * @param end how it ended
 * @param lines the last lines of its output
 */
record MavenRun(End end, int exitCode, List<String> lines) {

    private static final int LINES_KEPT = 2_000;
    private static final Duration STEP = Duration.ofMillis(100);

    /** A process may leave others behind that hold its output open: this long what it said last may take to arrive. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    enum End {
        EXITED,
        TIMED_OUT,
        INTERRUPTED
    }

    /**
     * How long it may take.
     *
     * @param timeout after this it is taken to hang, and is killed with all it has started
     * @param silence after each such time without a line, {@code silent} is told
     * @param silent takes how long it has been running, and what it said last
     */
    record Limits(Duration timeout, Duration silence, BiConsumer<Duration, List<String>> silent) {}

    /** There is no such program, or the system does not let it start. */
    static final class NotStartedException extends IOException {
        private static final long serialVersionUID = 1;

        NotStartedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    MavenRun {
        lines = List.copyOf(lines);
    }

    static MavenRun start(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Limits limits,
            Consumer<String> listener)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = start(builder);
        Thread leaving = new Thread(() -> kill(process), "testwatch-maven-end");
        Runtime.getRuntime().addShutdownHook(leaving);
        try {
            process.getOutputStream().close();
            return follow(process, limits, listener);
        } finally {
            kill(process);
            forget(leaving);
        }
    }

    private static Process start(ProcessBuilder builder) throws NotStartedException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NotStartedException(e);
        }
    }

    private static MavenRun follow(Process process, Limits limits, Consumer<String> listener) {
        BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, output), "testwatch-maven");
        reader.setDaemon(true);
        reader.start();
        Deque<String> lines = new ArrayDeque<>();
        long began = System.nanoTime();
        long deadline = began + limits.timeout().toNanos();
        long heard = began;
        boolean exited = false;
        try {
            while (true) {
                Optional<String> line = output.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null && line.isPresent()) {
                    heard = System.nanoTime();
                    keep(lines, line.get());
                    listener.accept(line.get());
                } else if (line != null) {
                    process.waitFor();
                    return new MavenRun(End.EXITED, process.exitValue(), List.copyOf(lines));
                }
                long now = System.nanoTime();
                if (!exited && now - heard > limits.silence().toNanos()) {
                    heard = now;
                    limits.silent().accept(Duration.ofNanos(now - began), List.copyOf(lines));
                }
                if (now - deadline > 0) {
                    return exited
                            ? new MavenRun(End.EXITED, process.exitValue(), List.copyOf(lines))
                            : new MavenRun(End.TIMED_OUT, 1, List.copyOf(lines));
                }
                if (!exited && !process.isAlive()) {
                    exited = true;
                    deadline = System.nanoTime() + LAST_WORDS.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MavenRun(End.INTERRUPTED, 1, List.copyOf(lines));
        }
    }

    private static void keep(Deque<String> lines, String line) {
        if (lines.size() == LINES_KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Hands on each line, then the empty value for the end. */
    private static void read(Process process, BlockingQueue<Optional<String>> output) {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(Optional.of(line));
            }
        } catch (IOException e) {
            output.add(Optional.of("[ERROR] the output of Maven ended early: " + e.getMessage()));
        }
        output.add(Optional.empty());
    }

    private static void kill(Process process) {
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private static void forget(Thread leaving) {
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook runs or has run, which is what it is for.
            return;
        }
    }
}
