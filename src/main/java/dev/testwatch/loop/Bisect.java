package dev.testwatch.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The search for the few of many, in order, that make something fail which comes after them: first whether all of them
 * do, then ever smaller halves; where neither half does it alone, something of both is needed. Immutable; each answer
 * leads to the next question.
 *
 * @param all in the order in which they ran
 * @param confirmed whether all of them together have made it fail
 * @param found those that are known to be needed
 * @param among of these one more is needed at least
 * @param rest of each of these lists one more is needed at least, after that
 * @param second whether the second half is asked about, because the first did not do it
 */
record Bisect<T>(List<T> all, boolean confirmed, List<T> found, List<T> among, List<List<T>> rest, boolean second) {

    Bisect {
        all = List.copyOf(all);
        found = List.copyOf(found);
        among = List.copyOf(among);
        rest = rest.stream().map(List::copyOf).toList();
    }

    static <T> Bisect<T> of(List<T> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing to search");
        }
        return new Bisect<>(all, false, List.of(), all, List.of(), false);
    }

    /** Which of them are to run next before the one that fails, in order; empty if that is known by now. */
    List<T> question() {
        if (isOver()) {
            return List.of();
        }
        return confirmed ? inOrder(half(second)) : all;
    }

    /** Whether those are found that make it fail. */
    boolean isOver() {
        return confirmed && among.isEmpty();
    }

    /** The smallest number of them that was seen to make it fail, in order; to be asked for at the end. */
    List<T> culprits() {
        return all.stream().filter(found::contains).toList();
    }

    /** How many of them are still suspected. */
    int left() {
        return among.size() + rest.stream().mapToInt(List::size).sum();
    }

    /**
     * The search after the answer to {@link #question}.
     *
     * @param fails whether it failed after them
     * @return empty if it does not fail even after all of them
     */
    Optional<Bisect<T>> after(boolean fails) {
        if (!confirmed) {
            return fails ? Optional.of(narrowed(all)) : Optional.empty();
        }
        if (fails) {
            return Optional.of(narrowed(half(second)));
        }
        if (!second) {
            return Optional.of(new Bisect<>(all, true, found, among, rest, true));
        }
        List<List<T>> later = new ArrayList<>();
        later.add(half(true));
        later.addAll(rest);
        return Optional.of(new Bisect<>(all, true, found, List.of(), later, false).narrowed(half(false)));
    }

    /** Goes on among these; one alone is found. */
    private Bisect<T> narrowed(List<T> suspects) {
        Bisect<T> next = new Bisect<>(all, true, found, suspects, rest, false);
        while (next.among.size() == 1) {
            List<T> more = new ArrayList<>(next.found);
            more.addAll(next.among);
            boolean last = next.rest.isEmpty();
            next = new Bisect<>(
                    all,
                    true,
                    more,
                    last ? List.of() : next.rest.get(0),
                    last ? List.of() : next.rest.subList(1, next.rest.size()),
                    false);
        }
        return next;
    }

    private List<T> half(boolean other) {
        int middle = among.size() / 2;
        return other ? among.subList(middle, among.size()) : among.subList(0, middle);
    }

    private List<T> inOrder(List<T> half) {
        Set<T> wanted = new LinkedHashSet<>(half);
        wanted.addAll(found);
        rest.forEach(wanted::addAll);
        return all.stream().filter(wanted::contains).toList();
    }
}
