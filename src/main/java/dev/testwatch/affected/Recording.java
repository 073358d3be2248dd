package dev.testwatch.affected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** What a test class depended on when it ran, and what all of that was then. Immutable. */
final class Recording {

    /** By number: twice the number of an element, and one more if the test came to depend on it only indirectly. */
    private final Ascending marks;

    private final long sum;
    private final long guard;
    private final boolean naming;
    private final boolean alone;
    private final Instant when;

    /**
     * An element that it names.
     *
     * @param ran whether that ran while the test did
     */
    record Named(int element, boolean ran) {}

    private Recording(Ascending marks, long sum, long guard, boolean naming, boolean alone, Instant when) {
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
        Ascending marks = Ascending.of(IntStream.concat(
                        direct.stream().mapToInt(element -> element << 1),
                        indirect.stream()
                                .filter(element -> !direct.contains(element))
                                .mapToInt(element -> element << 1 | 1))
                .sorted()
                .distinct()
                .toArray());
        return new Recording(
                marks, elements.sum(marks), guard, naming, alone, Instant.ofEpochSecond(when.getEpochSecond()));
    }

    /** What this and {@code others} name, as of now; of a test class that did not run by itself as a whole. */
    Recording and(Collection<Recording> others, Elements elements, long newGuard, boolean newNaming) {
        IntStream.Builder all = IntStream.builder();
        marks.forEach(all);
        others.forEach(other -> other.marks.forEach(all));
        int[] union = all.build().sorted().distinct().toArray();
        // What ran for one of them ran for the whole.
        Ascending kept = Ascending.of(IntStream.range(0, union.length)
                .filter(at -> at == 0 || union[at] != (union[at - 1] | 1))
                .map(at -> union[at])
                .toArray());
        return new Recording(kept, elements.sum(kept), newGuard, newNaming, false, when);
    }

    /** The same with the numbers of {@code earlier}, if they name the same elements, to save memory. */
    Recording sharing(Recording earlier) {
        return marks.isSame(earlier.marks) ? new Recording(earlier.marks, sum, guard, naming, alone, when) : this;
    }

    /** Whether every element is now what it was. */
    boolean holds(Elements elements) {
        return elements.sum(marks) == sum;
    }

    Unaffected unaffected() {
        return new Unaffected(marks.size(), when, alone);
    }

    long guard() {
        return guard;
    }

    boolean naming() {
        return naming;
    }

    /** Takes all that it names, in ascending order. */
    void forEach(IntConsumer action) {
        marks.forEach(mark -> action.accept(mark >>> 1));
    }

    /** Whether it names any of these elements, which are in ascending order. */
    boolean containsAny(int[] elements) {
        int at = 0;
        for (Ascending.Walk mark = marks.walk(); at < elements.length && mark.next(); ) {
            while (at < elements.length && elements[at] < mark.number >>> 1) {
                at++;
            }
            if (at < elements.length && elements[at] == mark.number >>> 1) {
                return true;
            }
        }
        return false;
    }

    /** Those of these elements that it names; they are in ascending order. */
    List<Named> among(int[] elements) {
        List<Named> among = new ArrayList<>();
        marks.forEach(mark -> {
            if (Arrays.binarySearch(elements, mark >>> 1) >= 0) {
                among.add(new Named(mark >>> 1, (mark & 1) == 0));
            }
        });
        return among;
    }

    void write(Encoder out) {
        marks.write(out);
        out.fixed(sum).fixed(guard).flag(naming).flag(alone).number(when.getEpochSecond());
    }

    /** Reads one that names no other than the first {@code known} elements. */
    static Recording read(Decoder in, int known) {
        return new Recording(
                Ascending.read(in, 2 * known),
                in.fixed(),
                in.fixed(),
                in.flag(),
                in.flag(),
                Instant.ofEpochSecond(in.number()));
    }
}
