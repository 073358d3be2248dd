package dev.testwatch.affected;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.IntStream;

/** What a test class depended on when it ran, and what all of that was then. Immutable. */
final class Recording {

    /** From this part of its own elements on, it is faster to go through them than to look for each one. */
    private static final int MANY = 16;

    /** By number: twice the number of an element, and one more if the test came to depend on it only indirectly. */
    private final int[] marks;

    private final long sum;
    private final long guard;
    private final boolean naming;
    private final boolean alone;
    private final Instant when;

    private Recording(int[] marks, long sum, long guard, boolean naming, boolean alone, Instant when) {
        this.marks = marks;
        this.sum = sum;
        this.guard = guard;
        this.naming = naming;
        this.alone = alone;
        this.when = when;
    }

    /**
     * Makes one of what is there now.
     *
     * @param direct elements that ran while the test did
     * @param indirect elements that it would have depended on, had it run alone, and what declarations tell
     * @param guard one number for everything else that it depends on
     * @param naming whether {@code guard} includes the names of all classes
     * @param alone whether no other test class ran before it in its JVM
     */
    static Recording of(
            Set<Integer> direct,
            Collection<Integer> indirect,
            Elements elements,
            long guard,
            boolean naming,
            boolean alone,
            Instant when) {
        int[] marks = IntStream.concat(
                        direct.stream().mapToInt(element -> element << 1),
                        indirect.stream()
                                .filter(element -> !direct.contains(element))
                                .mapToInt(element -> element << 1 | 1))
                .sorted()
                .distinct()
                .toArray();
        return new Recording(
                marks, elements.sum(marks), guard, naming, alone, Instant.ofEpochSecond(when.getEpochSecond()));
    }

    /** What this and {@code others} name, as of now; of a test class that did not run by itself as a whole. */
    Recording and(Collection<Recording> others, Elements elements, long newGuard, boolean newNaming) {
        IntStream all = IntStream.of(marks);
        for (Recording other : others) {
            all = IntStream.concat(all, IntStream.of(other.marks));
        }
        int[] union = all.sorted().distinct().toArray();
        // What ran for one of them ran for the whole.
        int[] kept = IntStream.range(0, union.length)
                .filter(at -> at == 0 || union[at] != (union[at - 1] | 1))
                .map(at -> union[at])
                .toArray();
        return new Recording(kept, elements.sum(kept), newGuard, newNaming, false, when);
    }

    /** The same with the array of {@code earlier}, if they name the same elements, to save memory. */
    Recording sharing(Recording earlier) {
        return Arrays.equals(marks, earlier.marks)
                ? new Recording(earlier.marks, sum, guard, naming, alone, when)
                : this;
    }

    /** Whether every element is now what it was. */
    boolean holds(Elements elements) {
        return elements.sum(marks) == sum;
    }

    Unaffected unaffected() {
        return new Unaffected(marks.length, when, alone);
    }

    long guard() {
        return guard;
    }

    boolean naming() {
        return naming;
    }

    boolean contains(int element) {
        int at = Arrays.binarySearch(marks, element << 1);
        return at >= 0 || (-at - 1 < marks.length && marks[-at - 1] >>> 1 == element);
    }

    /** All that it names, in ascending order. */
    IntStream elements() {
        return IntStream.of(marks).map(mark -> mark >>> 1);
    }

    /** Whether it names any of these elements, which are in ascending order. */
    boolean containsAny(int[] elements) {
        if (elements.length > marks.length / MANY) {
            return overlaps(elements);
        }
        for (int element : elements) {
            if (contains(element)) {
                return true;
            }
        }
        return false;
    }

    private boolean overlaps(int[] elements) {
        int at = 0;
        for (int mark : marks) {
            while (at < elements.length && elements[at] < mark >>> 1) {
                at++;
            }
            if (at < elements.length && elements[at] == mark >>> 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether the element ran while the test did. */
    boolean runs(int element) {
        return Arrays.binarySearch(marks, element << 1) >= 0;
    }

    void write(Encoder out) {
        out.number(marks.length);
        int last = 0;
        for (int mark : marks) {
            out.number(mark - last);
            last = mark;
        }
        out.fixed(sum).fixed(guard).flag(naming).flag(alone).number(when.getEpochSecond());
    }

    /** Reads one that names no other than the first {@code known} elements. */
    static Recording read(Decoder in, int known) {
        int[] marks = new int[in.count()];
        int last = 0;
        for (int i = 0; i < marks.length; i++) {
            last = Math.addExact(last, Math.toIntExact(in.number()));
            marks[i] = last;
        }
        if (last >>> 1 >= known && marks.length > 0) {
            throw new IllegalStateException("a recording of parts that there are not");
        }
        return new Recording(marks, in.fixed(), in.fixed(), in.flag(), in.flag(), Instant.ofEpochSecond(in.number()));
    }
}
