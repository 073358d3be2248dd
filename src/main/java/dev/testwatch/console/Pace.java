package dev.testwatch.console;

import java.time.Duration;

/** Keeps frames apart: the next may come a while after the last, unless it is urgent. Used by one thread. */
final class Pace {

    private final long gapNanos;
    private long earliest;

    /** A pace whose first frame is due at {@code now}; all times are those of {@link System#nanoTime}. */
    Pace(Duration gap, long now) {
        this.gapNanos = gap.toNanos();
        this.earliest = now;
    }

    /** How long the next frame has to wait, in nanoseconds; 0 if it is due. */
    long waitNanos(long now) {
        return Math.max(0, earliest - now);
    }

    /** A frame has been drawn. */
    void drawn(long now) {
        earliest = now + gapNanos;
    }
}
