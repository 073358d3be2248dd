package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads large files on a thread of its own, one after the other, so that nothing else has to wait for them. What comes
 * of it is posted as {@link Signal.Digested}. It belongs to one thread.
 */
final class LargeFiles implements AutoCloseable {

    /** More takes longer to read than a person notices. */
    static final long LARGE = 16L << 20;

    /** A file that never rests is read for no more than this part of the time. */
    private static final int REST = 4;

    private final Disk disk;
    private final BlockingQueue<Signal> queue;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(LargeFiles::thread);
    private final Set<Path> underWay = new HashSet<>();
    private final Map<Path, Long> restsUntil = new HashMap<>();
    /** What the last look would have had read. */
    private final Set<Path> resting = new HashSet<>();

    private boolean listened;

    LargeFiles(Disk disk, BlockingQueue<Signal> queue) {
        this.disk = disk;
        this.queue = queue;
    }

    /** From now on somebody listens to what is posted. */
    void begin() {
        listened = true;
    }

    boolean take(BasicFileAttributes attributes) {
        return listened && attributes.size() > LARGE;
    }

    /**
     * Reads the file, sooner or later. Not if that is under way, or was a short while ago: whoever asks finds out with
     * the next look that the file is not what is known, and asks again.
     */
    void read(Path file, BasicFileAttributes attributes) {
        long now = System.nanoTime();
        boolean rests = restsUntil.getOrDefault(file, now) - now > 0;
        if (rests) {
            resting.add(file);
        } else if (underWay.add(file)) {
            reader.execute(() -> queue.add(digest(file, attributes)));
        }
    }

    /** A look at everything begins. */
    void looksAtEverything() {
        resting.clear();
    }

    /** Whether any is being read, or was and nobody has asked what came of it, or is still to be read. */
    boolean isReading() {
        return !underWay.isEmpty() || !resting.isEmpty();
    }

    /** Whether what was read is what is there now. */
    boolean isUpToDate(Signal.Digested digested) throws IOException {
        Path file = digested.file();
        underWay.remove(file);
        restsUntil.put(
                file, System.nanoTime() + digested.took().multipliedBy(REST).toNanos());
        Optional<BasicFileAttributes> now = disk.attributes(file).filter(BasicFileAttributes::isRegularFile);
        if (now.isEmpty()) {
            restsUntil.remove(file);
        }
        return digested.known()
                .filter(known ->
                        now.isPresent() && Disk.hasStamp(now.get(), known.size(), known.modified(), known.key()))
                .isPresent();
    }

    private Signal digest(Path file, BasicFileAttributes attributes) {
        long start = System.nanoTime();
        Optional<Snapshot.Known> known = Optional.empty();
        Optional<IOException> failure = Optional.empty();
        try {
            known = disk.read(file, attributes);
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        return new Signal.Digested(file, known, failure, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "testwatch-hash");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
