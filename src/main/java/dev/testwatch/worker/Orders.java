package dev.testwatch.worker;

import dev.testwatch.worker.Message.Dump;
import dev.testwatch.worker.Message.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What the parent says, read at all times on a thread of its own. The end of the connection is the end of the parent,
 * and so of this JVM, whatever it is doing.
 */
final class Orders {

    private final CompletableFuture<Run> run = new CompletableFuture<>();

    private Orders() {}

    /**
     * Begins to read.
     *
     * @param dump makes the answer to {@link Dump}
     * @param orphaned what to do when there is no parent any more
     */
    static Orders from(InputStream in, Outbox outbox, Supplier<Message> dump, Runnable orphaned) {
        var orders = new Orders();
        var thread = new Thread(() -> orders.read(in, outbox, dump, orphaned), "testwatch-orders");
        thread.setDaemon(true);
        thread.start();
        return orders;
    }

    /** Whether the order to run has come. */
    boolean waiting() {
        return run.isDone();
    }

    /** Waits for the order to run. */
    Run await() {
        return run.join();
    }

    private void read(InputStream in, Outbox outbox, Supplier<Message> dump, Runnable orphaned) {
        try {
            var reader = new Frames.Reader(in);
            for (Optional<Message> next = reader.read(); next.isPresent(); next = reader.read()) {
                if (next.get() instanceof Run order) {
                    run.complete(order);
                } else if (next.get() instanceof Dump) {
                    outbox.send(dump.get());
                }
            }
        } catch (IOException e) {
            // A broken connection says the same as a closed one, and so does one on which nonsense comes.
        } finally {
            orphaned.run();
        }
    }
}
