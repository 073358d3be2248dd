package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A testwatch at a terminal of its own: a tmux session on a socket of its own. */
final class Tmux implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final String socket = "testwatch-" + UUID.randomUUID();

    private Tmux() {}

    /** Starts the jar in a terminal of this size; when it ends, the screen says {@code exit code N}. */
    static Tmux start(int columns, int rows, Path project, String... options) {
        return start(columns, rows, command(project, options));
    }

    /** The same on another Java. */
    static Tmux startOn(Path java, int columns, int rows, Path project, String... options) {
        return start(columns, rows, Jar.on(java, command(project, options)));
    }

    private static List<String> command(Path project, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(project.toString());
        return Jar.command(arguments);
    }

    private static Tmux start(int columns, int rows, List<String> words) {
        String command = words.stream().map(Tmux::quoted).collect(Collectors.joining(" "));
        Tmux tmux = new Tmux();
        tmux.run(List.of(
                "-f",
                "/dev/null",
                "-u",
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                command + "; echo \"exit code $?\"; cat"));
        return tmux;
    }

    /** Presses keys, by tmux's names: {@code a}, {@code Enter}, {@code Space}, {@code C-c}. */
    void press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        run(command);
    }

    /** Types text as it is. */
    void type(String text) {
        run(List.of("send-keys", "-l", text));
    }

    /** What is on the screen now. */
    String screen() {
        return run(List.of("capture-pane", "-p"));
    }

    /** What is on the screen and was scrolled out of it. */
    String history() {
        return run(List.of("capture-pane", "-p", "-S", "-"));
    }

    /** Something that tmux knows, such as {@code alternate_on}. */
    String about(String variable) {
        return run(List.of("display-message", "-p", "#{" + variable + "}")).strip();
    }

    /** What was copied, by whomever. */
    String buffers() {
        return run(List.of("list-buffers"));
    }

    /** The lowest line of the screen that has anything in it. */
    String lastLine() {
        List<String> lines = screen().lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Waits until the screen holds a match of this expression. */
    String awaitScreen(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return await("on the screen: " + expression, screen -> pattern.matcher(screen)
                .find());
    }

    /** Waits until the lowest line holds a match of this expression. */
    void awaitLastLine(String expression) {
        Pattern pattern = Pattern.compile(expression);
        await("in the last line: " + expression, screen -> pattern.matcher(lastLine())
                .find());
    }

    /** How often an expression matches, on the screen and above it. */
    int count(String expression) {
        return (int) Pattern.compile(expression).matcher(history()).results().count();
    }

    /** Waits until an expression matches more often than this. */
    void awaitMore(String expression, int before) {
        await("more than " + before + " times: " + expression, screen -> count(expression) > before);
    }

    @Override
    public void close() {
        List<ProcessHandle> inside = run(List.of("list-panes", "-a", "-F", "#{pane_pid}"))
                .lines()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                .flatMap(shell -> Stream.concat(Stream.of(shell), shell.descendants()))
                .toList();
        run(List.of("kill-server"));
        // They write below the test's directory until they are gone.
        inside.forEach(
                process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    private String await(String what, Predicate<String> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String screen = screen();
            if (expected.test(screen)) {
                return screen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; seen:\n" + history());
            }
            // tmux cannot tell when the screen changes.
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
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

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
