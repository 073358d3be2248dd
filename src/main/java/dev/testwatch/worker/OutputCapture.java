package dev.testwatch.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the place of {@code System.out} and {@code System.err} and sends what is written as {@link Message.Output} of
 * the test that wrote it: the test of the writing thread or of the thread that made it, else the test that was started
 * last. What goes around these streams, straight to the file descriptors, is not seen here.
 */
final class OutputCapture implements AutoCloseable {

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String NONE = "";

    private final Outbox outbox;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;
    private final Printer ownOut = new Printer(new Stream(false));
    private final Printer ownErr = new Printer(new Stream(true));
    private final InheritableThreadLocal<String> test = new InheritableThreadLocal<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Guards what follows; tests print from many threads, and none of them owns it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Captured> captured = new HashMap<>();
    private final Set<String> running = new LinkedHashSet<>();

    private OutputCapture(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Replaces both streams until it is closed. */
    static OutputCapture start(Outbox outbox) {
        var capture = new OutputCapture(outbox);
        System.setOut(capture.ownOut);
        System.setErr(capture.ownErr);
        var flusher = new Thread(capture::flushNowAndThen, "testwatch-output");
        flusher.setDaemon(true);
        flusher.start();
        return capture;
    }

    /** Puts the streams back in place that tests have replaced, and says which; closed ones are as good as new. */
    List<String> restore() {
        List<String> found = new ArrayList<>();
        restored("System.out", System.out != ownOut, () -> System.setOut(ownOut), ownOut.takeClosed(), found);
        restored("System.err", System.err != ownErr, () -> System.setErr(ownErr), ownErr.takeClosed(), found);
        restored("System.in", System.in != in, () -> System.setIn(in), false, found);
        return found;
    }

    private static void restored(String name, boolean replaced, Runnable putBack, boolean closed, List<String> found) {
        if (replaced) {
            putBack.run();
            found.add("left another " + name + "; the old one is back");
        }
        if (closed) {
            found.add("closed " + name + "; it goes on being captured");
        }
    }

    /** Gives code that reads {@code System.in} an empty stream; returns the pipe that was there. */
    static InputStream takeInput() {
        System.setIn(InputStream.nullInputStream());
        return new FileInputStream(FileDescriptor.in);
    }

    /** Prints as a test would, for the warm-up. */
    static void printLine(String line) {
        System.out.println(line);
    }

    /** Sends what is written and waits to be sent, as far as tests have not put streams of their own in place. */
    static void flushAll() {
        System.out.flush();
        System.err.flush();
    }

    /** From now on, what this thread and those it makes write belongs to this test or container. */
    void started(String id) {
        test.set(id);
        locked(() -> running.add(id));
    }

    /** Sends what is left of this test's output; what its threads still write is somebody else's. */
    void finished(String id, Optional<String> parent) {
        parent.ifPresentOrElse(test::set, test::remove);
        locked(() -> {
            running.remove(id);
            Captured mine = captured.remove(id);
            if (mine != null) {
                mine.finish();
            }
        });
    }

    /** Sends the rest and puts the streams back that were there before. */
    @Override
    public void close() {
        closed.set(true);
        try {
            System.setOut(out);
            System.setErr(err);
        } catch (SecurityException e) {
            // Tests may forbid it for good; the end of the run matters more.
        }
        locked(() -> {
            captured.values().forEach(Captured::finish);
            captured.clear();
        });
    }

    private void write(boolean error, byte[] bytes, int offset, int length) {
        locked(() -> {
            String id = writing();
            captured.computeIfAbsent(id, key -> new Captured(Optional.of(key).filter(k -> !k.equals(NONE)), outbox))
                    .write(error, bytes, offset, length);
        });
    }

    private String writing() {
        String own = test.get();
        if (own != null && running.contains(own)) {
            return own;
        }
        String last = NONE;
        for (String id : running) {
            last = id;
        }
        return last;
    }

    private void flushNowAndThen() {
        while (!closed.get()) {
            LockSupport.parkNanos(FLUSH_NANOS);
            locked(() -> captured.values().forEach(Captured::flush));
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** What tests see as {@code System.out}: closing it does not close it. */
    private static final class Printer extends PrintStream {
        private final AtomicBoolean closed = new AtomicBoolean();

        Printer(OutputStream out) {
            super(out, false, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            closed.set(true);
            flush();
        }

        /** Whether it was closed since the last call. */
        boolean takeClosed() {
            return closed.getAndSet(false);
        }
    }

    private final class Stream extends OutputStream {
        private final boolean error;

        Stream(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int b) {
            OutputCapture.this.write(error, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            OutputCapture.this.write(error, bytes, offset, length);
        }

        @Override
        public void flush() {
            locked(() -> captured.values().forEach(Captured::flush));
        }
    }
}
