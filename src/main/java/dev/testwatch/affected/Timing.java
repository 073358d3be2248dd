package dev.testwatch.affected;

import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a test took the last few times that it passed.
 *
 * @param test how it ended last
 * @param durations the latest one last; at least one
 */
public record Timing(TestResult test, List<Duration> durations) {

    /** What takes less than this, or so little more, is lost in the noise of a machine. */
    private static final Duration NOISE = Duration.ofMillis(20);

    /** With fewer runs before it nobody knows what is usual. */
    private static final int ENOUGH = 3;

    private static final double SLOWER = 1.5;

    public Timing {
        durations = List.copyOf(durations);
        if (durations.isEmpty()) {
            throw new IllegalArgumentException("no duration of " + test.id());
        }
    }

    public Duration latest() {
        return durations.get(durations.size() - 1);
    }

    /** The middle one of those before the latest; empty if there are too few. */
    public Optional<Duration> usual() {
        List<Duration> before =
                durations.subList(0, durations.size() - 1).stream().sorted().toList();
        return before.size() < ENOUGH ? Optional.empty() : Optional.of(before.get(before.size() / 2));
    }

    /** How many times as long as usual the latest run took, if that is so much longer that it is no noise. */
    public Optional<Double> slower() {
        return usual().filter(usual -> latest().minus(usual).compareTo(NOISE) >= 0)
                .map(usual -> (double) latest().toNanos() / Math.max(1, usual.toNanos()))
                .filter(factor -> factor >= SLOWER);
    }
}
