package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.Update;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The inventory of a published output directory on disk: a journal of checksummed records. Before files are published
 * an intent says which; the update after it says that they are. So whoever opens a manifest after a kill knows which
 * files are in doubt. Opening and closing write it anew, as one record.
 */
final class Manifest implements AutoCloseable {

    private static final long FORMAT = 0x7477_6D61_6E69_0001L;
    private static final int HEADER_SIZE = 2 * Long.BYTES;
    private static final byte INTENT = 1;
    private static final byte UPDATE = 2;

    private final Path file;
    private final long settings;
    private FileChannel channel;

    private Manifest(Path file, long settings, FileChannel channel) {
        this.file = file;
        this.settings = settings;
        this.channel = channel;
    }

    /** What was read; the sources, classes and resources in doubt were being published when the writer ended. */
    record Content(Inventory inventory, Set<Path> doubtfulSources, Set<String> doubtfulFiles) {}

    /** Empty if there is no manifest, or a damaged one, or one that was written for other settings. */
    static Optional<Content> read(Path file, long settings) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.available() < HEADER_SIZE || in.readLong() != FORMAT || in.readLong() != settings) {
                return Optional.empty();
            }
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
        append(channel, INTENT, bytes.toByteArray());
    }

    /** To be called after files were published. */
    void record(Update update) throws IOException {
        append(channel, UPDATE, bytes(update));
    }

    /** Writes the journal anew, as short as it can be. */
    void compact(Inventory inventory) throws IOException {
        channel.close();
        channel = written(file, settings, inventory);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Optional<Content> readRecords(DataInputStream in) throws IOException {
        var inventory = new Inventory();
        var sources = new HashSet<Path>();
        var files = new HashSet<String>();
        while (in.available() > 0) {
            if (in.available() < Integer.BYTES) {
                return incomplete(inventory, sources, files);
            }
            int length = in.readInt();
            if (length < 1 || in.available() < length + Long.BYTES) {
                return incomplete(inventory, sources, files);
            }
            byte[] body = in.readNBytes(length);
            if (in.readLong() != checksum(body)) {
                return Optional.empty();
            }
            var record = new DataInputStream(new ByteArrayInputStream(body, 1, length - 1));
            if (body[0] == INTENT) {
                sources.addAll(InventoryCodec.readPaths(record));
                files.addAll(InventoryCodec.readNames(record));
            } else {
                inventory.apply(InventoryCodec.read(record));
                sources.clear();
                files.clear();
            }
        }
        return Optional.of(new Content(inventory, Set.copyOf(sources), Set.copyOf(files)));
    }

    /** A record that was cut off is harmless only where an intent tells what it was about. */
    private static Optional<Content> incomplete(Inventory inventory, Set<Path> sources, Set<String> files) {
        return sources.isEmpty() && files.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content(inventory, Set.copyOf(sources), Set.copyOf(files)));
    }

    private static FileChannel written(Path file, long settings, Inventory inventory) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(out, ByteBuffer.allocate(HEADER_SIZE).putLong(FORMAT).putLong(settings));
            append(out, UPDATE, bytes(inventory.whole()));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static byte[] bytes(Update update) throws IOException {
        var bytes = new ByteArrayOutputStream();
        InventoryCodec.write(update, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void append(FileChannel to, byte kind, byte[] content) throws IOException {
        byte[] body = new byte[content.length + 1];
        body[0] = kind;
        System.arraycopy(content, 0, body, 1, content.length);
        write(
                to,
                ByteBuffer.allocate(Integer.BYTES + body.length + Long.BYTES)
                        .putInt(body.length)
                        .put(body)
                        .putLong(checksum(body)));
    }

    private static void write(FileChannel to, ByteBuffer filled) throws IOException {
        filled.flip();
        while (filled.hasRemaining()) {
            to.write(filled);
        }
    }

    private static long checksum(byte[] body) {
        var checksum = new CRC32();
        checksum.update(body);
        return checksum.getValue();
    }
}
