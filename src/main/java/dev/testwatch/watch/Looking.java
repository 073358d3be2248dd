package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** Looks at the disk, when named files ask for it and now and then at everything. It belongs to one thread. */
final class Looking implements AutoCloseable {

    private static final Duration SAFETY_INTERVAL = Duration.ofSeconds(2);
    private static final double SAFETY_SHARE = 0.002;
    private static final double POLLING_SHARE = 0.02;
    private static final Duration THOROUGH_INTERVAL = Duration.ofMinutes(10);
    private static final double THOROUGH_SHARE = 0.001;

    private final Scope scope;
    private final Troubles troubles = new Troubles();
    private final Snapshot snapshot = new Snapshot();
    private final Disk disk;
    private final LargeFiles largeFiles;
    private final Listening listening;
    private final Pace safetyPace = new Pace(SAFETY_INTERVAL, SAFETY_SHARE);
    private final Pace pollingPace;
    private final Pace thoroughPace = new Pace(THOROUGH_INTERVAL, THOROUGH_SHARE);

    private long nextThorough = System.nanoTime() + THOROUGH_INTERVAL.toNanos();

    Looking(Scope scope, Duration pollingInterval, Listening listening, BlockingQueue<Signal> queue) {
        this.scope = scope;
        this.listening = listening;
        disk = new Disk(scope, InstantSource.system(), troubles);
        largeFiles = new LargeFiles(disk, queue);
        pollingPace = new Pace(pollingInterval, POLLING_SHARE);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    List<String> takeMessages() {
        return troubles.take();
    }

    /** Hangs the doorbell anew. */
    void listen() {
        listening.arm(snapshot);
    }

    /** The look that is taken though nothing rang. Now and then it trusts no stamp. */
    void around(boolean trustNothing) {
        if (listening.needsArming()) {
            listen();
        }
        boolean thorough = trustNothing || System.nanoTime() - nextThorough >= 0;
        Duration cost = atEverything(thorough);
        if (thorough) {
            thoroughPace.took(cost);
            nextThorough = System.nanoTime() + thoroughPace.interval().toNanos();
        } else {
            pace().took(cost);
        }
    }

    /** The time until the next look around. */
    Duration interval() {
        return pace().interval();
    }

    private Pace pace() {
        return listening.isPolling() ? pollingPace : safetyPace;
    }

    /** Whether large files are being read, or are to be. */
    boolean isReading() {
        return largeFiles.isReading();
    }

    /** Returns what it cost. */
    Duration atEverything() {
        return atEverything(false);
    }

    private Duration atEverything(boolean thorough) {
        var effort = Effort.begin();
        largeFiles.looksAtEverything();
        if (look(thorough).atEverything()) {
            listenToLinks();
        }
        return effort.spent();
    }

    void at(Collection<Path> paths) {
        if (!paths.isEmpty() && look(false).at(paths)) {
            listenToLinks();
        }
    }

    /** Events come from the other end of a link only when asked for; those of a doorbell taken down may be lost. */
    private void listenToLinks() {
        if (!listening.isPolling()) {
            listen();
            look(false).atEverything();
        }
    }

    /** The first look has been taken, and waited for. From now on large files are read beside all else. */
    void begin() {
        largeFiles.begin();
    }

    /** A large file was read. Returns whether that made a difference. */
    boolean digested(Signal.Digested digested) {
        Path file = digested.file();
        try {
            digested.failure().ifPresent(failure -> troubles.unreadable(file, failure));
            boolean expected = scope.files().contains(file)
                    || snapshot.folder(Disk.parentOf(file))
                            .filter(folder -> folder.files().contains(file))
                            .isPresent();
            if (!largeFiles.isUpToDate(digested) || !expected) {
                return false;
            }
        } catch (IOException e) {
            troubles.unreadable(file, e);
            return false;
        }
        long before = snapshot.alterations();
        digested.known().ifPresent(known -> snapshot.put(file, known));
        troubles.over(file);
        return snapshot.alterations() != before;
    }

    @Override
    public void close() {
        largeFiles.close();
    }

    private Look look(boolean thorough) {
        return new Look(scope, disk, snapshot, troubles, largeFiles, thorough);
    }
}
