package dev.testwatch.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * How often to look at everything: as often as wanted, but never so often that looking takes more than its share of
 * one processor. It belongs to one thread.
 */
final class Pace {

    private static final int REMEMBERED = 3;

    private final Duration least;
    private final double share;
    private final Deque<Duration> costs = new ArrayDeque<>();

    /**
     * @param least the time between two looks that cost nothing
     * @param share how much of the time may be spent looking, 0.003 for 0.3 %
     */
    Pace(Duration least, double share) {
        this.least = least;
        this.share = share;
    }

    /** A look took so long. */
    void took(Duration cost) {
        costs.addLast(cost);
        if (costs.size() > REMEMBERED) {
            costs.removeFirst();
        }
    }

    /** The time to the next look. The cheapest of the last looks counts: the others had to wait for the machine. */
    Duration interval() {
        if (costs.isEmpty()) {
            return least;
        }
        Duration stretched = Duration.ofNanos((long) (Collections.min(costs).toNanos() / share));
        return Settle.max(least, stretched);
    }
}
