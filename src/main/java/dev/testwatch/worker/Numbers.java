package dev.testwatch.worker;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A set of numbers of probes in few bytes: the distance of each to the one before, seven bits a byte. Immutable. */
public final class Numbers {

    /** In bytes, of a distance between any two. */
    private static final int MOST = 5;

    private final byte[] distances;

    private Numbers(byte[] distances) {
        this.distances = distances;
    }

    /** The numbers of these bits. */
    public static Numbers of(BitSet bits) {
        byte[] out = new byte[bits.cardinality() * MOST];
        int length = 0;
        int last = -1;
        for (int next = bits.nextSetBit(0); next >= 0; next = bits.nextSetBit(next + 1)) {
            int distance = next - last - 1;
            while (distance >= 0x80) {
                out[length++] = (byte) ((distance & 0x7f) | 0x80);
                distance >>>= 7;
            }
            out[length++] = (byte) distance;
            last = next;
        }
        return new Numbers(Arrays.copyOf(out, length));
    }

    /**
     * The numbers that {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException if it did not write these
     */
    static Numbers of(byte[] bytes) {
        var numbers = new Numbers(bytes.clone());
        var unused = numbers.toArray();
        return numbers;
    }

    byte[] bytes() {
        return distances.clone();
    }

    int length() {
        return distances.length;
    }

    /** In ascending order. */
    public int[] toArray() {
        int[] numbers = new int[distances.length];
        int count = 0;
        int at = 0;
        long last = -1;
        while (at < distances.length) {
            long distance = 0;
            int shift = 0;
            byte next;
            do {
                if (at == distances.length || shift > 28) {
                    throw new IllegalArgumentException("a number that does not end");
                }
                next = distances[at++];
                distance |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            last += distance + 1;
            if (last >= BootClass.CAPACITY) {
                throw new IllegalArgumentException("a number too large");
            }
            numbers[count++] = (int) last;
        }
        return Arrays.copyOf(numbers, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers numbers && Arrays.equals(distances, numbers.distances);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(distances);
    }

    @Override
    public String toString() {
        return IntStream.of(toArray()).boxed().toList().toString();
    }
}
