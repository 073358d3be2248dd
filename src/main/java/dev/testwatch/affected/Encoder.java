package dev.testwatch.affected;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes values to bytes that {@link Decoder} reads; a text that occurs again takes one or two bytes. */
final class Encoder {

    private final Map<String, Integer> texts = new HashMap<>();
    private byte[] bytes = new byte[256];
    private int length;

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

    Encoder text(String text) {
        Integer known = texts.get(text);
        if (known != null) {
            return number(known + 1L);
        }
        texts.put(text, texts.size());
        return number(0).block(text.getBytes(StandardCharsets.UTF_8));
    }

    Encoder block(byte[] block) {
        number(block.length);
        reserve(block.length);
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
        return this;
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
