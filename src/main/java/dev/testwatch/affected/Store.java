package dev.testwatch.affected;

import dev.testwatch.affected.StoreFile.Content;
import dev.testwatch.fork.Threads;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.project.StateFile;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Keeps blocks of bytes in a directory: a snapshot, replaced as a whole, the one before it, and a journal of what came
 * after it. One process at a time has the directory.
 *
 * <p>Whatever is damaged, foreign or cannot be written costs what it held, with one message, and never stops the
 * caller; without a writable directory everything is as if nothing had been kept before.
 */
final class Store implements AutoCloseable {

    private static final long SMALLEST_EXCESS = 4L << 20;
    private static final String INDEX = "index";
    private static final String PREVIOUS = "index.prev";
    private static final String JOURNAL = "journal";

    private final Path directory;
    private final long fingerprint;
    private final boolean kept;
    private final Consumer<String> messages;
    private Optional<FileChannel> journal = Optional.empty();
    private Deque<Slice> snapshot = new ArrayDeque<>();
    private Deque<Slice> records = new ArrayDeque<>();
    private long snapshotLength;
    private long journalLength;
    private boolean overdue;

    private Store(Path directory, long fingerprint, boolean kept, Consumer<String> messages) {
        this.directory = directory;
        this.fingerprint = fingerprint;
        this.kept = kept;
        this.messages = messages;
    }

    /**
     * Opens what the directory holds, to go on with it.
     *
     * @param fingerprint of what it is about; what is kept about something else is left out
     */
    static Store open(Path directory, long fingerprint, Consumer<String> messages) {
        Store store = new Store(directory, fingerprint, true, messages);
        try {
            StateDirectory.make(directory);
        } catch (IOException unwritable) {
            messages.accept(unwritable(directory, unwritable));
            return store;
        }
        store.load();
        return store;
    }

    /** Reads what the directory holds and leaves it as it is. */
    static Store reading(Path directory, long fingerprint, Consumer<String> messages) {
        Store store = new Store(directory, fingerprint, false, messages);
        store.load();
        return store;
    }

    /** The blocks of the snapshot; none if there is none. Each can be had once. */
    Iterator<Slice> takeSnapshot() {
        return taking(snapshot);
    }

    /** The blocks that were appended after it. Each can be had once. */
    Iterator<Slice> takeRecords() {
        return taking(records);
    }

    /** What was taken is of no use any more, and may be large. */
    private static Iterator<Slice> taking(Deque<Slice> blocks) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !blocks.isEmpty();
            }

            @Override
            public Slice next() {
                return blocks.remove();
            }
        };
    }

    /** Whether it is time to {@link #replace}: the journal is much longer than the snapshot, or was deleted. */
    boolean wantsReplacing() {
        boolean excessive = journalLength > Math.max(4 * snapshotLength, SMALLEST_EXCESS);
        return journal.isPresent() && (excessive || overdue || !Files.exists(file(JOURNAL)));
    }

    /** Whether something was appended since the snapshot. */
    boolean hasRecords() {
        return journal.isPresent() && journalLength > StoreFile.HEADER;
    }

    /** Adds a block to the journal: it outlives this process, but perhaps not this machine. */
    void append(byte[] block) {
        journal.ifPresent(channel -> {
            try {
                journalLength += write(channel, StoreFile.block(block));
            } catch (IOException failed) {
                giveUp(failed);
            }
        });
    }

    /**
     * Writes a new snapshot and empties the journal; a reader finds the old state or the new one.
     *
     * @param blocks hands the snapshot's blocks, one after the other, to what it is given
     * @return false if the project is away: then the journal, which is where the project is, has to take what is new
     */
    boolean replace(Consumer<Consumer<byte[]>> blocks) {
        return replace(blocks, Optional.of(file(PREVIOUS)));
    }

    /** As {@link #replace}, but what was kept before is wrong now, and must not be come back to in need. */
    boolean replaceForGood(Consumer<Consumer<byte[]>> blocks) {
        boolean replaced = replace(blocks, Optional.empty());
        overdue = !replaced;
        return replaced;
    }

    private boolean replace(Consumer<Consumer<byte[]>> blocks, Optional<Path> previous) {
        if (journal.isEmpty()) {
            return true;
        }
        if (isAway()) {
            return false;
        }
        try {
            StateDirectory.make(directory);
            if (previous.isEmpty()) {
                Files.deleteIfExists(file(PREVIOUS));
            }
            SnapshotWriter writer = new SnapshotWriter(fingerprint, blocks);
            StateFile.replace(file(INDEX), writer, previous);
            snapshotLength = writer.length();
            startJournal(writer.name());
        } catch (IOException failed) {
            giveUp(failed);
        }
        return true;
    }

    /** Made anew here, the directory would be in the way of a project that is moved back. */
    private boolean isAway() {
        return Files.notExists(directory.toAbsolutePath().getParent());
    }

    @Override
    public void close() {
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException failed) {
            messages.accept("Closing " + directory + " failed: " + failed);
        }
        journal = Optional.empty();
    }

    private void load() {
        try {
            CompletableFuture<Content> reading = readingIndex();
            Content log = StoreFile.read(file(JOURNAL), Kind.JOURNAL, fingerprint);
            Content index = index(reading);
            if (index.condition() == Condition.NEWER || log.condition() == Condition.NEWER) {
                messages.accept(directory + " was written by a newer testwatch and is left as it is;"
                        + " what this one finds out is not kept.");
                return;
            }
            Optional<Content> usable = usable(index);
            long name = usable.map(Content::name).orElse(0L);
            snapshot = new ArrayDeque<>(usable.map(Content::blocks).orElse(List.of()));
            snapshotLength = usable.map(Content::goodLength).orElse(0L);
            boolean belongs = log.condition() == Condition.GOOD && log.name() == name;
            records = new ArrayDeque<>(belongs ? log.blocks() : List.of());
            if (log.condition() == Condition.DAMAGED || (belongs && !log.complete())) {
                messages.accept("The end of " + file(JOURNAL) + " is damaged and left out;"
                        + " tests whose results it held run again." + putAside(log));
            }
            if (kept) {
                takeOverJournal(belongs, name, log.goodLength());
            }
        } catch (IOException failed) {
            giveUp(failed);
        }
    }

    /** Large files are read by a thread of its own: most of the time that takes is the machine's, to find memory. */
    private CompletableFuture<Content> readingIndex() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return StoreFile.read(file(INDEX), Kind.RESULTS, fingerprint);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                task -> Threads.daemon("testwatch-read", task).start());
    }

    private static Content index(CompletableFuture<Content> reading) throws IOException {
        try {
            return reading.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw failed;
        }
    }

    private String putAside(Content log) throws IOException {
        return kept && log.condition() == Condition.DAMAGED
                ? " The damaged file is kept as " + StateFile.quarantine(file(JOURNAL)) + "."
                : "";
    }

    /** The snapshot, or the one before it; with a sentence on what is wrong. */
    private Optional<Content> usable(Content index) throws IOException {
        if (isIntact(index)) {
            return Optional.of(index);
        }
        Content previous = StoreFile.read(file(PREVIOUS), Kind.RESULTS, fingerprint);
        Optional<Content> before = Optional.of(previous).filter(Store::isIntact);
        String then = before.isPresent()
                ? "; going on with the one before it, what was found out since runs again."
                : "; starting afresh, all tests run once.";
        switch (index.condition()) {
            case OLDER ->
                messages.accept(directory + " was written by an older testwatch; starting afresh, all tests run once.");
            case FOREIGN ->
                messages.accept(directory
                        + " was written for a project in another place; starting afresh, all tests run once.");
            case MISSING, NEWER -> {
                return before; // nothing was there, or the process was killed between two renames
            }
            case GOOD, DAMAGED -> {
                String aside = kept ? " The damaged file is kept as " + StateFile.quarantine(file(INDEX)) + "." : "";
                messages.accept(file(INDEX) + " is damaged" + then + aside);
                return before;
            }
        }
        return Optional.empty();
    }

    private static boolean isIntact(Content index) {
        return index.condition() == Condition.GOOD && index.complete() && index.ownName() == index.name();
    }

    private void takeOverJournal(boolean belongs, long name, long goodLength) throws IOException {
        if (!belongs) {
            startJournal(name);
            return;
        }
        FileChannel channel = FileChannel.open(file(JOURNAL), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        channel.truncate(goodLength);
        channel.position(goodLength);
        journal = Optional.of(channel);
        journalLength = goodLength;
    }

    private void startJournal(long name) throws IOException {
        close();
        Files.deleteIfExists(file(JOURNAL));
        FileChannel channel = StateFile.create(file(JOURNAL));
        journal = Optional.of(channel);
        journalLength = write(channel, StoreFile.journal(fingerprint, name));
    }

    private static long write(FileChannel channel, ByteBuffer bytes) throws IOException {
        long length = bytes.remaining();
        StateFile.write(channel, bytes);
        return length;
    }

    private void giveUp(IOException failed) {
        close();
        messages.accept(unwritable(directory, failed));
    }

    private static String unwritable(Path directory, IOException failed) {
        return "Results cannot be kept in " + directory + " (" + failed + "); testwatch goes on without.";
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
