package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Divides test classes among forks that run side by side, so that they end at about the same time: the longest first,
 * each to who has least to do (Graham's longest processing time rule). In its fork each keeps its place in the order.
 */
final class Shares {

    /** How long a class takes of which nobody knows. */
    private static final Duration UNKNOWN = Duration.ofMillis(200);

    /** For less than this the start of another JVM is not worth it. */
    private static final Duration WORTH = Duration.ofMillis(500);

    /**
     * What takes less ends before the JVM's better compiler has paid: most of the time classes are loaded and run a
     * few times, and that compiler takes a core from them.
     */
    private static final Duration BRIEF = Duration.ofSeconds(5);

    private Shares() {}

    /** Whether these are expected to be over soon. */
    static boolean areBrief(List<Selected> tests) {
        return tests.stream().mapToLong(Shares::nanos).sum() < BRIEF.toNanos();
    }

    /** The same of so many test classes of which nobody knows how long they take. */
    static boolean areBrief(int unknown) {
        return UNKNOWN.multipliedBy(unknown).compareTo(BRIEF) < 0;
    }

    /**
     * At most so many shares, none of them empty, and one where there is little to do.
     *
     * @param tests at least one
     * @param most at least one
     */
    static List<List<Selected>> of(List<Selected> tests, int most) {
        long all = tests.stream().mapToLong(Shares::nanos).sum();
        int count = (int) Math.min(Math.min(most, tests.size()), Math.max(1, all / WORTH.toNanos()));
        if (count == 1) {
            return List.of(tests);
        }
        Map<Selected, Integer> owners = new LinkedHashMap<>();
        long[] loads = new long[count];
        tests.stream().sorted(Comparator.comparing(Shares::nanos).reversed()).forEach(selected -> {
            int least = least(loads);
            loads[least] += nanos(selected);
            owners.put(selected, least);
        });
        Map<Integer, List<Selected>> shares = new LinkedHashMap<>();
        tests.forEach(selected -> shares.computeIfAbsent(owners.getOrDefault(selected, 0), owner -> new ArrayList<>())
                .add(selected));
        return shares.values().stream().map(List::copyOf).collect(Collectors.toList());
    }

    private static int least(long[] loads) {
        int least = 0;
        for (int i = 1; i < loads.length; i++) {
            least = loads[i] < loads[least] ? i : least;
        }
        return least;
    }

    /** At least a nanosecond, so that what takes no time is divided too. */
    private static long nanos(Selected selected) {
        return Math.max(1, selected.usual().orElse(UNKNOWN).toNanos());
    }
}
