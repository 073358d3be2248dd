package dev.testwatch.affected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what {@link Encoder} wrote. Its bytes have passed a checksum; if they are wrong all the same, methods throw
 * {@link IllegalStateException} or {@link IndexOutOfBoundsException}, and never take more memory than the bytes do.
 */
final class Decoder {

    private final Iterator<byte[]> blocks;
    private byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int position;

    /** By number of a text: its number in {@link Symbols} and one, or 0 while that is not known. */
    private int[] symbols = new int[64];

    Decoder(byte[] bytes) {
        this.blocks = Collections.emptyIterator();
        this.bytes = bytes;
    }

    /** Reads what was handed on in blocks; each is asked for when the one before it is used up. */
    Decoder(Iterator<byte[]> blocks) {
        this.blocks = blocks;
        this.bytes = new byte[0];
    }

    /** To be called wherever {@link Encoder#mark} was. */
    void mark() {
        if (position == bytes.length && blocks.hasNext()) {
            bytes = blocks.next();
            position = 0;
        }
    }

    boolean isAtEnd() {
        return position == bytes.length && !blocks.hasNext();
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[position++] & 0xFF);
        }
        return value;
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
        long count = number();
        if (count < 0 || count > bytes.length - position) {
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

    String text() {
        return texts.get(textNumber());
    }

    /** A text as a symbol. */
    int symbol(Symbols all) {
        int number = textNumber();
        if (number >= symbols.length) {
            symbols = Arrays.copyOf(symbols, Math.max(2 * symbols.length, number + 1));
        }
        if (symbols[number] == 0) {
            symbols[number] = all.of(texts.get(number)) + 1;
        }
        return symbols[number] - 1;
    }

    int[] symbols(Symbols all) {
        int[] result = new int[count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = symbol(all);
        }
        return result;
    }

    byte[] block() {
        int length = count();
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
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
        int length = count();
        texts.add(new String(bytes, position, length, StandardCharsets.UTF_8));
        position += length;
        return texts.size() - 1;
    }
}
