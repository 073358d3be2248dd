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
    private final Guard guard;
    private final boolean alone;
    private final Instant when;

    /**
     * All that a test class depends on beside parts of classes and files.
     *
     * @param value one number for it
     * @param naming whether that includes the names of all classes
     * @param heard whether it leaves out what is in resources, since forks have told which of them were read
     */
    record Guard(long value, boolean naming, boolean heard) {}

    /**
     * An element that it names.
     *
     * @param ran whether that ran while the test did
     */
    record Named(int element, boolean ran) {}

    private Recording(Ascending marks, long sum, Guard guard, boolean alone, Instant when) {
        this.marks = marks;
        this.sum = sum;
        this.guard = guard;
        this.alone = alone;
        this.when = when;
    }

    /**
     * Makes one of what is there now.
     *
     * @param direct elements that ran while the test did
     * @param indirect elements that it would have depended on, had it run alone, and what declarations tell
     * @param guard everything else that it depends on
     * @param alone whether no other test class ran before it in its JVM
     */
    static Recording of(
            Set<Integer> direct,
            Collection<Integer> indirect,
            Elements elements,
            Guard guard,
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
        return new Recording(marks, elements.sum(marks), guard, alone, Instant.ofEpochSecond(when.getEpochSecond()));
    }

    /** What this and {@code others} name, as of now; of a test class that did not run by itself as a whole. */
    Recording and(Collection<Recording> others, Elements elements, Guard newGuard) {
        IntStream.Builder all = IntStream.builder();
        marks.forEach(all);
        others.forEach(other -> other.marks.forEach(all));
        int[] union = all.build().sorted().distinct().toArray();
        // What ran for one of them ran for the whole.
        Ascending kept = Ascending.of(IntStream.range(0, union.length)
                .filter(at -> at == 0 || union[at] != (union[at - 1] | 1))
                .map(at -> union[at])
                .toArray());
        return new Recording(kept, elements.sum(kept), newGuard, false, when);
    }

    /** The same with the numbers of {@code earlier}, if they name the same elements, to save memory. */
    Recording sharing(Recording earlier) {
        return marks.isSame(earlier.marks) ? new Recording(earlier.marks, sum, guard, alone, when) : this;
    }

    /** Whether every element is now what it was. */
    boolean holds(Elements elements) {
        return elements.sum(marks) == sum;
    }

    Unaffected unaffected() {
        return new Unaffected(marks.size(), when, alone);
    }

    Guard guard() {
        return guard;
    }

    boolean naming() {
        return guard.naming();
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
        out.fixed(sum).fixed(guard.value()).flag(guard.naming()).flag(guard.heard());
        out.flag(alone).number(when.getEpochSecond());
    }

    /** Reads one that names no other than the first {@code known} elements. */
    static Recording read(Decoder in, int known) {
        return new Recording(
                Ascending.read(in, 2 * known),
                in.fixed(),
                new Guard(in.fixed(), in.flag(), in.flag()),
                in.flag(),
                Instant.ofEpochSecond(in.number()));
    }
}
