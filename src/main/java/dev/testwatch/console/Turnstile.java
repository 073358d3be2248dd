package dev.testwatch.console;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the thread that reads the keys waits while another program has the terminal, so that it does not take that
 * program's keys.
 */
final class Turnstile {

    /** Closed while another program reads; what waits goes on when it is opened. */
    private record Closed(CompletableFuture<Void> reached, CompletableFuture<Void> opened) {}

    private final AtomicReference<Optional<Closed>> state = new AtomicReference<>(Optional.empty());

    void close() {
        state.set(Optional.of(new Closed(new CompletableFuture<>(), new CompletableFuture<>())));
    }

    /** Waits until whoever reads has come to wait, but no longer than this. */
    void awaitReached(Duration patience) {
        CompletableFuture<Void> reached = closed().map(Closed::reached).orElse(CompletableFuture.completedFuture(null));
        // A copy: who comes later has come all the same.
        reached.copy()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void open() {
        Optional<Closed> before = closed();
        state.set(Optional.empty());
        before.ifPresent(closed -> closed.opened().complete(null));
    }

    /** To be called before each read. */
    void pass() {
        closed().ifPresent(closed -> {
            closed.reached().complete(null);
            closed.opened().join();
        });
    }

    private Optional<Closed> closed() {
        return Objects.requireNonNull(state.get());
    }
}
