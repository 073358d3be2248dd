package dev.testwatch.affected;

import dev.testwatch.project.StateFile;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layout that both files of the store have: the header of all state files, a name with its checksum, then blocks
 * (length, checksum, bytes).
 */
final class StoreFile {

    /** Where the blocks begin. */
    static final int HEADER = StateFile.HEADER + Long.BYTES + Integer.BYTES;

    private static final int BLOCK_HEAD = 2 * Integer.BYTES;

    private StoreFile() {}

    /**
     * What a file holds.
     *
     * @param name the number that ties a journal to its snapshot
     * @param blocks the blocks up to the first bad one
     * @param goodLength where the first bad block begins, or the end
     * @param complete whether there is no bad block
     */
    record Content(Condition condition, long name, List<byte[]> blocks, long goodLength, boolean complete) {
        Content {
            blocks = List.copyOf(blocks);
        }

        static Content without(Condition condition) {
            return new Content(condition, 0, List.of(), 0, condition == Condition.MISSING);
        }
    }

    /** Takes no more memory than the blocks do. */
    static Content read(Path file, Kind kind, long fingerprint) throws IOException {
        Optional<FileChannel> opened = StateFile.open(file);
        if (opened.isEmpty()) {
            return Content.without(Condition.MISSING);
        }
        try (FileChannel channel = opened.get()) {
            byte[] header = new byte[(int) Math.min(HEADER, channel.size())];
            StateFile.read(channel, header, header.length);
            Condition condition = StateFile.condition(header, channel.size(), kind, fingerprint);
            if (condition != Condition.GOOD) {
                return Content.without(condition);
            }
            ByteBuffer in = ByteBuffer.wrap(header);
            if (header.length < HEADER
                    || in.getInt(HEADER - Integer.BYTES) != StateFile.checksum(header, StateFile.HEADER, Long.BYTES)) {
                return Content.without(Condition.DAMAGED);
            }
            return blocks(channel, in.getLong(StateFile.HEADER));
        }
    }

    private static Content blocks(FileChannel channel, long name) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        byte[] head = new byte[BLOCK_HEAD];
        long size = channel.size();
        long good = HEADER;
        while (size - good >= BLOCK_HEAD) {
            if (!StateFile.read(channel, head, BLOCK_HEAD)) {
                break; // it has become shorter
            }
            int length = ByteBuffer.wrap(head).getInt();
            if (length < 0 || length > size - good - BLOCK_HEAD) {
                break;
            }
            byte[] block = new byte[length];
            if (!StateFile.read(channel, block, length)
                    || ByteBuffer.wrap(head).getInt(Integer.BYTES) != StateFile.checksum(block, 0, length)) {
                break;
            }
            blocks.add(block);
            good += BLOCK_HEAD + length;
        }
        return new Content(Condition.GOOD, name, blocks, good, good == size);
    }

    /** What a journal begins with. */
    static ByteBuffer journal(long fingerprint, long name) {
        return header(Kind.JOURNAL, fingerprint, StateFile.OPEN_END, name);
    }

    /** The name that a snapshot of these blocks has. */
    static long name(List<byte[]> blocks) {
        Digest digest = new Digest();
        blocks.forEach(block -> name(digest, block));
        return digest.value();
    }

    /** Adds the next block of a snapshot to its name. */
    static void name(Digest name, byte[] block) {
        name.add(Digest.ofContent(block));
    }

    /** What a snapshot begins with. */
    static ByteBuffer snapshot(long fingerprint, long length, long name) {
        return header(Kind.RESULTS, fingerprint, length - StateFile.HEADER, name);
    }

    private static ByteBuffer header(Kind kind, long fingerprint, long length, long name) {
        byte[] header = new byte[HEADER];
        ByteBuffer out = ByteBuffer.wrap(header)
                .put(StateFile.header(kind, fingerprint, length))
                .putLong(name);
        out.putInt(StateFile.checksum(header, StateFile.HEADER, Long.BYTES));
        return out.flip();
    }

    static ByteBuffer block(byte[] bytes) {
        return ByteBuffer.allocate(BLOCK_HEAD + bytes.length)
                .putInt(bytes.length)
                .putInt(StateFile.checksum(bytes, 0, bytes.length))
                .put(bytes)
                .flip();
    }
}
