package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.project.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The inventory of a published output directory on disk: a journal of checksummed records. Before files are published
 * an intent says which; the update after it says that they are. So whoever opens a manifest after a kill knows which
 * files are in doubt. A mark ends what belongs together in the manifests of several directories; so one of them that
 * lost its end is told by the others. Opening and closing write it anew, as short as it can be.
 */
final class Manifest implements AutoCloseable {

    private static final byte INTENT = 1;
    private static final byte UPDATE = 2;
    private static final byte MARK = 3;

    private final Path file;
    private final long settings;
    private FileChannel channel;
    private boolean marked;

    private Manifest(Path file, long settings, FileChannel channel) {
        this.file = file;
        this.settings = settings;
        this.channel = channel;
    }

    /**
     * What was read; the sources, classes and resources in doubt were being published when the writer ended.
     *
     * @param mark the mark at the end; empty if there are records after the last one
     */
    record Content(Inventory inventory, Set<Path> doubtfulSources, Set<String> doubtfulFiles, Optional<Long> mark) {}

    /**
     * Empty if there is no manifest, or a damaged one, or one that was written for other settings.
     *
     * @param messages told of damage, and where the damaged file is kept
     */
    static Optional<Content> read(Path file, long settings, Consumer<String> messages) throws IOException {
        byte[] bytes = StateFile.bytes(file).orElse(new byte[0]);
        if (bytes.length == 0 && Files.notExists(file)) {
            return Optional.empty();
        }
        var condition = StateFile.condition(bytes, StateFile.Kind.MANIFEST, settings);
        Optional<Content> content = condition == StateFile.Condition.GOOD ? records(bytes) : Optional.empty();
        if (content.isEmpty() && (condition == StateFile.Condition.GOOD || condition == StateFile.Condition.DAMAGED)) {
            messages.accept(file + " is damaged and put aside as " + StateFile.quarantine(file)
                    + "; the class files are taken from the build tool's output again.");
        }
        return content;
    }

    private static Optional<Content> records(byte[] bytes) {
        int length = bytes.length - StateFile.HEADER;
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, StateFile.HEADER, length))) {
            return readRecords(in);
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, the remedy is the same: the directory is made anew.
            return Optional.empty();
        }
    }

    /** Begins a manifest with what is there now. */
    static Manifest create(Path file, long settings, Inventory inventory) throws IOException {
        return new Manifest(file, settings, written(file, settings, inventory));
    }

    /** To be called before files are published. */
    void intend(Set<Path> sources, Set<String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        InventoryCodec.writeNames(sources, out);
        InventoryCodec.writeNames(files, out);
        marked = false;
        append(channel, INTENT, bytes.toByteArray());
    }

    /** To be called after files were published. */
    void record(Update update) throws IOException {
        marked = false;
        append(channel, UPDATE, bytes(update));
    }

    /** Whether nothing was recorded since the last mark. */
    boolean isMarked() {
        return marked;
    }

    /** To be called for all manifests when all of them say what is published. */
    void mark(long number) throws IOException {
        append(channel, MARK, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        marked = true;
    }

    /** Writes the journal anew, as short as it can be, with the mark that it ends with. */
    void compact(Inventory inventory, long mark) throws IOException {
        channel.close();
        channel = written(file, settings, inventory);
        mark(mark);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Optional<Content> readRecords(DataInputStream in) throws IOException {
        var inventory = new Inventory();
        var sources = new HashSet<Path>();
        var files = new HashSet<String>();
        Optional<Long> mark = Optional.empty();
        while (in.available() > 0) {
            if (in.available() < Integer.BYTES) {
                return incomplete(inventory, sources, files);
            }
            int length = in.readInt();
            if (length < 1 || in.available() - Integer.BYTES < length) {
                return incomplete(inventory, sources, files);
            }
            byte[] body = in.readNBytes(length);
            if (in.readInt() != StateFile.checksum(body, 0, length)) {
                return Optional.empty();
            }
            var record = new DataInputStream(new ByteArrayInputStream(body, 1, length - 1));
            mark = Optional.empty();
            if (body[0] == MARK) {
                mark = Optional.of(record.readLong());
            } else if (body[0] == INTENT) {
                sources.addAll(InventoryCodec.readPaths(record));
                files.addAll(InventoryCodec.readNames(record));
            } else {
                inventory.apply(InventoryCodec.read(record));
                sources.clear();
                files.clear();
            }
        }
        return Optional.of(new Content(inventory, Set.copyOf(sources), Set.copyOf(files), mark));
    }

    /** A record that was cut off is harmless only where an intent tells what it was about. */
    private static Optional<Content> incomplete(Inventory inventory, Set<Path> sources, Set<String> files) {
        return sources.isEmpty() && files.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content(inventory, Set.copyOf(sources), Set.copyOf(files), Optional.empty()));
    }

    private static FileChannel written(Path file, long settings, Inventory inventory) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(StateFile.header(StateFile.Kind.MANIFEST, settings, StateFile.OPEN_END));
        bytes.write(record(UPDATE, bytes(inventory.whole())).array());
        StateFile.replace(file, bytes.toByteArray());
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] bytes(Update update) throws IOException {
        var bytes = new ByteArrayOutputStream();
        InventoryCodec.write(update, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void append(FileChannel to, byte kind, byte[] content) throws IOException {
        StateFile.write(to, record(kind, content));
    }

    private static ByteBuffer record(byte kind, byte[] content) {
        byte[] body = new byte[content.length + 1];
        body[0] = kind;
        System.arraycopy(content, 0, body, 1, content.length);
        return ByteBuffer.allocate(Integer.BYTES + body.length + Integer.BYTES)
                .putInt(body.length)
                .put(body)
                .putInt(StateFile.checksum(body, 0, body.length))
                .flip();
    }
}
