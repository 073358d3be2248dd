package dev.testwatch.affected;

import dev.testwatch.affected.StoreFile.Condition;
import dev.testwatch.affected.StoreFile.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps blocks of bytes in a directory: a snapshot, replaced as a whole, and a journal of what came after it.
 *
 * <p>Whatever is damaged, foreign, locked or cannot be written costs what it held, with one message, and never stops
 * the caller; without a writable directory everything is as if nothing had been kept before.
 */
final class Store implements AutoCloseable {

    private static final long SMALLEST_EXCESS = 4L << 20;

    private final Path directory;
    private final Consumer<String> messages;
    private Optional<StoreLock> lock = Optional.empty();
    private Optional<FileChannel> journal = Optional.empty();
    private List<byte[]> snapshot = List.of();
    private List<byte[]> records = List.of();
    private long snapshotLength;
    private long journalLength;

    private Store(Path directory, Consumer<String> messages) {
        this.directory = directory;
        this.messages = messages;
    }

    static Store open(Path directory, Consumer<String> messages) {
        Store store = new Store(directory, messages);
        try {
            store.createDirectory();
            store.lock = StoreLock.take(directory.resolve("lock"));
            if (store.lock.isEmpty()) {
                messages.accept("Another testwatch uses " + directory + " ("
                        + StoreLock.holder(directory.resolve("lock")) + "); what this one finds out is not kept.");
            }
        } catch (IOException unwritable) {
            messages.accept(unwritable(directory, unwritable));
        }
        store.load();
        return store;
    }

    /** The blocks of the snapshot; none if there is none. */
    List<byte[]> snapshot() {
        return snapshot;
    }

    /** The blocks that were appended after it. */
    List<byte[]> records() {
        return records;
    }

    /** Whether it is time to {@link #replace}: the journal is much longer than the snapshot, or was deleted. */
    boolean wantsReplacing() {
        return journal.isPresent()
                && (journalLength > Math.max(4 * snapshotLength, SMALLEST_EXCESS) || !Files.exists(file("journal")));
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

    /** Writes a new snapshot and empties the journal; a reader finds the old state or the new one. */
    void replace(List<byte[]> blocks) {
        if (journal.isEmpty()) {
            return;
        }
        try {
            createDirectory();
            Path temporary = file("index.tmp");
            long name = name(blocks);
            long length;
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                length = write(out, StoreFile.header(name));
                for (byte[] block : blocks) {
                    length += write(out, StoreFile.block(block));
                }
                out.force(true);
            }
            Files.move(temporary, file("index"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            snapshotLength = length;
            startJournal(name);
        } catch (IOException failed) {
            giveUp(failed);
        }
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable open :
                    List.of(journal, lock).stream().flatMap(Optional::stream).toList()) {
                open.close();
            }
        } catch (Exception failed) {
            messages.accept("Closing " + directory + " failed: " + failed);
        }
        journal = Optional.empty();
        lock = Optional.empty();
    }

    private void load() {
        try {
            Content index = StoreFile.read(file("index"));
            Content log = StoreFile.read(file("journal"));
            if (index.condition() == Condition.NEWER || log.condition() == Condition.NEWER) {
                messages.accept(directory + " was written by a newer testwatch and is left as it is;"
                        + " what this one finds out is not kept.");
                return;
            }
            boolean usable = isUsable(index);
            long name = usable ? index.name() : 0;
            snapshot = usable ? index.blocks() : List.of();
            snapshotLength = usable ? index.goodLength() : 0;
            boolean belongs = log.condition() == Condition.GOOD && log.name() == name;
            records = belongs ? log.blocks() : List.of();
            if (belongs && !log.complete()) {
                messages.accept("The end of " + file("journal") + " is damaged and left out;"
                        + " tests whose results it held run again.");
            }
            if (lock.isPresent()) {
                takeOverJournal(belongs, name, log.goodLength());
            }
        } catch (IOException failed) {
            giveUp(failed);
        }
    }

    private boolean isUsable(Content index) throws IOException {
        if (index.condition() == Condition.OLDER) {
            messages.accept(directory + " was written by an older testwatch; starting afresh, all tests run once.");
            return false;
        } else if (index.condition() == Condition.MISSING) {
            return false;
        } else if (index.condition() == Condition.GOOD && index.complete() && name(index.blocks()) == index.name()) {
            return true;
        }
        String what = file("index") + " is damaged; starting afresh, all tests run once.";
        if (lock.isPresent()) {
            Path kept = file("index.corrupt");
            Files.move(file("index"), kept, StandardCopyOption.REPLACE_EXISTING);
            what += " The damaged file is kept as " + kept.getFileName() + ".";
        }
        messages.accept(what);
        return false;
    }

    private void takeOverJournal(boolean belongs, long name, int goodLength) throws IOException {
        if (!belongs) {
            startJournal(name);
            return;
        }
        FileChannel channel = FileChannel.open(file("journal"), StandardOpenOption.WRITE);
        channel.truncate(goodLength);
        channel.position(goodLength);
        journal = Optional.of(channel);
        journalLength = goodLength;
    }

    private void startJournal(long name) throws IOException {
        if (journal.isPresent()) {
            journal.get().close();
        }
        FileChannel channel = FileChannel.open(
                file("journal"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        journal = Optional.of(channel);
        journalLength = write(channel, StoreFile.header(name));
    }

    private static long name(List<byte[]> blocks) {
        Digest digest = new Digest();
        blocks.forEach(block -> digest.add(Digest.ofContent(block)));
        return digest.value();
    }

    private static long write(FileChannel channel, ByteBuffer bytes) throws IOException {
        long length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return length;
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.exists(file(".gitignore"))) {
            Files.writeString(file(".gitignore"), "*\n");
        }
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
