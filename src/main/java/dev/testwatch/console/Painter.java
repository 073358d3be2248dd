package dev.testwatch.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The one thread that writes to the terminal. Others tell it what is to be shown and never wait for the terminal; a slow
 * one gets fewer frames, each the latest.
 */
final class Painter {

    /** At most twenty status lines a second: more cannot be read, and each costs a remote terminal a packet. */
    private static final Duration GAP = Duration.ofMillis(50);

    private static final int MOST_ACTS_PER_FRAME = 1_000;

    private final BlockingQueue<Consumer<Screen>> acts = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<String>> latestStatus = new AtomicReference<>(Optional.empty());
    private final CompletableFuture<Void> outputClosed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Tty tty;
    private final OutputStream out;
    private final Look look;
    private final Screen screen;

    private Painter(Tty tty, OutputStream out, Look look) {
        this.tty = tty;
        this.out = out;
        this.look = look;
        this.screen = new Screen(look);
    }

    /** Starts to draw; the terminal is in raw mode already. */
    static Painter start(Tty tty, OutputStream out, Look look) {
        Painter painter = new Painter(tty, out, look);
        painter.act(screen -> painter.write(screen.enter()));
        Daemon.start("screen", painter::run);
        return painter;
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
            try {
                tty.stop();
            } catch (UncheckedIOException e) {
                screen.append(List.of("The shell is out of reach: " + e.getMessage() + "; the watch goes on."));
            }
            write(screen.enter());
        });
    }

    /** The process goes on after a stop that was not asked for here; the shell may have changed the terminal. */
    void resumed() {
        act(screen -> {
            tty.raw();
            write(screen.enter());
        });
    }

    /** Completes when the terminal takes no more output. */
    CompletableFuture<Void> outputClosed() {
        return outputClosed;
    }

    /** Prints what is pending, takes the status line away and ends the thread; completes when that is done. */
    CompletableFuture<Void> end() {
        act(screen -> {
            write(screen.leave(tty.extent()));
            ended.complete(null);
        });
        return ended;
    }

    private void run() {
        Pace pace = new Pace(GAP, System.nanoTime());
        try {
            while (!ended.isDone()) {
                await(pace);
                boolean due = screen.isUrgent() || pace.waitNanos(System.nanoTime()) == 0;
                if (screen.isDirty() && due && !ended.isDone()) {
                    write(screen.frame(tty.extent()));
                    pace.drawn(System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.complete(null);
            outputClosed.complete(null); // Nothing is shown from now on, whatever the reason.
        }
    }

    /** Waits for something to do, or for the time of the next frame, and does all that has come until then. */
    private void await(Pace pace) throws InterruptedException {
        Consumer<Screen> act =
                screen.isDirty() ? acts.poll(pace.waitNanos(System.nanoTime()), TimeUnit.NANOSECONDS) : acts.take();
        for (int done = 0; act != null && !ended.isDone(); done++) {
            act.accept(screen);
            act = done < MOST_ACTS_PER_FRAME ? acts.poll() : null;
        }
    }

    /** One frame, one write. A terminal that is gone is told once; what comes after that is thrown away. */
    private void write(String text) {
        if (outputClosed.isDone()) {
            return;
        }
        try {
            out.write(text.getBytes(look.charset()));
            out.flush();
        } catch (IOException e) {
            outputClosed.complete(null);
        }
    }
}
