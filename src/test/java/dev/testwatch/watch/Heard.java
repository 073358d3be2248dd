package dev.testwatch.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A listener that keeps what it is told, and lets a test wait for it. */
final class Heard implements SourceWatcher.Listener {

    private static final long PATIENCE_SECONDS = 60;

    final List<Path> rings = new CopyOnWriteArrayList<>();
    final List<SourceWatcher.Seen> seen = new CopyOnWriteArrayList<>();
    private final Semaphore returns = new Semaphore(0);
    private final Semaphore calms = new Semaphore(0);
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @Override
    public void ringing(Path file) {
        rings.add(file);
    }

    @Override
    public void changed(Change change, SourceWatcher.Seen when) {
        seen.add(when);
        changes.add(change);
    }

    @Override
    public void calm() {
        calms.release();
    }

    /** Waits until what rang has turned out to be nothing. */
    void awaitCalm() throws InterruptedException {
        await(calms, "It does not calm down");
    }

    @Override
    public void returned() {
        returns.release();
    }

    /** Waits until the project was gone and is back. */
    void awaitReturn() throws InterruptedException {
        await(returns, "It is not back");
    }

    private void await(Semaphore told, String otherwise) throws InterruptedException {
        if (!told.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise + "; messages: " + messages);
        }
    }

    @Override
    public void said(String message) {
        messages.add(message);
    }

    /** Returns once the watcher has noticed something. */
    void awaitRing() throws InterruptedException {
        awaitRing(0);
    }

    /** Returns once the watcher has noticed something more than this often. */
    void awaitRing(int before) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (rings.size() <= before) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nothing was noticed; messages: " + messages);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The next change that is told. */
    Change next() throws InterruptedException {
        Change change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("No change was told; messages: " + messages);
        }
        return change;
    }

    /** All changes up to the one that makes them complete. */
    Change until(Predicate<Change> complete) throws InterruptedException {
        Change all = next();
        while (!complete.test(all)) {
            Change another = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (another == null) {
                throw new AssertionError("Only this was told: " + all.modified().size() + " modified, "
                        + all.deleted().size() + " deleted; messages: " + messages);
            }
            all = all.then(another);
        }
        return all;
    }

    /** The next message that contains the text; those before it are dropped. */
    String message(String text) throws InterruptedException {
        while (true) {
            String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("Nobody said: " + text);
            }
            if (message.contains(text)) {
                return message;
            }
        }
    }

    List<String> messagesSoFar() {
        return List.copyOf(messages);
    }

    /** Without what is said of events that were late: on a busy machine any may be. */
    List<String> messagesButOfLateEvents() {
        return messages.stream()
                .filter(message -> !message.startsWith("File events did not tell of "))
                .toList();
    }
}
