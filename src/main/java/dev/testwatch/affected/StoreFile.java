package dev.testwatch.affected;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The layout that both files of the store have: a header (magic number, format version, name, checksum), then blocks
 * (length, checksum, bytes).
 */
final class StoreFile {

    /** Of the layout and of everything in it, also of how facts are made from class files. */
    static final int VERSION = 1;

    static final int HEADER = 8 + 4 + 8 + 4;

    private static final long MAGIC = 0x7477_2D69_6E64_6578L;

    private StoreFile() {}

    enum Condition {
        MISSING,
        GOOD,
        /** Its header is not what anyone wrote. */
        DAMAGED,
        OLDER,
        NEWER
    }

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

    static Content read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Content.without(Condition.MISSING);
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || in.getLong() != MAGIC) {
            return Content.without(Condition.DAMAGED);
        }
        int version = in.getInt();
        long name = in.getLong();
        if (in.getInt() != checksum(bytes, 0, HEADER - 4)) {
            return Content.without(Condition.DAMAGED);
        } else if (version != VERSION) {
            return Content.without(version > VERSION ? Condition.NEWER : Condition.OLDER);
        }
        return blocks(bytes, in, name);
    }

    private static Content blocks(byte[] bytes, ByteBuffer in, long name) {
        List<byte[]> blocks = new ArrayList<>();
        int good = HEADER;
        while (in.remaining() >= 8) {
            int length = in.getInt();
            int checksum = in.getInt();
            if (length < 0 || length > in.remaining() || checksum != checksum(bytes, in.position(), length)) {
                break;
            }
            blocks.add(Arrays.copyOfRange(bytes, in.position(), in.position() + length));
            in.position(in.position() + length);
            good = in.position();
        }
        return new Content(Condition.GOOD, name, blocks, good, good == bytes.length);
    }

    static ByteBuffer header(long name) {
        byte[] header = new byte[HEADER];
        ByteBuffer out = ByteBuffer.wrap(header).putLong(MAGIC).putInt(VERSION).putLong(name);
        out.putInt(checksum(header, 0, HEADER - 4));
        return out.flip();
    }

    static ByteBuffer block(byte[] bytes) {
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes, 0, bytes.length))
                .put(bytes)
                .flip();
    }

    /** The length is part of it, so that a run of zeros is no block. */
    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue() ^ (length * 0x9E3779B9 + 1);
    }
}
