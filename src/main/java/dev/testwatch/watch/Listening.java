package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps a doorbell hanging, hangs it anew when it broke, and gives it up for polling when it does not do its work. It
 * belongs to one thread.
 */
final class Listening implements AutoCloseable {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final int STRIKES = 2;

    private final Doorbell.Maker maker;
    private final WatchSpec spec;
    private final Scope scope;
    private final BlockingQueue<Signal> queue;
    private final SystemLimits limits = new SystemLimits();
    private final List<String> untold = new ArrayList<>();

    private Optional<Doorbell> doorbell = Optional.empty();
    private int armed;
    private boolean polling;
    private int strikes;
    private Optional<Long> brokeAt = Optional.empty();
    private Duration delay = FIRST_DELAY;

    Listening(Doorbell.Maker maker, WatchSpec spec, Scope scope, BlockingQueue<Signal> queue) {
        this.maker = maker;
        this.spec = spec;
        this.scope = scope;
        this.queue = queue;
        polling = spec.mode() == WatchSpec.Mode.POLL;
    }

    /** Hangs a new doorbell before the old one is taken down, so that nothing goes unheard in between. */
    void arm(Snapshot snapshot) {
        if (polling) {
            return;
        }
        Optional<Doorbell> old = doorbell;
        doorbell = Optional.empty();
        armed++;
        try {
            var hearing = new Doorbell.Hearing(scope, snapshot.followedLinks(), snapshot.aliases());
            doorbell = Optional.of(maker.arm(hearing, new QueueingEar(scope, queue, armed)));
        } catch (IOException | RuntimeException | LinkageError e) {
            // Whatever is wrong with native events, on whatever system: there is another way.
            refused(e);
        } finally {
            old.ifPresent(Doorbell::close);
        }
    }

    private void refused(Throwable why) {
        String reason = "The system refuses file events: " + limits.explain(why);
        if (spec.mode() == WatchSpec.Mode.AUTO) {
            poll(reason);
        } else {
            untold.add(reason + " Files are looked at now and then; listening is tried again.");
        }
    }

    private void poll(String reason) {
        polling = true;
        untold.add(reason + " From now on all files are looked at every "
                + spec.interval().toMillis() + " ms instead.");
        doorbell.ifPresent(Doorbell::close);
        doorbell = Optional.empty();
    }

    boolean isPolling() {
        return polling;
    }

    /** How many doorbells were hung so far. */
    int armed() {
        return armed;
    }

    boolean needsArming() {
        return !polling && !doorbell.filter(Doorbell::isIntact).isPresent();
    }

    /** Whether this is about the doorbell that hangs now. */
    boolean isCurrent(Signal.Broke broke) {
        return !polling && broke.armed() == armed;
    }

    /** The doorbell broke. The more often it does, the longer it takes until everything is looked at again. */
    void broke(long now) {
        boolean again = brokeAt.filter(at -> now - at < CALM.toNanos()).isPresent();
        delay = again ? Settle.min(delay.multipliedBy(2), Settle.CEILING) : FIRST_DELAY;
        brokeAt = Optional.of(now);
    }

    /** How long to wait after the doorbell broke. */
    Duration delay() {
        return delay;
    }

    /** Events failed to tell these changes. */
    void missed(List<Path> paths, Snapshot snapshot) {
        strikes++;
        String what =
                paths.size() == 1 ? paths.get(0).toString() : paths.get(0) + " and " + (paths.size() - 1) + " more";
        String reason = "File events did not tell of " + what + ".";
        if (strikes >= STRIKES && spec.mode() == WatchSpec.Mode.AUTO) {
            poll(reason + " It was not the first time.");
        } else {
            untold.add(reason + " They are asked for anew.");
            arm(snapshot);
        }
    }

    /** What nobody has been told yet. */
    List<String> takeMessages() {
        var messages = List.copyOf(untold);
        untold.clear();
        return messages;
    }

    @Override
    public void close() {
        doorbell.ifPresent(Doorbell::close);
    }

    /** Posts what concerns the watcher, and nothing else. */
    private record QueueingEar(Scope scope, BlockingQueue<Signal> queue, int armed) implements Doorbell.Ear {

        @Override
        public void rang(Path path, boolean directory) {
            if (scope.concerns(path, directory)) {
                queue.add(new Signal.Rang(path, System.nanoTime()));
            }
        }

        @Override
        public void broke(Throwable cause) {
            queue.add(new Signal.Broke(armed, cause));
        }
    }
}
