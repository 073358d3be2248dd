package dev.testwatch.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * What single methods may still take in idle time. There may be thousands of them, each needs a fork of its own, and an
 * edit of what all need begins it anew: nobody's battery is to be emptied for that.
 *
 * @param since when the present hour began
 * @param left what they may take until it is over
 */
record Allowance(Instant since, Duration left) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofMinutes(10);

    static Allowance from(Instant now) {
        return new Allowance(now, MOST);
    }

    /** The same, or a new one if its hour is over. */
    Allowance at(Instant now) {
        return now.isBefore(since.plus(HOUR)) ? this : from(now);
    }

    Allowance without(Duration spent) {
        return new Allowance(since, left.minus(spent));
    }

    boolean isUsedUp() {
        return left.isZero() || left.isNegative();
    }
}
