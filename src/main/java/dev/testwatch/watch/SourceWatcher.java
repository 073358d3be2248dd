package dev.testwatch.watch;

import dev.testwatch.chaos.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Notices what becomes of files. Events are only a doorbell: a comparison of contents decides what changed, so a file
 * that was touched, or written with what it held before, did not. Every difference is told sooner or later, even if no
 * event tells of it: all files are looked at now and then. Nothing that a user does to files makes it throw.
 */
public final class SourceWatcher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<Path, Long> contents;
    private final BlockingQueue<Signal> queue;
    private final Thread thread;

    private SourceWatcher(Map<Path, Long> contents, BlockingQueue<Signal> queue, Thread thread) {
        this.contents = contents;
        this.queue = queue;
        this.thread = thread;
    }

    /**
     * Starts watching. What happens after this has returned is told; what happened before is in the
     * {@linkplain #contents() contents}; what happens meanwhile is in one of them.
     */
    public static SourceWatcher start(WatchSpec spec, Listener listener) {
        return start(spec, listener, NativeDoorbell::arm);
    }

    /** The same, with file events of which some get lost. */
    public static SourceWatcher start(WatchSpec spec, Listener listener, Chaos chaos) {
        return start(spec, listener, (hearing, ear) -> NativeDoorbell.arm(hearing, ear.hearing(chaos)));
    }

    static SourceWatcher start(WatchSpec spec, Listener listener, Doorbell.Maker maker) {
        var queue = new LinkedBlockingQueue<Signal>();
        var watching = new Watching(spec, listener, maker, queue);
        // The first look happens here: until the thread starts, what it owns belongs to the caller.
        Map<Path, Long> contents = watching.begin();
        var thread = new Thread(watching, "testwatch-watch");
        thread.setDaemon(true);
        thread.start();
        return new SourceWatcher(contents, queue, thread);
    }

    /**
     * The contents at the start: every file and its {@link ContentHash}, by absolute normalised path. Files that could
     * not be read are left out and named by a message.
     */
    public Map<Path, Long> contents() {
        return contents;
    }

    /** Looks at everything now, without waiting for an event or for quiet; a difference is told as usual. */
    public void rescan() {
        rescan(() -> {});
    }

    /**
     * The same, with word of it: {@code done} is called on the watcher's thread once the listener has been told of all
     * that differed when this was called. It is never called if the watcher is closed before.
     */
    public void rescan(Runnable done) {
        queue.add(new Signal.LookNow(done));
    }

    /** Ends watching. The listener is not called any more once this returns, unless it is busy for seconds. */
    @Override
    public void close() {
        queue.add(new Signal.End());
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Is told what happens, on the watcher's one thread and in order. */
    public interface Listener {

        /** The first sign that something happens, before anything was read; once for all that happens together. */
        void ringing(Path file);

        /** The project was gone and is back; what is different now is told as ever. */
        default void returned() {}

        /** It is quiet again after a sign, and no content is different. */
        default void calm() {}

        /** Contents became different, and it is quiet again. */
        void changed(Change change, Seen seen);

        /** A sentence for people: events that were lost, files that cannot be read, polling instead of listening. */
        void said(String message);
    }

    /**
     * When a change was seen.
     *
     * @param rang when the first sign of it came, as {@link System#nanoTime()}
     * @param decided when it was quiet and contents had been compared, as {@link System#nanoTime()}
     * @param saved the newest modification time among the changed files, if it is known
     */
    public record Seen(long rang, long decided, Optional<Instant> saved) {}
}
