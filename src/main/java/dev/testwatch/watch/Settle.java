package dev.testwatch.watch;

import java.time.Duration;

/** How long to wait for more before contents are compared. Pure. */
final class Settle {

    /** No burst is waited for longer than this. */
    static final Duration CEILING = Duration.ofSeconds(5);

    /** A burst of a few paths is waited for no longer than this: a log that never rests must not hold up a save. */
    private static final Duration LOW_CEILING = Duration.ofSeconds(1);

    private static final Duration CEILING_PER_PATH = Duration.ofMillis(40);

    /** How long a file that was emptied may take to be filled again. */
    static final Duration REFILL = Duration.ofMillis(100);

    /** The longest quiet that a large burst needs to have ended. */
    private static final Duration LONGEST_QUIET = Duration.ofMillis(500);

    /** What a look found that no event told: the events, if there will be any, may be on their way. */
    private static final Duration FOUND_QUIET = Duration.ofMillis(250);

    private static final Duration PER_PATH = Duration.ofMillis(1);

    private Settle() {}

    /**
     * The quiet after which a burst has ended.
     *
     * @param single the quiet after a single save
     * @param paths how many different paths the burst has named so far
     * @param gitAtWork whether git is changing the work tree
     */
    static Duration quiet(Duration single, int paths, boolean gitAtWork) {
        if (gitAtWork) {
            return max(single, LONGEST_QUIET);
        }
        Duration grown = single.plus(PER_PATH.multipliedBy(Math.max(0, paths - 1)));
        return max(single, min(grown, LONGEST_QUIET));
    }

    /**
     * How long to wait for quiet that does not come.
     *
     * @param paths how many different paths the burst has named so far
     * @param gitAtWork whether git is changing the work tree
     */
    static Duration ceiling(int paths, boolean gitAtWork) {
        return gitAtWork ? CEILING : min(CEILING, LOW_CEILING.plus(CEILING_PER_PATH.multipliedBy(paths)));
    }

    /** The quiet after a look found what no event had told. */
    static Duration quietAfterFinding(Duration single) {
        return max(single, FOUND_QUIET);
    }

    static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
