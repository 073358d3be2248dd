package dev.testwatch.e2e;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A running testwatch without a terminal: its lines in the order they arrive, and a hand on its input. */
public final class Jar implements AutoCloseable {

    private static final Set<String> OTHERS = Set.of("exec", "ide", "completion", "status", "send", "run", "-m");

    private static final int EXCERPT = 150;
    private static final int WIDTH = 500;

    private static final Duration SLICE = Duration.ofMillis(200);

    /** How long a process that has ended may take to be read to the end; a child of it may hold its output open. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private static final String SHARE = "-XX:SharedArchiveFile=";
    private static final String ARCHIVE = "-XX:ArchiveClassesAtExit=";

    private static Optional<Path> archive = Optional.empty();

    private final Process process;
    private final BlockingQueue<Line> arriving = new LinkedBlockingQueue<>();
    private final List<Thread> readers;
    private final List<Line> seen = new ArrayList<>();
    private int outRead;
    private int errorRead;

    /**
     * A line that was written.
     *
     * @param nanos when it arrived, on the clock of {@link System#nanoTime()}
     * @param error whether it was written to stderr
     */
    public record Line(long nanos, boolean error, String text) {}

    private Jar(Process process) {
        this.process = process;
        this.readers = List.of(
                reader("stdout", process.getInputStream(), false), reader("stderr", process.getErrorStream(), true));
    }

    /** The jar under test: the one named by the system property {@code testwatch.jar}, else the build's. */
    public static Path file() {
        return Path.of(System.getProperty("testwatch.jar", "target/testwatch.jar"))
                .toAbsolutePath();
    }

    /** The command that starts the jar on the JDK of this process. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(java());
        command.add("-jar");
        command.add(file().toString());
        command.addAll(withoutSweep(arguments));
        return command;
    }

    private static List<String> java() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It does not live long enough for the better compiler to pay.
        words.add("-XX:TieredStopAtLevel=1");
        archive.map(file -> (Files.exists(file) ? SHARE : ARCHIVE) + file).ifPresent(words::add);
        return words;
    }

    /**
     * From now on the jar's classes are loaded from this file, which the first that ends in order makes: the JVM then
     * starts with half the work. The file goes with the jar and with the JDK of this process.
     */
    static void keepClassesIn(Path file) {
        archive = Optional.of(file);
    }

    /** The same command for another JDK. */
    static List<String> on(Path java, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.removeIf(word -> word.startsWith(SHARE) || word.startsWith(ARCHIVE));
        words.set(0, java.toString());
        return words;
    }

    /** Nobody who watches what runs is to be surprised by what runs in idle time. */
    private static List<String> withoutSweep(List<String> arguments) {
        boolean watches = arguments.isEmpty() || OTHERS.stream().noneMatch(arguments.get(0)::equals);
        List<String> all = new ArrayList<>();
        if (watches && !arguments.contains("--sweep")) {
            all.addAll(List.of("--sweep", "off"));
        }
        all.addAll(arguments);
        return all;
    }

    /** The same, with this test's classes beside it and options for its JVM: things can go wrong on purpose there. */
    public static List<String> testBuild(List<String> jvmArguments, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(java());
        command.addAll(jvmArguments);
        command.addAll(List.of(
                "-cp",
                file() + File.pathSeparator + Path.of("target", "test-classes").toAbsolutePath()));
        command.add("dev.testwatch.Main");
        command.addAll(withoutSweep(arguments));
        return command;
    }

    public static Jar start(List<String> arguments) {
        return run(command(arguments));
    }

    /** Starts a command that is testwatch in one way or another. */
    public static Jar run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().remove("CI"); // A machine that builds this is not to decide what is tested.
            return new Jar(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The processes that it has started and that live, with theirs. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** The next line, or none if none arrives in time or none can arrive any more. */
    public Optional<Line> next(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                boolean over = readers.stream().noneMatch(Thread::isAlive);
                long left = Math.min(SLICE.toNanos(), deadline - System.nanoTime());
                Line line = arriving.poll(over ? 0 : Math.max(0, left), TimeUnit.NANOSECONDS);
                if (line != null) {
                    seen.add(line);
                    return Optional.of(line);
                }
                if (over || System.nanoTime() >= deadline) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the next line of stdout that matches as a whole. Each stream has a place of its own to read on from,
     * because nobody can tell in which order lines of both were written.
     */
    public Line awaitOut(String expression, Duration patience) {
        outRead = find(false, expression, outRead, patience) + 1;
        return seen.get(outRead - 1);
    }

    /** The same for stderr. */
    public Line awaitError(String expression, Duration patience) {
        errorRead = find(true, expression, errorRead, patience) + 1;
        return seen.get(errorRead - 1);
    }

    private int find(boolean error, String expression, int from, Duration patience) {
        Pattern pattern = Pattern.compile(expression);
        long deadline = System.nanoTime() + patience.toNanos();
        for (int at = from; ; at++) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (at == seen.size() && next(left).isEmpty()) {
                throw failure("waited in vain for " + expression + (error ? " on stderr" : ""));
            }
            Line line = seen.get(at);
            if (line.error() == error && pattern.matcher(line.text()).matches()) {
                return at;
            }
        }
    }

    /** Types a line and Enter. */
    public void send(String line) {
        OutputStream input = process.getOutputStream();
        try {
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw failure("cannot send " + line + ": " + e.getMessage());
        }
    }

    /** Ends its input, as a closed pipe does. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit code, once it has ended by itself; takes in all lines that are left. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("still running after " + patience);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        drain();
        return process.exitValue();
    }

    /** Ends it as {@code kill -9} does, it alone, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Everything seen so far, for people. */
    public String transcript() {
        drain();
        return text(seen, Integer.MAX_VALUE);
    }

    /** The last lines seen, each no longer than fits. */
    private String excerpt() {
        drain();
        return text(seen.subList(Math.max(0, seen.size() - EXCERPT), seen.size()), WIDTH);
    }

    private static String text(List<Line> lines, int width) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.error() ? "  err " : "  out ")
                .append(line.text(), 0, Math.min(width, line.text().length()))
                .append(System.lineSeparator()));
        return text.toString();
    }

    /** What to throw when something expected did not come: says what, and all that came instead. */
    public AssertionError failure(String what) {
        String state = process.isAlive() ? "" : " (ended with exit code " + process.exitValue() + ")";
        return new AssertionError(what + state + "; seen:" + System.lineSeparator() + excerpt());
    }

    /** Kills it and every process it has started. */
    @Override
    public void close() {
        List<ProcessHandle> children = children();
        kill();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    private void drain() {
        Optional<Line> line = Optional.empty();
        do {
            line = next(process.isAlive() ? Duration.ZERO : AFTERMATH);
        } while (line.isPresent());
    }

    private Thread reader(String name, InputStream stream, boolean error) {
        Thread thread = new Thread(() -> read(stream, error), "jar-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream stream, boolean error) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                arriving.add(new Line(System.nanoTime(), error, text));
            }
        } catch (IOException e) {
            // What a killed process has not written cannot be read.
            arriving.add(new Line(System.nanoTime(), true, "(stream closed: " + e.getMessage() + ")"));
        }
    }
}
