package dev.testwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A seat without a terminal: lines in, appended lines out, written before a method returns. */
final class LineSeat implements Seat {

    private static final int WIDTH = 80;

    /** More is no command; the rest of the line is thrown away. */
    private static final int LONGEST_LINE = 4_096;

    private final AtomicBoolean listening = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> outputClosed = new CompletableFuture<>();
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Look look;

    LineSeat(InputStream in, PrintStream out, PrintStream err, Look look) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.look = look;
    }

    @Override
    public void listen(Consumer<Command> commands, Runnable endOfInput, Runnable onOutputClosed) {
        if (!listening.compareAndSet(false, true)) {
            throw new IllegalStateException("somebody listens already");
        }
        var unused = outputClosed.thenRunAsync(onOutputClosed, work -> Daemon.start("gone", work));
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
        write(out, lines);
    }

    @Override
    public void printError(List<String> lines) {
        write(err, lines);
    }

    private void write(PrintStream stream, List<String> lines) {
        if (lines.isEmpty() || outputClosed.isDone()) {
            return;
        }
        String end = System.lineSeparator();
        stream.print(String.join(end, SafeText.lines(lines, look)) + end);
        // checkError flushes. Nobody reading stdout is the end; stderr may be closed on purpose.
        if (stream.checkError() && stream == out) {
            outputClosed.complete(null);
        }
    }

    @Override
    public void status(String line) {
        // Lines once printed stay; there is none to redraw.
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
    public void offer(Prompting prompting) {
        // There are no prompts.
    }

    /** Stops giving commands; all lines are written already, and the streams belong to the caller. */
    @Override
    public void close() {
        closed.set(true);
    }
}
