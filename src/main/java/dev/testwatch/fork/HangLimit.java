package dev.testwatch.fork;

import java.time.Duration;

/**
 * How long nothing may happen in a run before it counts as hanging.
 *
 * @param known where it is known how long the test classes that run usually take
 * @param unknown where it is not: a test that runs for the first time may be one that takes minutes
 */
public record HangLimit(Duration known, Duration unknown) {

    /** What holds where nobody says otherwise. */
    public static final HangLimit USUAL = new HangLimit(Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** The same for all. */
    public static HangLimit of(Duration limit) {
        return new HangLimit(limit, limit);
    }
}
