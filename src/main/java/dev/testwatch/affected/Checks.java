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
    private List<Check> next = new ArrayList<>(BATCH);

    private record Check(Slice bytes, Consumer<Decoder> reading) {

        boolean passes() {
            try {
                run(bytes, reading);
                return true;
            } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException wrong) {
                return false;
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
        next.add(new Check(bytes, reading));
        if (next.size() == BATCH) {
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
        List<Check> batch = next;
        next = new ArrayList<>(BATCH);
        batches.add(CompletableFuture.supplyAsync(() -> batch.stream().allMatch(Check::passes), thread));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
