package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A terminal with a shell in which testwatch is started again and again, by the same words. The shell is a plain one: it
 * leaves the modes of the terminal as a program has left them. Every process that descends from a start carries a mark
 * by which it is found.
 */
final class Pane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final String MARK = "TESTWATCH_PANE";

    private final String mark = UUID.randomUUID().toString();
    private final Path directory;
    private final Path socket;
    private final String before;

    private Pane(Path directory, Path project) {
        this.directory = directory;
        this.socket = directory.resolve("pane");
        write("start", """
                echo $$ > '%s'
                exec env %s=%s %s
                """.formatted(file("pid"), MARK, mark, words(Jar.command(List.of(project.toString())))));
        open();
        this.before = modes();
    }

    /** @param directory for what the shell needs, not the project */
    static Pane open(Path directory, Path project) {
        return new Pane(directory, project);
    }

    /** Opens the terminal, again if it was closed. */
    void open() {
        tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", "100", "-y", "30", "sh -i");
        line("PS1='ready> '");
        // Only now have tmux and the shell set the terminal up.
        awaitLastLine("(^|# )ready>");
    }

    /** Starts testwatch, and returns its process once it is there. */
    ProcessHandle start() {
        delete("pid");
        delete("code");
        line("clear; sh '" + file("start") + "'; echo $? > '" + file("code") + "'");
        await("the start", () -> read("pid").endsWith("\n"));
        return ProcessHandle.of(Long.parseLong(read("pid").strip())).orElseThrow();
    }

    /** Sends a signal to the last start alone. */
    void signal(String name) {
        run(List.of("sh", "-c", "kill -" + name + " " + read("pid").strip()));
    }

    void press(String... keys) {
        tmux(Stream.concat(Stream.of("send-keys"), Stream.of(keys)).toArray(String[]::new));
    }

    void line(String text) {
        tmux("send-keys", "-l", text + "\r");
    }

    String screen() {
        return tmux("capture-pane", "-p");
    }

    /** The lowest line of the screen that has anything in it. */
    String lastLine() {
        List<String> lines = screen().lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Waits until the lowest line holds a match; returns that line. */
    String awaitLastLine(String expression) {
        Predicate<String> expected = Pattern.compile(expression).asPredicate();
        var last = new AtomicReference<>("");
        await("in the last line: " + expression, () -> {
            last.set(lastLine());
            return expected.test(last.get());
        });
        return last.get();
    }

    /** The exit code of the last start, as its shell has it. */
    int awaitExitCode() {
        await("the exit code", () -> read("code").endsWith("\n"));
        return Integer.parseInt(read("code").strip());
    }

    /** Waits until nothing that descends from a start is left; returns how long that took from {@code since}. */
    Duration awaitNobody(long since) {
        await("the end of all that was started", () -> marked().isEmpty());
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** What descends from a start and lives. */
    Set<Long> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(MARK + "=" + mark))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** Waits until the terminal's modes are what they were before the first start, and the cursor can be seen. */
    void awaitAsBefore() {
        await("the terminal's modes as before, " + before, () -> modes().equals(before));
        await("the cursor", () -> about("cursor_flag").equals("1"));
    }

    private String modes() {
        return run(List.of("sh", "-c", "stty -g < '" + about("pane_tty") + "'"));
    }

    private String about(String variable) {
        return tmux("display-message", "-p", "#{" + variable + "}").strip();
    }

    /** Closes the terminal, as closing its window does. */
    @Override
    public void close() {
        tmux("kill-server");
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; seen:\n" + screen() + "\nmodes: " + modes()
                        + "\nleft: " + marked());
            }
            // Neither processes nor terminals tell when they change.
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private static String environment(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", "" + process.pid(), "environ");
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has ended, or is somebody else's.
        }
    }

    private String tmux(String... arguments) {
        return run(Stream.concat(Stream.of("tmux", "-S", socket.toString()), Stream.of(arguments))
                .toList());
    }

    private static String run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("TMUX", "ENV", "CI", "NO_COLOR", "FORCE_COLOR"));
            builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.exists(file(name)) ? Files.readString(file(name)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
