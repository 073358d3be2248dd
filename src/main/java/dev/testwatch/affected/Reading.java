package dev.testwatch.affected;

import dev.testwatch.affected.StoreFile.Content;
import dev.testwatch.fork.Threads;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The blocks of a file of the store, read by a thread of its own: most of the time that takes is the machine's, to find
 * memory, and they can be gone through meanwhile. Each has passed its checksum; whether they are all, and belong
 * together, is known when they are read. For one thread.
 */
final class Reading implements Iterator<Slice> {

    /** The last one is empty. */
    private final BlockingQueue<Optional<Slice>> blocks = new LinkedBlockingQueue<>();

    private final CompletableFuture<Content> content;
    private Optional<Slice> next = Optional.empty();
    private boolean over;

    /** Begins to read. */
    Reading(Path file, Kind kind, long fingerprint) {
        content = CompletableFuture.supplyAsync(
                () -> read(file, kind, fingerprint),
                task -> Threads.daemon("testwatch-read", task).start());
    }

    private Content read(Path file, Kind kind, long fingerprint) {
        try {
            return StoreFile.read(file, kind, fingerprint, block -> blocks.add(Optional.of(block)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            blocks.add(Optional.empty());
        }
    }

    /** Waits until it is known. */
    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !over) {
            next = take();
            over = next.isEmpty();
        }
        return !over;
    }

    @Override
    public Slice next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Slice block = next.orElseThrow();
        next = Optional.empty();
        return block;
    }

    /** Waits until all is read. */
    Content content() throws IOException {
        try {
            return content.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw failed;
        }
    }

    /** There always is an end, so it is waited for. */
    private Optional<Slice> take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return blocks.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
