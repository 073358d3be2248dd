package dev.testwatch.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The processes beside a watch of tests: started once, one after the other, and ended with this, after {@code kill -9}
 * as well. What they write is told only when one of them has died: its last lines.
 */
public final class Kept implements AutoCloseable {

    private static final int LAST_LINES = 10;

    private final List<Keep.Wanted> wanted;
    private final Path directory;
    private final Consumer<String> messages;
    private final Optional<Heir> heir;
    private final BlockingQueue<Keep> started = new LinkedBlockingQueue<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread starter = new Thread(this::startAll, "testwatch-keep");

    private Kept(List<Keep.Wanted> wanted, Path directory, Consumer<String> messages) {
        this.wanted = List.copyOf(wanted);
        this.directory = directory;
        this.messages = messages;
        this.heir = wanted.isEmpty() ? Optional.empty() : Optional.of(Heir.appoint());
        starter.setDaemon(true);
    }

    /**
     * Begins to start them, and returns at once.
     *
     * @param messages told, on any thread, what becomes of them
     */
    public static Kept start(List<Keep.Wanted> wanted, Path directory, Consumer<String> messages) {
        var kept = new Kept(wanted, directory, messages);
        kept.starter.start();
        return kept;
    }

    /** Whether these are what is kept here; two patterns are the same if they are written the same. */
    public boolean are(List<Keep.Wanted> others) {
        return wanted.toString().equals(others.toString());
    }

    /** Waits until each of them is ready, or dead, or out of time. */
    void awaitReady() {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAll() {
        for (Keep.Wanted each : wanted) {
            if (!Thread.currentThread().isInterrupted()) {
                start(each);
            }
        }
        ready.countDown();
    }

    private void start(Keep.Wanted each) {
        var mark = heir.map(Heir::mark).orElse(Map.of());
        Keep.start(each, directory, mark, new Quiet()).ifPresent(started::add);
    }

    /** Remembers what one of them has written last. */
    private final class Quiet implements Keep.Listener {

        private final BlockingDeque<String> last = new LinkedBlockingDeque<>();

        @Override
        public void said(String message) {
            messages.accept(message);
        }

        @Override
        public void wrote(String line) {
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.remove();
            }
        }

        @Override
        public void died(String message) {
            messages.accept(message);
            last.forEach(messages);
        }
    }

    /** Ends them, with all they have started. */
    @Override
    public void close() {
        starter.interrupt();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started.forEach(Keep::close);
        heir.ifPresent(Heir::close);
    }
}
