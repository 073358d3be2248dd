package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * A large file was read.
     *
     * @param known nothing when it is gone, or could not be read
     * @param took how long it took
     */
    record Digested(Path file, Optional<Snapshot.Known> known, Optional<IOException> failure, Duration took)
            implements Signal {}

    /**
     * Somebody wants a look at everything, now.
     *
     * @param then called when that is done and what it found has been told
     */
    record LookNow(Runnable then) implements Signal {}

    record End() implements Signal {}
}
