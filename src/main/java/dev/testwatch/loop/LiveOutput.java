package dev.testwatch.loop;

import dev.testwatch.report.Notice;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lets the output of tests through to the loop while somebody wants to see it, and of a flood only the beginning. */
final class LiveOutput {

    /** In characters, for each run. */
    private static final long MOST = 1 << 20;

    private final AtomicBoolean wanted = new AtomicBoolean();
    private final Consumer<Event> post;

    LiveOutput(Consumer<Event> post) {
        this.post = post;
    }

    void wanted(boolean now) {
        wanted.set(now);
    }

    /** Where the events of a run go that begins now. */
    Consumer<Event> begun() {
        var shown = new AtomicLong();
        return event -> {
            if (!(event instanceof Event.Wrote wrote) || wrote.byJvm()) {
                post.accept(event);
            } else if (wanted.get()) {
                long before = shown.getAndAdd(wrote.text().length());
                if (before < MOST) {
                    post.accept(event);
                } else if (before < Long.MAX_VALUE / 2) {
                    shown.set(Long.MAX_VALUE / 2);
                    post.accept(new Event.Said(
                            Notice.Level.INFO, "more output is not shown; each failing test shows the end of its own"));
                }
            }
        };
    }
}
