package dev.testwatch.affected;

import dev.testwatch.project.StateFile;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The layout that both files of the store have: the header of all state files, a name with its checksum, then blocks
 * (length, checksum, bytes).
 */
final class StoreFile {

    /** Where the blocks begin. */
    static final int HEADER = StateFile.HEADER + Long.BYTES + Integer.BYTES;

    private static final int BLOCK_HEAD = 2 * Integer.BYTES;

    /**
     * A garbage collector does not copy arrays of this size about as it does small ones, and one that nobody needs any
     * more can be let go while the others stay. A little less than a power of two, since an array has a header.
     */
    private static final int PIECE = (4 << 20) - 64;

    /** A block of which an array can hold no more is none that was written. */
    private static final long LONGEST = Integer.MAX_VALUE - 64;

    private StoreFile() {}

    /**
     * What a file holds.
     *
     * @param name the number that ties a journal to its snapshot
     * @param ownName the name that a snapshot of these blocks has
     * @param goodLength where the first bad block begins, or the end
     * @param complete whether there is no bad block
     */
    record Content(Condition condition, long name, long ownName, long goodLength, boolean complete) {

        static Content without(Condition condition) {
            return new Content(condition, 0, 0, 0, condition == Condition.MISSING);
        }
    }

    /**
     * Takes no more memory than the blocks do.
     *
     * @param blocks is given the blocks up to the first bad one as they are read, in few arrays
     */
    static Content read(Path file, Kind kind, long fingerprint, Consumer<Slice> blocks) throws IOException {
        Optional<FileChannel> opened = StateFile.open(file);
        if (opened.isEmpty()) {
            return Content.without(Condition.MISSING);
        }
        try (FileChannel channel = opened.get()) {
            byte[] header = new byte[(int) Math.min(HEADER, channel.size())];
            StateFile.read(channel, header);
            Condition condition = StateFile.condition(header, channel.size(), kind, fingerprint);
            if (condition != Condition.GOOD) {
                return Content.without(condition);
            }
            ByteBuffer in = ByteBuffer.wrap(header);
            if (header.length < HEADER
                    || in.getInt(HEADER - Integer.BYTES) != StateFile.checksum(header, StateFile.HEADER, Long.BYTES)) {
                return Content.without(Condition.DAMAGED);
            }
            return blocks(channel, in.getLong(StateFile.HEADER), blocks);
        }
    }

    private static Content blocks(FileChannel channel, long name, Consumer<Slice> blocks) throws IOException {
        Digest ownName = new Digest();
        Consumer<Slice> named = block -> {
            name(ownName, ByteBuffer.wrap(block.bytes, block.start - BLOCK_HEAD, BLOCK_HEAD));
            blocks.accept(block);
        };
        long size = channel.size();
        long good = HEADER;
        int passed = 1;
        while (passed > 0) {
            byte[] piece = piece(channel, good, Math.min(PIECE, size - good));
            passed = passBlocks(piece, named);
            long whole = piece.length < BLOCK_HEAD
                    ? 0
                    : BLOCK_HEAD + (long) ByteBuffer.wrap(piece).getInt();
            if (passed == 0 && whole > piece.length && whole <= Math.min(LONGEST, size - good)) {
                passed = passBlocks(piece(channel, good, whole), named);
            }
            good += passed;
        }
        return new Content(Condition.GOOD, name, ownName.value(), good, good == size);
    }

    /** As many bytes of a file, or fewer if it has become shorter. */
    private static byte[] piece(FileChannel channel, long position, long length) throws IOException {
        byte[] piece = new byte[(int) length];
        int read = StateFile.read(channel.position(position), piece);
        return read == length ? piece : Arrays.copyOf(piece, read);
    }

    /** Tells of the blocks at the beginning of a piece, up to the first one that is bad or not whole; returns their length. */
    private static int passBlocks(byte[] piece, Consumer<Slice> blocks) {
        int good = 0;
        int end = piece.length;
        ByteBuffer in = ByteBuffer.wrap(piece);
        while (end - good >= BLOCK_HEAD) {
            int length = in.getInt(good);
            int start = good + BLOCK_HEAD;
            if (length < 0
                    || length > end - start
                    || in.getInt(good + Integer.BYTES) != StateFile.checksum(piece, start, length)) {
                break;
            }
            blocks.accept(new Slice(piece, start, start + length));
            good = start + length;
        }
        return good;
    }

    /** What a journal begins with. */
    static ByteBuffer journal(long fingerprint, long name) {
        return header(Kind.JOURNAL, fingerprint, StateFile.OPEN_END, name);
    }

    /** Adds the next block of a snapshot, with its length and checksum before it, to the snapshot's name. */
    static void name(Digest name, ByteBuffer block) {
        name.add(block.getLong(block.position()));
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
