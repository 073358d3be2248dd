package dev.testwatch.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The watcher's thread: waits for a sign, waits for quiet, looks, and tells what is different. */
final class Watching implements Runnable {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration GIT_CHECK = Duration.ofMillis(20);

    private final Duration quietAfterOne;
    private final Scope scope;
    private final BlockingQueue<Signal> queue;
    private final SourceWatcher.Listener listener;
    private final Listening listening;
    private final Looking looking;
    private final Snapshot snapshot;
    private final GitLock gitLock;
    private final Absences absences;

    private boolean open = true;
    private boolean failed;
    private long nextLook;
    /** What the listener should have been told and was not, because it failed. */
    private Change owed = Change.NONE;
    /** Who wants to know when a look that they asked for has been told. */
    private final List<Runnable> promised = new ArrayList<>();

    Watching(WatchSpec spec, SourceWatcher.Listener listener, Doorbell.Maker maker, BlockingQueue<Signal> queue) {
        quietAfterOne = spec.quiet();
        scope = new Scope(spec);
        this.queue = queue;
        this.listener = listener;
        listening = new Listening(maker, spec, scope, queue);
        looking = new Looking(scope, spec.interval(), listening, queue);
        snapshot = looking.snapshot();
        absences = new Absences(scope, spec.home());
        gitLock = GitLock.around(scope.wanted(), InstantSource.system());
    }

    /** Listens, and then looks for the first time: nothing that happens in between is lost. To be called once, first. */
    Map<Path, Long> begin() {
        looking.listen();
        looking.atEverything();
        snapshot.take();
        looking.begin();
        absences.look(snapshot);
        scheduleNextLook();
        return snapshot.contents();
    }

    @Override
    public void run() {
        try {
            while (open) {
                supervisedTurn();
            }
        } catch (InterruptedException e) {
            // Whoever interrupts this thread wants it to end.
            open = false;
        } finally {
            listening.close();
            looking.close();
        }
    }

    private void supervisedTurn() throws InterruptedException {
        try {
            sayMessages();
            turn();
        } catch (RuntimeException | Error e) {
            failed = true;
            nextLook = System.nanoTime() + AFTER_FAILURE.toNanos();
            sayFailure(e);
        }
    }

    private void turn() throws InterruptedException {
        var burst = new Burst();
        int armedBefore = listening.armed();
        Optional<Signal> signal = next(nextLook - System.nanoTime());
        if (signal.isPresent()) {
            accept(signal.get(), burst);
        } else {
            lookAround(burst);
        }
        drain(burst);
        if (open && !burst.isEmpty()) {
            ring(burst);
            settle(burst);
            tell(burst, armedBefore);
        }
    }

    private Optional<Signal> next(long nanos) throws InterruptedException {
        return Optional.ofNullable(queue.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    }

    private void drain(Burst burst) {
        var signals = new ArrayList<Signal>();
        queue.drainTo(signals);
        signals.forEach(signal -> accept(signal, burst));
    }

    private void accept(Signal signal, Burst burst) {
        long now = System.nanoTime();
        if (signal instanceof Signal.Rang rang) {
            burst.names(rang.path(), rang.at());
        } else if (signal instanceof Signal.Broke broke) {
            if (listening.isCurrent(broke) && burst.broke().isEmpty()) {
                listening.broke(now);
                burst.breaks(broke.cause(), somewhere(), now);
            }
        } else if (signal instanceof Signal.Digested digested) {
            if (looking.digested(digested)) {
                burst.digests(digested.file(), now);
            }
        } else if (signal instanceof Signal.LookNow look) {
            promised.add(look.then());
            burst.becomesUrgent(now);
        } else {
            open = false;
        }
    }

    private Path somewhere() {
        return scope.wanted().sorted().findFirst().orElse(Path.of("").toAbsolutePath());
    }

    /** Nobody rang. Is it true that nothing happened? */
    private void lookAround(Burst burst) {
        boolean trustNothing = failed;
        failed = false;
        looking.around(trustNothing);
        scheduleNextLook();
        if (absences.isAway(snapshot)) {
            return;
        }
        Stream<Path> different = Stream.concat(snapshot.altered().stream(), paths(owed));
        different.findFirst().ifPresent(path -> burst.finds(path, System.nanoTime()));
        if (!promised.isEmpty()) {
            burst.becomesUrgent(System.nanoTime());
        }
    }

    private void scheduleNextLook() {
        nextLook = System.nanoTime() + looking.interval().toNanos();
    }

    private void ring(Burst burst) {
        burst.takeRing().ifPresent(listener::ringing);
    }

    private void settle(Burst burst) throws InterruptedException {
        boolean settled;
        do {
            awaitQuiet(burst);
            settled = !open || look(burst) || burst.isUrgent() || System.nanoTime() - ceiling(burst) >= 0;
        } while (!settled);
    }

    private long ceiling(Burst burst) {
        boolean patient = burst.isFound() || burst.isIncomplete();
        Duration wait = patient ? Settle.CEILING : Settle.ceiling(burst.size(), gitLock.isHeld());
        return burst.rang() + wait.toNanos();
    }

    private void awaitQuiet(Burst burst) throws InterruptedException {
        while (open && !burst.isUrgent()) {
            drain(burst);
            ring(burst);
            boolean git = gitLock.isHeld();
            long quietAt = burst.last() + quiet(burst, git).toNanos();
            long wait = Math.min(quietAt - System.nanoTime(), ceiling(burst) - System.nanoTime());
            if (wait <= 0) {
                return;
            }
            // Nobody rings when git is done.
            next(git ? Math.min(wait, GIT_CHECK.toNanos()) : wait).ifPresent(signal -> accept(signal, burst));
        }
    }

    private Duration quiet(Burst burst, boolean git) {
        int paths = Math.max(burst.size(), snapshot.altered().size());
        Duration quiet = Settle.quiet(quietAfterOne, paths, git);
        if (burst.isIncomplete()) {
            return Settle.max(quiet, listening.delay());
        }
        return burst.isFound() && !listening.isPolling() ? Settle.quietAfterFinding(quiet) : quiet;
    }

    /** Looks at what the burst is about. Returns whether that was all there is to see. */
    private boolean look(Burst burst) {
        long began = System.nanoTime();
        long before = snapshot.alterations();
        boolean everything = burst.isAboutEverything();
        if (everything) {
            lookAtEverything(burst);
        }
        looking.at(burst.takeUnread());
        boolean calm = !everything || snapshot.alterations() == before;
        List<Path> emptied = snapshot.emptied();
        // A file may have been filled again since it was read, however short a look should be.
        if (!emptied.isEmpty() && began - burst.emptiedSince(began) < Settle.REFILL.toNanos()) {
            burst.rereads(emptied);
        }
        if (!calm || burst.hasUnread()) {
            burst.goesOn(System.nanoTime());
        }
        return calm && !burst.hasUnread() && queue.isEmpty();
    }

    private void lookAtEverything(Burst burst) {
        Optional<Throwable> broke = burst.broke();
        if (broke.isPresent()) {
            burst.mends();
            looking.listen();
        }
        Duration cost = looking.atEverything();
        scheduleNextLook();
        broke.ifPresent(cause -> listener.said("File events " + reason(cause) + ": all " + snapshot.size()
                + " files were looked at again in " + cost.toMillis() + " ms."));
    }

    private static String reason(Throwable cause) {
        // An overflow names no path, which makes directory-watcher fail.
        return cause instanceof NullPointerException ? "overflowed" : "failed (" + cause.getMessage() + ")";
    }

    private void tell(Burst burst, int armedBefore) {
        if (!open) {
            return;
        }
        if (isAway()) {
            // What is different when it is back is told then.
            return;
        }
        absences.look(snapshot);
        Change change = snapshot.take();
        owed = owed.then(change);
        if (!owed.isEmpty()) {
            paths(owed).findFirst().ifPresent(burst::ringsFor);
            ring(burst);
            var seen = new SourceWatcher.Seen(burst.rang(), System.nanoTime(), snapshot.newest(owed.modified()));
            listener.changed(owed, seen);
            owed = Change.NONE;
        } else if (burst.hasRung() && !looking.isReading()) {
            listener.calm();
        }
        keepPromises();
        // What happened while a doorbell was hung anew may have been lost with the old one.
        if (burst.isFound() && !burst.isUrgent() && !listening.isPolling() && listening.armed() == armedBefore) {
            countMissed(burst, change);
        }
    }

    /** Large files are read beside: what they hold is not told yet. */
    private void keepPromises() {
        if (!looking.isReading()) {
            var kept = List.copyOf(promised);
            promised.clear();
            kept.forEach(Runnable::run);
        }
    }

    private boolean isAway() {
        boolean mayBeBack = !snapshot.altered().isEmpty() && absences.seemsAway(snapshot);
        if (mayBeBack || absences.endWith(snapshot)) {
            // Of what is back, whoever rang has named only a part.
            looking.atEverything();
        }
        return absences.isAway(snapshot);
    }

    private void countMissed(Burst burst, Change change) {
        List<Path> missed = paths(change)
                .filter(path -> !burst.hasNamed(path) && mustRing(path))
                .sorted()
                .toList();
        if (!missed.isEmpty()) {
            listening.missed(missed, snapshot);
            scheduleNextLook();
        }
    }

    /** What lies behind a link may change without an event. */
    private boolean mustRing(Path path) {
        return !Disk.isReachedThroughLink(path);
    }

    private static Stream<Path> paths(Change change) {
        return Stream.concat(change.modified().stream(), change.deleted().stream());
    }

    private void sayMessages() {
        Stream.of(absences.takeMessages(), looking.takeMessages(), listening.takeMessages())
                .flatMap(List::stream)
                .forEach(listener::said);
        if (absences.takeReturned()) {
            listener.returned();
        }
    }

    /** The listener may be what fails; then there is nobody left to tell. */
    private void sayFailure(Throwable failure) {
        try {
            listener.said("The watcher failed (" + failure + "). It looks at all files again and goes on.");
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
