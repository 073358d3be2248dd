package dev.testwatch.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one thread that decides what is written to the terminal. Others tell it what is to be shown and never wait for the
 * terminal; neither does this thread: while a frame is being written it only takes in what is to come, so that a slow
 * terminal gets fewer frames, each the latest.
 */
final class Painter {

    /** At most twenty status lines a second: more cannot be read, and each costs a remote terminal a packet. */
    private static final Duration GAP = Duration.ofMillis(50);

    private static final String ARE_YOU_THERE = "\u001b[5n";
    private static final Duration ANSWER = Duration.ofMillis(300);

    private static final int MOST_ACTS_PER_FRAME = 1_000;
    private static final long LAST_FRAME_MILLIS = 500;

    private final BlockingQueue<Consumer<Screen>> acts = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<String>> latestStatus = new AtomicReference<>(Optional.empty());
    private final CompletableFuture<Void> entered = new CompletableFuture<>();
    private final CompletableFuture<Void> outputClosed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Tty tty;
    private final LongSupplier nanos;
    private final Pen pen;
    private final Screen screen;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private boolean leaving;

    private Painter(Tty tty, OutputStream out, Look look, LongSupplier nanos) {
        this.tty = tty;
        this.nanos = nanos;
        this.pen = Pen.start(out, look.charset());
        this.screen = new Screen(look);
    }

    /** Takes the terminal over and starts to draw; returns at once. */
    static Painter start(Tty tty, OutputStream out, Look look) {
        return start(tty, out, look, System::nanoTime);
    }

    /** The same by another clock than {@link System#nanoTime}. */
    static Painter start(Tty tty, OutputStream out, Look look, LongSupplier nanos) {
        Painter painter = new Painter(tty, out, look, nanos);
        painter.act(screen -> painter.enter());
        var unused = painter.pen.broken().thenRun(() -> painter.outputClosed.complete(null));
        Daemon.start("screen", painter::run);
        return painter;
    }

    private void enter() {
        tty.raw();
        write(screen.enter());
        entered.complete(null);
    }

    /** Completes when the terminal is in raw mode. */
    CompletableFuture<Void> entered() {
        return entered;
    }

    /** Lets the screen become another one; what is to be drawn of it is drawn soon after. */
    void act(Consumer<Screen> act) {
        acts.add(act);
    }

    /** The status line from now on; of those that come faster than they can be drawn only the last is. */
    void status(String line) {
        if (latestStatus.getAndSet(Optional.of(line)).isEmpty()) {
            act(screen -> latestStatus.getAndSet(Optional.empty()).ifPresent(screen::status));
        }
    }

    /** Gives the terminal back to the shell, stops this process, and draws all again when it goes on. */
    void suspend() {
        act(screen -> {
            write(screen.leave(tty.extent()));
            awaitWritten();
            try {
                tty.stop();
            } catch (UncheckedIOException e) {
                screen.append(List.of("The shell is out of reach: " + e.getMessage() + "; the watch goes on."));
            }
            write(screen.enter());
        });
    }

    /**
     * Gives the terminal to a program until that ends; nothing is drawn in the meantime. The question that is put to the
     * terminal has but one purpose: its answer wakes up whoever waits for a key, so that it can step aside.
     *
     * @param aside waits until nobody else reads keys
     */
    CompletableFuture<Optional<String>> lend(ProcessBuilder program, Consumer<Duration> aside) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        act(screen -> {
            write(screen.leave(tty.extent()) + ARE_YOU_THERE);
            awaitWritten();
            aside.accept(ANSWER);
            Optional<String> trouble = Optional.empty();
            try {
                tty.lend(program);
            } catch (IOException e) {
                trouble = Optional.of("the program cannot be started: " + e.getMessage());
            } finally {
                write(screen.enter());
                done.complete(trouble);
            }
        });
        return done;
    }

    /** A terminal that does not read is given back all the same. */
    private void awaitWritten() {
        try {
            written.get(LAST_FRAME_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The rest of it comes when the terminal reads again, and everything is drawn anew after it.
        }
    }

    /** The process goes on after a stop that was not asked for here; the shell may have changed the terminal. */
    void resumed() {
        act(screen -> enter());
    }

    /** Completes when the terminal takes no more output. */
    CompletableFuture<Void> outputClosed() {
        return outputClosed;
    }

    /**
     * Prints what is pending, takes the status line away and ends the thread; completes when that is done, and tells
     * whether it could be.
     */
    CompletableFuture<Boolean> end() {
        act(screen -> {
            leaving = true;
            write(screen.leave(tty.extent()));
            var unused = written.thenRun(() -> ended.complete(!pen.broken().isDone()));
        });
        return ended;
    }

    private void run() {
        Pace pace = new Pace(GAP, nanos.getAsLong());
        try {
            while (!leaving) {
                await(pace);
                boolean due = screen.isUrgent() || pace.waitNanos(nanos.getAsLong()) == 0;
                if (screen.isDirty() && due && written.isDone() && !leaving) {
                    write(screen.frame(tty.extent()));
                    pace.drawn(nanos.getAsLong());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!leaving) {
                ended.complete(false);
            }
            pen.end();
            outputClosed.complete(null); // Nothing is shown from now on, whatever the reason.
        }
    }

    /** Waits for something to do, or for the time of the next frame, and does all that has come until then. */
    private void await(Pace pace) throws InterruptedException {
        Consumer<Screen> act = screen.isDirty() && written.isDone()
                ? acts.poll(screen.isUrgent() ? 0 : pace.waitNanos(nanos.getAsLong()), TimeUnit.NANOSECONDS)
                : acts.take();
        for (int done = 0; act != null && !leaving; done++) {
            act.accept(screen);
            act = done < MOST_ACTS_PER_FRAME ? acts.poll() : null;
        }
    }

    /** The end of a write is an event too: the next frame waits for it. */
    private void write(String text) {
        written = pen.write(text);
        var unused = written.thenRun(() -> act(screen -> {}));
    }
}
