package dev.testwatch.affected;

import dev.testwatch.project.StateFile;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The layout that both files of the store have: the header of all state files, a name with its checksum, then blocks
 * (length, checksum, bytes).
 */
final class StoreFile {

    /** Where the blocks begin. */
    static final int HEADER = StateFile.HEADER + Long.BYTES + Integer.BYTES;

    private StoreFile() {}

    /**
     * What a file holds.
     *
     * @param name the number that ties a journal to its snapshot
     * @param blocks the blocks up to the first bad one
     * @param goodLength where the first bad block begins, or the end
     * @param complete whether there is no bad block
     */
    record Content(Condition condition, long name, List<byte[]> blocks, int goodLength, boolean complete) {
        Content {
            blocks = List.copyOf(blocks);
        }

        static Content without(Condition condition) {
            return new Content(condition, 0, List.of(), 0, condition == Condition.MISSING);
        }
    }

    static Content read(Path file, Kind kind, long fingerprint) throws IOException {
        Optional<byte[]> content = StateFile.bytes(file);
        if (content.isEmpty()) {
            return Content.without(Condition.MISSING);
        }
        byte[] bytes = content.get();
        Condition condition = StateFile.condition(bytes, kind, fingerprint);
        if (condition != Condition.GOOD) {
            return Content.without(condition);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(StateFile.HEADER);
        if (bytes.length < HEADER
                || in.getInt(HEADER - Integer.BYTES) != StateFile.checksum(bytes, StateFile.HEADER, Long.BYTES)) {
            return Content.without(Condition.DAMAGED);
        }
        return blocks(bytes, in.position(HEADER), in.getLong(StateFile.HEADER));
    }

    private static Content blocks(byte[] bytes, ByteBuffer in, long name) {
        List<byte[]> blocks = new ArrayList<>();
        int good = HEADER;
        while (in.remaining() >= 8) {
            int length = in.getInt();
            int checksum = in.getInt();
            if (length < 0 || length > in.remaining() || checksum != StateFile.checksum(bytes, in.position(), length)) {
                break;
            }
            blocks.add(Arrays.copyOfRange(bytes, in.position(), in.position() + length));
            in.position(in.position() + length);
            good = in.position();
        }
        return new Content(Condition.GOOD, name, blocks, good, good == bytes.length);
    }

    /** A whole snapshot. */
    static byte[] snapshot(long fingerprint, List<byte[]> blocks) {
        int length = blocks.stream().mapToInt(block -> 8 + block.length).sum();
        ByteBuffer out = ByteBuffer.allocate(HEADER + length);
        out.put(header(Kind.RESULTS, fingerprint, HEADER - StateFile.HEADER + length, name(blocks)));
        blocks.forEach(block -> out.put(block(block)));
        return out.array();
    }

    /** What a journal begins with. */
    static ByteBuffer journal(long fingerprint, long name) {
        return header(Kind.JOURNAL, fingerprint, StateFile.OPEN_END, name);
    }

    /** The name that a snapshot of these blocks has. */
    static long name(List<byte[]> blocks) {
        Digest digest = new Digest();
        blocks.forEach(block -> digest.add(Digest.ofContent(block)));
        return digest.value();
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
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(bytes.length)
                .putInt(StateFile.checksum(bytes, 0, bytes.length))
                .put(bytes)
                .flip();
    }
}
