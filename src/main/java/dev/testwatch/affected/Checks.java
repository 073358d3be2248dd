package dev.testwatch.affected;

import dev.testwatch.fork.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Makes sure that bytes which are to be taken apart later can be. A thread of its own does that while their owner goes on
 * to the next ones: it is given bytes that nobody changes, and says no more than whether they can be understood.
 */
final class Checks implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> Threads.daemon("testwatch-check", task));
    private final List<CompletableFuture<Boolean>> batches = new ArrayList<>();
    private Batch next = new Batch();

    /** What is looked at together, without an object for each, since there are many. */
    private static final class Batch {

        private final List<Slice> bytes = new ArrayList<>(BATCH);
        private final List<Consumer<Decoder>> readings = new ArrayList<>(BATCH);

        void run() {
            for (int i = 0; i < bytes.size(); i++) {
                Checks.run(bytes.get(i), readings.get(i));
            }
        }
    }

    /**
     * Looks at bytes at once.
     *
     * @param reading goes through them to their end, or throws what {@link Decoder} does
     */
    static void run(Slice bytes, Consumer<Decoder> reading) {
        Decoder in = new Decoder(bytes);
        reading.accept(in);
        if (!in.isAtEnd()) {
            throw new IllegalStateException("another length than there should be");
        }
    }

    /** As {@link #run}, but {@link #finish} will tell. */
    void add(Slice bytes, Consumer<Decoder> reading) {
        next.bytes.add(bytes);
        next.readings.add(reading);
        if (next.bytes.size() == BATCH) {
            start();
        }
    }

    /**
     * Waits until all is looked at.
     *
     * @throws IllegalStateException if anything cannot be understood
     */
    void finish() {
        start();
        if (!batches.stream().allMatch(CompletableFuture::join)) {
            throw new IllegalStateException("something that cannot be taken apart");
        }
    }

    private void start() {
        Batch batch = next;
        next = new Batch();
        start(batch::run);
    }

    /** As {@link #add}, for much at once: {@code check} throws what {@link Decoder} does. */
    void start(Runnable check) {
        batches.add(CompletableFuture.supplyAsync(() -> passes(check), thread));
    }

    private static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException wrong) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
