package dev.testwatch.watch;

import java.nio.file.Path;

/** What other threads post to the watcher's thread. */
sealed interface Signal {

    /**
     * Something may have happened to the path.
     *
     * @param at when, as {@link System#nanoTime()}
     */
    record Rang(Path path, long at) implements Signal {}

    /**
     * Events were lost, or will be.
     *
     * @param armed which of the doorbells it was, counted from 1
     */
    record Broke(int armed, Throwable cause) implements Signal {}

    /** Somebody wants a look at everything, now. */
    record LookNow() implements Signal {}

    record End() implements Signal {}
}
