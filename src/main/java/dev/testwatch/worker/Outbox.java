package dev.testwatch.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out for messages, from any thread. When {@link #send} returns the message has left this process, so that a
 * crash in the very next instruction of a test cannot lose it.
 */
final class Outbox {

    // A queue with a thread of its own would need no lock, but each test would wait for two changes of threads.
    private final ReentrantLock lock = new ReentrantLock();
    private final Frames.Writer writer;
    private final Runnable lost;

    /** @param lost what to do when nobody reads any more */
    Outbox(OutputStream out, Runnable lost) {
        this.writer = new Frames.Writer(out);
        this.lost = lost;
    }

    void send(Message message) {
        lock.lock();
        try {
            writer.write(message);
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
