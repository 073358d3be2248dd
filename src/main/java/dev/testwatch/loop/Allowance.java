package dev.testwatch.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * What tests may still take in idle time. There may be thousands of them, each needs a fork of its own and some a container
 * of their own, and an edit of what all need begins it anew: nobody's battery is to be emptied for that.
 *
 * @param each what they may take in an hour
 * @param since when the present hour began
 * @param left what they may take until it is over
 */
record Allowance(Duration each, Instant since, Duration left) {

    private static final Duration HOUR = Duration.ofHours(1);

    /** The first hour begins now. */
    static Allowance of(Duration each, Instant now) {
        return new Allowance(each, now, each);
    }

    /** The same, or a new one if its hour is over. */
    Allowance at(Instant now) {
        return now.isBefore(since.plus(HOUR)) ? this : of(each, now);
    }

    Allowance without(Duration spent) {
        return new Allowance(each, since, left.minus(spent));
    }

    boolean isUsedUp() {
        return left.isZero() || left.isNegative();
    }
}
