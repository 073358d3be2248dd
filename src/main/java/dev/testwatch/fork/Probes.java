package dev.testwatch.fork;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A set of probes: numbers from 0, in order. Immutable. */
public final class Probes {

    private static final Probes NONE = new Probes(new int[0]);

    private final int[] sorted;

    private Probes(int[] sorted) {
        this.sorted = sorted;
    }

    /** The set of these numbers, in whatever order they come and however often. */
    public static Probes of(int... numbers) {
        return numbers.length == 0
                ? NONE
                : new Probes(Arrays.stream(numbers).sorted().distinct().toArray());
    }

    /** All that is in one of them or in both. */
    public Probes and(Probes others) {
        if (others.isEmpty()) {
            return this;
        }
        return isEmpty()
                ? others
                : new Probes(IntStream.concat(stream(), others.stream())
                        .sorted()
                        .distinct()
                        .toArray());
    }

    public boolean contains(int number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public int size() {
        return sorted.length;
    }

    /** In ascending order. */
    public IntStream stream() {
        return Arrays.stream(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probes probes && Arrays.equals(sorted, probes.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
