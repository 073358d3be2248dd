package dev.testwatch.e2e;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.linux.LinuxNativePty;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.ScreenTerminal;

/**
 * A testwatch at a pseudo-terminal of Linux whose other end is read here: every byte it writes is kept and goes through a
 * terminal's parser, and the reading can be stopped.
 */
public final class Pty implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(1);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final Semaphore reading = new Semaphore(1);
    private final JniNativePty pty;
    private final Process process;
    private final ScreenTerminal terminal;

    private Pty(JniNativePty pty, Process process, int columns, int rows) {
        this.pty = pty;
        this.process = process;
        this.terminal = new ScreenTerminal(columns, rows);
    }

    /**
     * Starts the jar there.
     *
     * @param environment in addition; {@code LC_ALL} also says how to read what is written
     */
    public static Pty start(int columns, int rows, Map<String, String> environment, Path project, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(project.toString());
        try {
            TerminalProvider provider = TerminalProvider.load("jni");
            LinuxNativePty pty = LinuxNativePty.open(provider, null, Size.of(columns, rows));
            // In a session of its own, so that the terminal is its own and it is told of another size.
            List<String> command = new ArrayList<>(List.of("setsid", "--ctty", "--wait"));
            command.addAll(Jar.command(arguments));
            ProcessBuilder builder = new ProcessBuilder(command);
            var device = Path.of(pty.getName()).toFile();
            builder.redirectInput(device).redirectOutput(device).redirectError(device);
            builder.environment().keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "FORCE_COLOR", "CI", "TMUX"));
            builder.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8"));
            builder.environment().putAll(environment);
            boolean ascii = environment.getOrDefault("LC_ALL", "").equals("C");
            Pty started = new Pty(pty, builder.start(), columns, rows);
            Thread reader =
                    new Thread(() -> started.read(ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Charset charset) {
        char[] buffer = new char[1 << 14];
        try (Reader reader = new InputStreamReader(pty.getMasterInput(), charset)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                reading.acquireUninterruptibly();
                reading.release();
                String text = new String(buffer, 0, count);
                terminal.write(text);
                written.add(text);
            }
        } catch (IOException e) {
            // The terminal is closed while it is read: nothing more is looked at.
            written.add("");
        }
    }

    /** Reads no more, as a terminal does whose user selects text, until {@link #readOn}. */
    public void stopReading() {
        reading.acquireUninterruptibly();
    }

    public void readOn() {
        reading.release();
    }

    /** Types characters, control characters included. */
    public void type(String text) {
        try {
            pty.getMasterOutput().write(text.getBytes(StandardCharsets.UTF_8));
            pty.getMasterOutput().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the terminal another size; whoever runs in it is told. */
    public void resize(int columns, int rows) {
        try {
            terminal.setSize(Size.of(columns, rows));
            pty.setSize(Size.of(columns, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was written until now, in the pieces that could be read at once. */
    public List<String> written() {
        return List.copyOf(written);
    }

    /** What is on the screen now, row by row. */
    public List<String> screen() {
        return terminal.toString().lines().map(String::stripTrailing).toList();
    }

    /** What was scrolled out of the screen at the top, and the screen. */
    public String history() {
        String above = terminal.getHistory().stream()
                .map(row -> Arrays.stream(row)
                        .mapToObj(cell -> Character.toString(ScreenTerminal.cellCodePoint(cell)))
                        .collect(Collectors.joining())
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
        return above + "\n" + String.join("\n", screen());
    }

    /** The lowest row that has anything in it. */
    public String lastLine() {
        List<String> lines = screen().stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Waits until the screen holds a match of this expression. */
    public void awaitScreen(String expression) {
        Pattern pattern = Pattern.compile(expression);
        await("on the screen: " + expression, lines -> pattern.matcher(String.join("\n", lines))
                .find());
    }

    /** Waits until the lowest line holds a match of this expression. */
    public void awaitLastLine(String expression) {
        Pattern pattern = Pattern.compile(expression);
        await("in the last line: " + expression, lines -> pattern.matcher(lastLine())
                .find());
    }

    /** Waits until the rows on the screen are as they should. */
    public void await(String what, Predicate<List<String>> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.test(screen())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; seen:\n" + history());
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    /** Waits until the program has ended; its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; seen:\n" + history());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        // They write below the test's directory until they are gone.
        all.forEach(child -> child.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        try {
            pty.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
