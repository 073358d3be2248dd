package dev.testwatch.affected;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what {@link Encoder} wrote. Its bytes have passed a checksum; if they are wrong all the same, methods throw
 * {@link IllegalStateException} or {@link IndexOutOfBoundsException}, and never take more memory than the bytes do.
 */
final class Decoder {

    private static final int[] NONE = {};

    /** An array grows to as many times what has been read for it, and no further than it has to. */
    private static final int GROWTH = 8;

    private final Iterator<Slice> blocks;
    private final Optional<Checks> checks;
    private final List<String> texts = new ArrayList<>();
    private byte[] bytes;
    private int position;
    private int end;

    Decoder(byte[] bytes) {
        this(Slice.of(bytes));
    }

    Decoder(Slice slice) {
        this.blocks = Collections.emptyIterator();
        this.checks = Optional.empty();
        this.bytes = slice.bytes;
        this.position = slice.start;
        this.end = slice.end;
    }

    /**
     * Reads what was handed on in blocks; each is asked for when the one before it is used up.
     *
     * @param checks is handed what is to be looked at, but stays bytes
     */
    Decoder(Iterator<Slice> blocks, Checks checks) {
        this.blocks = blocks;
        this.checks = Optional.of(checks);
        this.bytes = new byte[0];
    }

    /** To be called wherever {@link Encoder#mark} was. */
    void mark() {
        if (position == end && blocks.hasNext()) {
            Slice block = blocks.next();
            bytes = block.bytes;
            position = block.start;
            end = block.end;
        }
    }

    boolean isAtEnd() {
        return position == end && !blocks.hasNext();
    }

    /** How many bytes there are up to the end of this block. */
    int left() {
        return end - position;
    }

    long fixed() {
        int at = position;
        position += Long.BYTES;
        return (long) fixed(at) << 32 | (fixed(at + Integer.BYTES) & 0xFFFF_FFFFL);
    }

    private int fixed(int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }

    /** What {@link #pass} tells a place in, up to the next {@link #mark}. */
    byte[] bytes() {
        return bytes;
    }

    /** Goes past bytes that may mean anything, and tells where they begin. */
    int pass(int length) {
        return next(length);
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number without end at " + position);
    }

    /** A number of things of which each takes at least one byte. */
    int count() {
        int next = bytes[position];
        if (next >= 0 && next < end - position) {
            position++;
            return next; // as most are
        }
        long count = number();
        if (count < 0 || count > end - position) {
            throw new IllegalStateException("a count beyond the end at " + position);
        }
        return (int) count;
    }

    /** A number of things before each of which there is a {@link #mark}. */
    long total() {
        return number();
    }

    boolean flag() {
        return bytes[position++] != 0;
    }

    /** What {@link Encoder#string} wrote. */
    String string() {
        int length = count();
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    String text() {
        return texts.get(textNumber());
    }

    /** A number from 0 that is below {@code limit}. */
    int below(int limit) {
        int next = bytes[position++];
        int value = next & 0x7F;
        for (int shift = 7; next < 0; shift += 7) {
            if (shift >= Integer.SIZE) {
                throw new IllegalStateException("a number without end at " + position);
            }
            next = bytes[position++];
            value |= (next & 0x7F) << shift;
        }
        if (value < 0 || value >= limit) {
            throw new IllegalStateException("a number beyond " + limit + " at " + position);
        }
        return value;
    }

    /** As many numbers from 0 as were written, all below {@code limit}. */
    int[] allBelow(int limit) {
        int count = count();
        if (count == 0) {
            return NONE; // most lists are empty, and there are many
        }
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = below(limit);
        }
        return numbers;
    }

    /** Goes past what {@link #allBelow} would read, or throws as that would; returns how many there are. */
    int passAllBelow(int limit) {
        int count = count();
        for (int i = count; i > 0; i--) {
            below(limit);
        }
        return count;
    }

    /** What {@link Encoder#fixed(int[], int, int)} wrote, behind the first {@code from} of these; perhaps in a longer array. */
    int[] fixed(int[] before, int from, int more) {
        int[] all = before;
        for (int at = from; at < from + more; at += Encoder.CHUNK) {
            mark();
            int chunk = Math.min(Encoder.CHUNK, from + more - at);
            ByteBuffer in = ByteBuffer.wrap(bytes, next(chunk * Integer.BYTES), chunk * Integer.BYTES);
            all = at + chunk <= all.length ? all : Arrays.copyOf(all, Math.min(from + more, GROWTH * (at + chunk)));
            in.asIntBuffer().get(all, at, chunk);
        }
        return all;
    }

    /** As the other, all numbers from 0 and below {@code limit}. */
    int[] fixed(int[] before, int from, int more, int limit) {
        int[] all = fixed(before, from, more);
        boolean below = true;
        for (int i = from; i < from + more; i++) {
            below &= all[i] >= 0 && all[i] < limit;
        }
        if (!below) {
            throw new IllegalStateException("a number beyond " + limit);
        }
        return all;
    }

    /** What {@link Encoder#array} wrote, all numbers from 0 and below {@code limit}. */
    int[] array(int limit) {
        mark();
        return fixed(NONE, 0, below(Integer.MAX_VALUE), limit);
    }

    /** As the first. */
    long[] fixed(long[] before, int from, int more) {
        long[] all = before;
        for (int at = from; at < from + more; at += Encoder.CHUNK) {
            mark();
            int chunk = Math.min(Encoder.CHUNK, from + more - at);
            ByteBuffer in = ByteBuffer.wrap(bytes, next(chunk * Long.BYTES), chunk * Long.BYTES);
            all = at + chunk <= all.length ? all : Arrays.copyOf(all, Math.min(from + more, GROWTH * (at + chunk)));
            in.asLongBuffer().get(all, at, chunk);
        }
        return all;
    }

    /** As the first. */
    byte[] fixed(byte[] before, int from, int more) {
        byte[] all = before;
        for (int at = from; at < from + more; at += Encoder.CHUNK) {
            mark();
            int chunk = Math.min(Encoder.CHUNK, from + more - at);
            int start = next(chunk);
            all = at + chunk <= all.length ? all : Arrays.copyOf(all, Math.min(from + more, GROWTH * (at + chunk)));
            System.arraycopy(bytes, start, all, at, chunk);
        }
        return all;
    }

    /** Goes past as many bytes, and tells where they begin. */
    private int next(int length) {
        if (length < 0 || length > end - position) {
            throw new IllegalStateException("more than there is at " + position);
        }
        position += length;
        return position - length;
    }

    /** Bytes that stay where they are. */
    Slice slice() {
        int length = count();
        position += length;
        return new Slice(bytes, position - length, position);
    }

    /** Bytes that stay where they are, and that {@code check} goes through to their end, now or later, or complains. */
    Slice slice(Consumer<Decoder> check) {
        Slice slice = slice();
        checks.ifPresentOrElse(later -> later.add(slice, check), () -> Checks.run(slice, check));
        return slice;
    }

    /** Has much looked at that was read, now or later; {@code check} complains if it is wrong. */
    void check(Runnable check) {
        checks.ifPresentOrElse(later -> later.start(check), check);
    }

    <T> Optional<T> optional(Function<Decoder, T> read) {
        return flag() ? Optional.of(read.apply(this)) : Optional.empty();
    }

    <T> List<T> list(Function<Decoder, T> read) {
        int count = count();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.apply(this));
        }
        return values;
    }

    private int textNumber() {
        long number = number();
        if (number != 0) {
            return Math.toIntExact(number - 1);
        }
        texts.add(string());
        return texts.size() - 1;
    }
}
