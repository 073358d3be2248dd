package dev.testwatch.affected;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes values to bytes that {@link Decoder} reads; a text that occurs again takes one or two bytes. What is large is
 * handed on in blocks while it is written.
 */
final class Encoder {

    /** From this size on, a block is handed on. */
    static final int BLOCK = 64 * 1024;

    /** As many numbers of fixed length come one after the other without a {@link #mark} between them. */
    static final int CHUNK = 4 * 1024;

    private final Map<String, Integer> texts = new HashMap<>();
    private final Optional<Consumer<byte[]>> blocks;
    private byte[] bytes = new byte[256];
    private int length;

    /** Keeps all that is written. */
    Encoder() {
        this.blocks = Optional.empty();
    }

    /** Hands what is written to {@code blocks}, in order. */
    Encoder(Consumer<byte[]> blocks) {
        this.blocks = Optional.of(blocks);
    }

    /** Here a reader looks for the next block if there is nothing left in this one: {@link Decoder#mark}. */
    Encoder mark() {
        if (length >= BLOCK) {
            finish();
        }
        return this;
    }

    /** Hands on what is left. */
    void finish() {
        if (blocks.isPresent() && length > 0) {
            blocks.get().accept(bytes());
            length = 0;
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    Encoder fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
        return this;
    }

    /** Small numbers take few bytes; negative ones are allowed and take ten. */
    Encoder number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
        return this;
    }

    Encoder flag(boolean value) {
        put(value ? 1 : 0);
        return this;
    }

    /** A text that hardly occurs again. */
    Encoder string(String text) {
        return slice(Slice.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    Encoder text(String text) {
        Integer known = texts.get(text);
        if (known != null) {
            return number(known + 1L);
        }
        texts.put(text, texts.size());
        return number(0).string(text);
    }

    /** Numbers that are read faster than others. */
    Encoder fixed(int[] numbers, int from, int to) {
        for (int at = from; at < to; at += CHUNK) {
            mark();
            int chunk = Math.min(CHUNK, to - at);
            next(chunk * Integer.BYTES).asIntBuffer().put(numbers, at, chunk);
        }
        return this;
    }

    /** As the other. */
    Encoder fixed(long[] numbers, int from, int to) {
        for (int at = from; at < to; at += CHUNK) {
            mark();
            int chunk = Math.min(CHUNK, to - at);
            next(chunk * Long.BYTES).asLongBuffer().put(numbers, at, chunk);
        }
        return this;
    }

    /** As the other. */
    Encoder fixed(byte[] all, int from, int to) {
        for (int at = from; at < to; at += CHUNK) {
            mark();
            int chunk = Math.min(CHUNK, to - at);
            next(chunk).put(all, at, chunk);
        }
        return this;
    }

    /** How many there are, and then as {@link #fixed}. */
    Encoder array(int[] numbers) {
        return mark().number(numbers.length).fixed(numbers, 0, numbers.length);
    }

    Encoder numbers(int[] numbers) {
        number(numbers.length);
        for (int number : numbers) {
            number(number);
        }
        return this;
    }

    /** How many there are, and then they. */
    Encoder slice(Slice slice) {
        return number(slice.length()).bytes(slice);
    }

    /** These as they are. */
    Encoder bytes(Slice slice) {
        next(slice.length()).put(slice.bytes, slice.start, slice.length());
        return this;
    }

    /** The next bytes, to be filled. */
    private ByteBuffer next(int more) {
        reserve(more);
        length += more;
        return ByteBuffer.wrap(bytes, length - more, more).slice();
    }

    <T> Encoder optional(Optional<T> value, BiConsumer<Encoder, T> write) {
        flag(value.isPresent());
        value.ifPresent(present -> write.accept(this, present));
        return this;
    }

    <T> Encoder list(List<T> values, BiConsumer<Encoder, T> write) {
        number(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    private void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
