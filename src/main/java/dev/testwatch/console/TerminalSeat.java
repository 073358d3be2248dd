package dev.testwatch.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A seat at a terminal: single keys, prompts, and a status line below what scrolls away. */
final class TerminalSeat implements Seat {

    private static final Duration LAST_FRAME = Duration.ofMillis(500);
    private static final Duration GIVING_BACK = Duration.ofMillis(300);

    private final AtomicBoolean listening = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Tty tty;
    private final Look look;
    private final Painter painter;
    private final Keyboard keyboard;
    private final Duration patience;

    private TerminalSeat(Tty tty, InputStream in, OutputStream out, Look look, Duration patience) {
        this.tty = tty;
        this.look = look;
        this.painter = Painter.start(tty, out, look);
        this.keyboard = new Keyboard(in, look, painter);
        this.patience = patience;
    }

    /** Takes the terminal over, soon: raw mode, and the cursor is ours until the seat is closed. */
    static TerminalSeat open(Tty tty, InputStream in, OutputStream out, Look look) {
        return open(tty, in, out, look, LAST_FRAME);
    }

    /** @param patience how long the terminal may take to show the last of it when the seat is closed */
    static TerminalSeat open(Tty tty, InputStream in, OutputStream out, Look look, Duration patience) {
        TerminalSeat seat = new TerminalSeat(tty, in, out, look, patience);
        tty.onResize(() -> seat.painter.act(Screen::redraw));
        tty.onContinue(seat.painter::resumed);
        return seat;
    }

    @Override
    public void listen(Consumer<Command> commands, Runnable endOfInput, Runnable outputClosed) {
        if (!listening.compareAndSet(false, true)) {
            throw new IllegalStateException("somebody listens already");
        }
        AtomicBoolean told = new AtomicBoolean();
        // A terminal without keys is one without a user: both ends mean that nobody is there.
        Runnable gone = () -> {
            if (!closing.get() && told.compareAndSet(false, true)) {
                outputClosed.run();
            }
        };
        var unused = painter.outputClosed().thenRunAsync(gone, work -> Daemon.start("gone", work));
        var unusedStart = painter.entered().thenRun(() -> keyboard.start(commands, gone));
    }

    @Override
    public void print(List<String> lines) {
        List<String> copy = List.copyOf(lines);
        if (!copy.isEmpty()) {
            painter.act(screen -> screen.append(copy));
        }
    }

    @Override
    public void printError(List<String> lines) {
        print(lines);
    }

    @Override
    public void clear() {
        painter.act(Screen::clear);
    }

    @Override
    public void status(String line) {
        painter.status(line);
    }

    @Override
    public void ring(Signal signal) {
        painter.act(screen -> screen.ring(signal));
    }

    @Override
    public int width() {
        return tty.extent().columns();
    }

    @Override
    public boolean interactive() {
        return true;
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
        keyboard.park();
        try {
            return painter.lend(program, keyboard::awaitParked).join();
        } finally {
            keyboard.unpark();
        }
    }

    @Override
    public void bind(KeyMap keys) {
        keyboard.bind(keys);
    }

    @Override
    public void keepHistory(Path file) {
        keyboard.keep(file);
    }

    @Override
    public void offer(Prompting newPrompting) {
        keyboard.offer(newPrompting);
    }

    /** A terminal that takes no output cannot hold this up: its modes are given back all the same. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            Daemon.start("close", this::leave);
        }
        await(closed, patience.plus(GIVING_BACK));
    }

    private void leave() {
        keyboard.end();
        boolean tidy = false;
        try {
            tidy = painter.end().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What was drawn stays; the modes are given back in any case.
        } finally {
            tty.giveBack(tidy);
            closed.complete(null);
        }
    }

    private static void await(CompletableFuture<Void> done, Duration time) {
        try {
            done.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return; // Out of time: what is left is left undone.
        }
    }
}
