package dev.testwatch.worker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out for messages, from any thread. When {@link #send} returns the message has left this process, so that a
 * crash in the very next instruction of a test cannot lose it.
 */
final class Outbox {

    /** In bytes; what is longer leaves at once. */
    private static final int HELD = 64 << 10;

    // A queue with a thread of its own would need no lock, but each test would wait for two changes of threads.
    private final ReentrantLock lock = new ReentrantLock();
    private final Frames.Writer writer;
    private final Runnable lost;

    /** @param lost what to do when nobody reads any more */
    Outbox(OutputStream out, Runnable lost) {
        this.writer = new Frames.Writer(new BufferedOutputStream(out, HELD));
        this.lost = lost;
    }

    private interface Writing {
        void write(Message message) throws IOException;
    }

    void send(Message message) {
        locked(writer::write, message);
    }

    /**
     * Sends it together with the next message, or before it: for what comes just before another one, without which it
     * says nothing. To wake up the parent for each would take longer than to make them.
     */
    void sendWithNext(Message message) {
        locked(writer::put, message);
    }

    private void locked(Writing writing, Message message) {
        lock.lock();
        try {
            writing.write(message);
        } catch (Frames.Malformed e) {
            // Not sent, so that the account will not add up; but a parent that lives is not lost.
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            lost.run();
        } finally {
            lock.unlock();
        }
    }
}
