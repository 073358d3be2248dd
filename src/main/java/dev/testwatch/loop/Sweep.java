package dev.testwatch.loop;

import java.time.Duration;
import java.util.Optional;

/**
 * What is made of idle time: each test class runs by itself, in a fork of its own. That shows what it needs without
 * anything that others have left behind, and proves that leaving it out was right.
 *
 * @param calm since when nothing has happened, nanoseconds; empty: not since the start
 * @param over whether nothing is left to sweep until something happens
 * @param done how many test classes have been swept since something happened
 */
record Sweep(Optional<Long> calm, boolean over, int done) {

    /** Nobody is thought to be idle before. */
    private static final long BEGINS_AFTER = Duration.ofSeconds(10).toNanos();

    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    static final Sweep NEW = new Sweep(Optional.empty(), false, 0);

    /** Something happened that may be followed by more. */
    Sweep stirred(long now) {
        return new Sweep(Optional.of(now), false, 0);
    }

    /** One test class is done; the next one may follow soon. */
    Sweep advanced(long now) {
        return new Sweep(Optional.of(now - BEGINS_AFTER + PAUSE), false, done + 1);
    }

    Sweep finished() {
        return new Sweep(calm, true, done);
    }

    /** When the next test class may begin, nanoseconds; empty if there is nothing to do. */
    Optional<Long> due() {
        return over ? Optional.empty() : calm.map(then -> then + BEGINS_AFTER);
    }
}
