package dev.testwatch.program;

import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Notices a program that causes its own runs by writing files that are watched: a file that changed in one run after the
 * other, soon after its beginning. A person does not save so regularly. It is said, once for each file, and nothing is
 * held back: a program may write for good reasons. Pure.
 *
 * @param streaks in how many runs in a row a file has changed, and the last of them
 * @param told of which files it has been said
 */
record SelfTrigger(Map<Path, Streak> streaks, Set<Path> told) {

    static final SelfTrigger NONE = new SelfTrigger(Map.of(), Set.of());

    /** So many runs in a row are no chance. */
    static final int MOST_RUNS = 5;

    record Streak(int runs, int last) {

        Streak in(int run) {
            return last == run ? this : new Streak(last == run - 1 ? runs + 1 : 1, run);
        }
    }

    SelfTrigger {
        streaks = Map.copyOf(streaks);
        told = Set.copyOf(told);
    }

    /** What is to be said, if anything, and what is known then. */
    record Ruling(SelfTrigger next, Optional<Path> culprit) {}

    /**
     * Something changed.
     *
     * @param run the last run that began
     * @param soon whether that was while it went on, or just after, and not long after its beginning
     */
    Ruling changed(Change change, int run, boolean soon) {
        if (!soon) {
            return new Ruling(new SelfTrigger(Map.of(), told), Optional.empty());
        }
        Map<Path, Streak> next = new HashMap<>(streaks);
        Stream.concat(change.modified().stream(), change.deleted().stream())
                .forEach(file -> next.merge(file, new Streak(1, run), (known, first) -> known.in(run)));
        next.values().removeIf(streak -> streak.last() < run - 1);
        Optional<Path> culprit = next.keySet().stream()
                .filter(file -> !told.contains(file))
                .filter(file -> Optional.ofNullable(next.get(file))
                        .filter(streak -> streak.runs() >= MOST_RUNS)
                        .isPresent())
                .sorted()
                .findFirst();
        Set<Path> toldNow = new HashSet<>(told);
        culprit.ifPresent(toldNow::add);
        return new Ruling(new SelfTrigger(next, toldNow), culprit);
    }
}
