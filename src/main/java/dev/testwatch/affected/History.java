package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came of each test class for the last few contents that it ran with. Test classes are in the order in which they
 * were last recorded.
 */
final class History {

    private static final int MOST_OUTCOMES = 4;
    private static final int MOST_ABSENT = 1_000;

    private final Environments environments;
    private final Map<TestClass, List<Outcome>> outcomes = new LinkedHashMap<>();
    /** Empty while it is not known; may hold more than there is. */
    private Optional<Set<Used>> used = Optional.empty();

    History(Environments environments) {
        this.environments = environments;
    }

    /** Which of the outcomes of a test class are so, as a set of bits: the first for the latest. */
    long which(TestClass test, Predicate<Outcome> so) {
        List<Outcome> all = all(test);
        return IntStream.range(0, all.size())
                .filter(i -> so.test(all.get(i)))
                .mapToLong(i -> 1L << i)
                .sum();
    }

    /** @param replaced the outcomes whose place it takes, as {@link #which} has them */
    void add(TestClass test, Outcome outcome, long replaced) {
        used = Optional.empty();
        List<Outcome> earlier = all(test);
        List<Outcome> all = new ArrayList<>(List.of(outcome));
        IntStream.range(0, earlier.size())
                .filter(i -> (replaced >>> i & 1) == 0)
                .limit(MOST_OUTCOMES - 1)
                .forEach(i -> all.add(earlier.get(i)));
        outcomes.remove(test);
        outcomes.put(test, all);
    }

    /** Forgets what came of this test class with this content. */
    void remove(TestClass test, long key) {
        List<Outcome> left =
                all(test).stream().filter(outcome -> outcome.key() != key).toList();
        if (left.isEmpty()) {
            outcomes.remove(test);
        } else {
            outcomes.put(test, left);
        }
    }

    /** Drops recordings that are {@code disproved}, and tells whether there were any. */
    boolean unrecord(TestClass test, Predicate<Outcome> disproved) {
        List<Outcome> all = all(test);
        List<Outcome> left = all.stream()
                .map(outcome -> outcome.vouching().isPresent() && disproved.test(outcome)
                        ? outcome.without("it failed though nothing recorded had changed")
                        : outcome)
                .toList();
        boolean differs = !left.equals(all);
        if (differs) {
            outcomes.put(test, left);
        }
        return differs;
    }

    Optional<Outcome> latest(TestClass test) {
        List<Outcome> all = all(test);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** All files that any outcome came of. */
    Set<Used> used() {
        Set<Used> all = used.orElseGet(() -> outcomes.values().stream()
                .flatMap(List::stream)
                .flatMap(outcome -> outcome.inputs().states().keySet().stream())
                .collect(Collectors.toUnmodifiableSet()));
        used = Optional.of(all);
        return all;
    }

    void clear() {
        outcomes.clear();
    }

    /** Drops what is known of test classes that are not {@code present}, except for those recorded last. */
    void prune(Set<TestClass> present) {
        Set<TestClass> absent = new HashSet<>(outcomes.keySet());
        absent.removeAll(present);
        int excess = absent.size() - Math.max(MOST_ABSENT, present.size());
        for (TestClass test : List.copyOf(outcomes.keySet())) {
            if (excess > 0 && absent.contains(test)) {
                outcomes.remove(test);
                excess--;
            }
        }
    }

    void write(Encoder out) {
        out.mark().number(outcomes.size());
        outcomes.forEach((test, all) -> {
            out.mark().text(test.module()).text(test.name()).list(all, (encoder, outcome) -> outcome.write(encoder));
        });
    }

    /** Reads outcomes whose recordings name no other than the first {@code elements} elements. */
    void read(Decoder in, int elements) {
        in.mark();
        for (long tests = in.total(); tests > 0; tests--) {
            in.mark();
            var test = new TestClass(in.text(), in.text());
            outcomes.put(test, in.list(any -> Outcome.read(any, elements, environments)));
        }
    }

    static void write(Encoder out, TestClass test, Outcome outcome, long replaced) {
        out.text(test.module()).text(test.name()).number(replaced);
        outcome.write(out);
    }

    void readOne(Decoder in, int elements) {
        var test = new TestClass(in.text(), in.text());
        long replaced = in.number();
        add(test, Outcome.read(in, elements, environments), replaced);
    }

    /** What came of it, latest first. */
    List<Outcome> all(TestClass test) {
        return outcomes.getOrDefault(test, List.of());
    }
}
