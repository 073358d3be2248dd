package dev.testwatch.affected;

import dev.testwatch.affected.StoreFile.Content;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.project.StateFile;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
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
    private Iterator<Slice> snapshot = Collections.emptyIterator();
    private Iterator<Slice> records = Collections.emptyIterator();
    private Optional<Begun> begun = Optional.empty();
    private long snapshotLength;
    private long journalLength;
    private boolean overdue;

    /** What is read while it is gone through. */
    private record Begun(Reading index, Reading journal) {}

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
        store.begin();
        return store;
    }

    /** Reads what the directory holds and leaves it as it is. */
    static Store reading(Path directory, long fingerprint, Consumer<String> messages) {
        Store store = new Store(directory, fingerprint, false, messages);
        store.begin();
        return store;
    }

    /**
     * The blocks of the snapshot as they are read; none if there is none. Each can be had once. What they are worth is
     * for {@link #settle} to say.
     */
    Iterator<Slice> takeSnapshot() {
        return snapshot;
    }

    /** The blocks that were appended after it, known when that is settled. Each can be had once. */
    Iterator<Slice> takeRecords() {
        return records;
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

    private void begin() {
        Reading index = new Reading(file(INDEX), Kind.RESULTS, fingerprint);
        begun = Optional.of(new Begun(index, new Reading(file(JOURNAL), Kind.JOURNAL, fingerprint)));
        snapshot = index;
    }

    /**
     * Looks at what the files are worth, and gets ready to go on with them. To be called once, when the snapshot's blocks
     * have been gone through as far as they can be understood.
     *
     * @return whether what {@link #takeSnapshot} gave is the snapshot; if not, it now gives the one before that, or
     *     nothing
     */
    boolean settle() {
        Optional<Begun> read = begun;
        begun = Optional.empty();
        try {
            return read.isEmpty() || settle(read.get());
        } catch (IOException failed) {
            snapshot = Collections.emptyIterator();
            giveUp(failed);
            return false;
        }
    }

    private boolean settle(Begun read) throws IOException {
        Content log = read.journal().content();
        Content index = read.index().content();
        if (index.condition() == Condition.NEWER || log.condition() == Condition.NEWER) {
            messages.accept(directory + " was written by a newer testwatch and is left as it is;"
                    + " what this one finds out is not kept.");
            snapshot = Collections.emptyIterator();
            return false;
        }
        Optional<Content> usable = usable(index);
        long name = usable.map(Content::name).orElse(0L);
        snapshotLength = usable.map(Content::goodLength).orElse(0L);
        boolean belongs = log.condition() == Condition.GOOD && log.name() == name;
        if (belongs) {
            records = read.journal();
        }
        if (log.condition() == Condition.DAMAGED || (belongs && !log.complete())) {
            messages.accept("The end of " + file(JOURNAL) + " is damaged and left out;"
                    + " tests whose results it held run again." + putAside(log));
        }
        if (kept) {
            goOn(belongs, name, log.goodLength());
        }
        return usable.equals(Optional.of(index));
    }

    /** What was read counts also where nothing more can be kept. */
    private void goOn(boolean belongs, long name, long goodLength) {
        try {
            takeOverJournal(belongs, name, goodLength);
        } catch (IOException failed) {
            giveUp(failed);
        }
    }

    private String putAside(Content log) throws IOException {
        return kept && log.condition() == Condition.DAMAGED
                ? " The damaged file is kept as " + StateFile.quarantine(file(JOURNAL)) + "."
                : "";
    }

    /** The snapshot, or the one before it, which then takes its place; with a sentence on what is wrong. */
    private Optional<Content> usable(Content index) throws IOException {
        if (isIntact(index)) {
            return Optional.of(index);
        }
        Reading before = new Reading(file(PREVIOUS), Kind.RESULTS, fingerprint);
        Optional<Content> intact = Optional.of(before.content()).filter(Store::isIntact);
        Optional<Content> usable = tell(index, intact.isPresent()) ? intact : Optional.empty();
        snapshot = usable.isPresent() ? before : Collections.emptyIterator();
        return usable;
    }

    /**
     * Says what is wrong with the snapshot.
     *
     * @return whether the one before it may take its place
     */
    private boolean tell(Content index, boolean intactBefore) throws IOException {
        String then = intactBefore
                ? "; going on with the one before it, what was found out since runs again."
                : "; starting afresh, all tests run once.";
        switch (index.condition()) {
            case OLDER ->
                messages.accept(directory + " was written by an older testwatch; starting afresh, all tests run once.");
            case FOREIGN ->
                messages.accept(directory
                        + " was written for a project in another place; starting afresh, all tests run once.");
            case MISSING, NEWER -> {
                return true; // nothing was there, or the process was killed between two renames
            }
            case GOOD, DAMAGED -> {
                String aside = kept ? " The damaged file is kept as " + StateFile.quarantine(file(INDEX)) + "." : "";
                messages.accept(file(INDEX) + " is damaged" + then + aside);
                return true;
            }
        }
        return false;
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
