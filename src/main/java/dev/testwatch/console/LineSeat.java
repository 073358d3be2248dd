package dev.testwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A seat without a terminal: lines in, appended lines out. */
final class LineSeat implements Seat {

    private static final int WIDTH = 80;

    /** More is no command; the rest of the line is thrown away. */
    private static final int LONGEST_LINE = 4_096;

    private final AtomicBoolean listening = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InputStream in;
    private final Outlet outlet;
    private final Look look;

    LineSeat(InputStream in, PrintStream out, PrintStream err, Look look) {
        this.in = in;
        this.outlet = Outlet.open(out, err, look);
        this.look = look;
    }

    @Override
    public void listen(Consumer<Command> commands, Runnable endOfInput, Runnable onOutputClosed) {
        if (!listening.compareAndSet(false, true)) {
            throw new IllegalStateException("somebody listens already");
        }
        Runnable gone = () -> {
            if (!closed.get()) {
                onOutputClosed.run();
            }
        };
        var unused = outlet.closed().thenRunAsync(gone, work -> Daemon.start("gone", work));
        Daemon.start("lines", () -> read(commands, endOfInput));
    }

    private void read(Consumer<Command> commands, Runnable endOfInput) {
        Reader reader = new InputStreamReader(in, look.charset());
        StringBuilder line = new StringBuilder();
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    give(line.toString(), commands);
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            printError(
                    List.of("stdin cannot be read (" + e.getMessage() + "); no more commands are taken from there."));
        }
        if (!line.isEmpty()) {
            give(line.toString(), commands);
        }
        if (!closed.get()) {
            endOfInput.run();
        }
    }

    private void give(String line, Consumer<Command> commands) {
        if (!closed.get()) {
            commands.accept(LineCommands.parse(line));
        }
    }

    @Override
    public void print(List<String> lines) {
        outlet.print(lines, false);
    }

    @Override
    public void printError(List<String> lines) {
        outlet.print(lines, true);
    }

    @Override
    public void clear() {
        // Lines once printed stay.
    }

    @Override
    public void status(String line) {
        // Lines once printed stay; there is none to redraw.
    }

    @Override
    public void ring(Signal signal) {
        // What reads lines has no bell.
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public boolean colour() {
        return look.colour();
    }

    @Override
    public boolean unicode() {
        return look.unicode();
    }

    @Override
    public boolean hyperlinks() {
        return look.hyperlinks();
    }

    @Override
    public Optional<String> lend(ProcessBuilder program) {
        return Optional.of("there is no terminal for an editor here");
    }

    @Override
    public void bind(KeyMap keys) {
        // There are no keys; the letters that stand for words stay what they are.
    }

    @Override
    public void keepHistory(Path file) {
        // There are no prompts.
    }

    @Override
    public void offer(Prompting prompting) {
        // There are no prompts.
    }

    /**
     * Stops giving commands, and waits until all lines are written, however long their reader takes: a result that is cut
     * off is worse than a late one. A signal still ends the program. The streams belong to the caller.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            outlet.end().join();
        }
    }
}
