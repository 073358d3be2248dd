package dev.testwatch.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What has been posted and not yet been answered, in order. While something moves on the screen there is a tick ten times
 * a second, and not only when nothing else comes: a run of many fast tests never leaves a pause.
 */
final class Inbox {

    private static final long TICK = Duration.ofMillis(100).toNanos();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final LongSupplier nanos;
    /** Confined to the thread that takes. */
    private long ticked;

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    Inbox(LongSupplier nanos) {
        this.nanos = nanos;
        this.ticked = nanos.getAsLong();
    }

    /** From any thread. */
    void add(Event event) {
        events.add(event);
    }

    /**
     * The next event; waits for it.
     *
     * @param moving whether something moves on the screen
     * @param due when there is to be a tick in any case, on the same clock
     */
    Event next(boolean moving, Optional<Long> due) throws InterruptedException {
        if (!moving && due.isEmpty()) {
            return events.take();
        }
        long now = nanos.getAsLong();
        long left = Math.max(0, (moving ? ticked + TICK : due.get()) - now);
        Optional<Event> posted =
                moving && left == 0 ? Optional.empty() : Optional.ofNullable(events.poll(left, TimeUnit.NANOSECONDS));
        return posted.orElseGet(this::tick);
    }

    private Event tick() {
        ticked = nanos.getAsLong();
        return new Event.Tick();
    }
}
