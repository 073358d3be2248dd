package dev.testwatch.affected;

import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A 64-bit hash that is the same in every JVM and on every machine; no defence against collisions made on purpose. */
final class Digest {

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0x100000001B3L;

    private long state = STEP;

    /** The hash of a file's content. Checksums are used because the JVM computes them fast before it is warm. */
    static long ofContent(byte[] bytes) {
        return ofContent(Slice.of(bytes));
    }

    /** As the other. */
    static long ofContent(Slice slice) {
        CRC32C first = new CRC32C();
        first.update(slice.bytes, slice.start, slice.length());
        CRC32 second = new CRC32();
        second.update(slice.bytes, slice.start, slice.length());
        return mix((first.getValue() << 32 | second.getValue()) + slice.length() * STEP);
    }

    static long ofString(String text) {
        return new Digest().add(text).value();
    }

    /** Spreads every bit of {@code value} over all bits of the result. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    Digest add(long value) {
        state = mix(Long.rotateLeft(state, 23) * STEP + value);
        return this;
    }

    Digest add(@Nullable String text) {
        if (text == null) {
            return add(-1);
        }
        long hash = STEP;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return add(text.length()).add(hash);
    }

    Digest add(String @Nullable [] texts) {
        if (texts == null) {
            return add(-1);
        }
        return addAll(List.of(texts));
    }

    Digest addAll(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
        return this;
    }

    /** What the value would be if this were added too. */
    long with(long value) {
        return mix(mix(Long.rotateLeft(state, 23) * STEP + value));
    }

    /** Another one that goes on from here. */
    Digest copy() {
        Digest copy = new Digest();
        copy.state = state;
        return copy;
    }

    long value() {
        return mix(state);
    }
}
