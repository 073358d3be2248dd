package dev.testwatch.affected;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Numbers from 0 in ascending order, as the bytes of their differences, since there are many of them. Immutable. */
final class Ascending {

    private final Slice differences;
    private final int size;

    private Ascending(Slice differences, int size) {
        this.differences = differences;
        this.size = size;
    }

    static Ascending of(int[] sorted) {
        Encoder out = new Encoder();
        int last = 0;
        for (int number : sorted) {
            out.number(number - last);
            last = number;
        }
        return new Ascending(Slice.of(out.bytes()), sorted.length);
    }

    int size() {
        return size;
    }

    /** Goes through them, to be asked for the {@link Walk#next next} one first. */
    Walk walk() {
        return new Walk();
    }

    void forEach(IntConsumer action) {
        for (Walk walk = walk(); walk.next(); ) {
            action.accept(walk.number);
        }
    }

    /** A way through all of them. */
    final class Walk {

        private int at = differences.start;
        /** Where the walk has come to. */
        int number;

        /** Goes on to the next one, and tells whether there was one. */
        boolean next() {
            if (at == differences.end) {
                return false;
            }
            byte[] bytes = differences.bytes;
            int next = bytes[at++];
            int difference = next & 0x7F;
            for (int shift = 7; next < 0; shift += 7) {
                next = bytes[at++];
                difference |= (next & 0x7F) << shift;
            }
            number += difference;
            return true;
        }
    }

    boolean isSame(Ascending other) {
        Slice own = differences;
        Slice others = other.differences;
        return Arrays.equals(own.bytes, own.start, own.end, others.bytes, others.start, others.end);
    }

    void write(Encoder out) {
        out.number(size).slice(differences);
    }

    /** Reads numbers and makes sure that they ascend and are all below {@code limit}. */
    static Ascending read(Decoder in, int limit) {
        int size = in.count();
        return new Ascending(in.slice(checked -> check(checked, size, limit)), size);
    }

    private static void check(Decoder in, int size, int limit) {
        int last = 0;
        for (int i = 0; i < size; i++) {
            last += in.below(limit - last);
        }
    }
}
