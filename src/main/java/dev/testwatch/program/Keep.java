package dev.testwatch.program;

import dev.testwatch.fork.OwnSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** A process beside the watch, a database for example: started once, whatever is run again, and ended with the watch. */
public final class Keep implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Ladder LADDER = new Ladder("TERM", Duration.ofSeconds(5));

    private final Child child;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Is told what becomes of it, on any thread. */
    interface Listener {

        void said(String message);

        /** It has written a line. */
        void wrote(String line);

        /** It has ended by itself. */
        void died(String message);
    }

    private Keep(Child child) {
        this.child = child;
    }

    /**
     * What is kept.
     *
     * @param command for a shell
     * @param ready found in the line by which it says that it is ready
     * @param port on which it listens as soon as it is ready
     * @param limit how long that is waited for
     */
    public record Wanted(String command, Optional<Pattern> ready, OptionalInt port, Duration limit) {

        /** For people: the command's first word without its directory. */
        String name() {
            String first = command.strip().split("\\s+", 2)[0];
            return first.substring(first.lastIndexOf('/') + 1);
        }

        private String sign() {
            return ready.map(pattern -> "a line with " + pattern).orElse("port " + port.orElse(0));
        }
    }

    /**
     * Starts it, in a session of its own, so that Ctrl-C is not for it; and waits until it is ready, or dead, or out of
     * time.
     *
     * @param environment added to its own
     */
    static Optional<Keep> start(Wanted wanted, Path directory, Map<String, String> environment, Listener listener) {
        String name = wanted.name();
        var ready = new CompletableFuture<Boolean>();
        boolean awaited = wanted.ready().isPresent() || wanted.port().isPresent();
        listener.said(awaited ? "waiting for " + name + ": " + wanted.sign() : "starting " + name);
        try {
            Child child = Shell.start(
                    OwnSession.command(List.of("/bin/sh", "-c", wanted.command())), directory, environment, line -> {
                        listener.wrote(name + ": " + line);
                        wanted.ready()
                                .filter(sign -> sign.matcher(line).find())
                                .ifPresent(sign -> ready.complete(true));
                    });
            var keep = new Keep(child);
            var unused = child.over().thenAccept(exit -> {
                if (!keep.closing.get()) {
                    listener.died(name + " " + exit.described() + "; it is not started again");
                }
                ready.complete(false);
            });
            if (awaited) {
                keep.await(wanted, ready, listener);
            }
            return Optional.of(keep);
        } catch (IOException e) {
            listener.said(name + " cannot be started: " + e.getMessage() + "; going on without it");
            return Optional.empty();
        }
    }

    private void await(Wanted wanted, CompletableFuture<Boolean> ready, Listener listener) {
        long deadline = System.nanoTime() + wanted.limit().toNanos();
        boolean listens = wanted.port().isEmpty();
        boolean said = wanted.ready().isEmpty();
        try {
            while (System.nanoTime() < deadline) {
                listens = listens || isOpen(wanted.port().orElse(0));
                said = said || ready.getNow(false);
                if (listens && said) {
                    listener.said(wanted.name() + " is ready");
                    return;
                }
                if (!ready.getNow(true)) {
                    return; // Its death has been told.
                }
                pause(ready);
            }
            listener.said(wanted.name() + " is not ready after "
                    + wanted.limit().toSeconds() + " s: " + wanted.sign() + " did not come; going on all the same");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(CompletableFuture<Boolean> ready) throws InterruptedException {
        try {
            if (ready.isDone()) {
                TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
            } else {
                var unused = ready.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            return; // Time for another look.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false; // Nobody listens there yet.
        }
    }

    /** Ends it with all it has started. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true) && !child.over().isDone()) {
            child.end(LADDER);
        }
    }
}
