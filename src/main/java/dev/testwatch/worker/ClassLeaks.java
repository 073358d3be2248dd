package dev.testwatch.worker;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Looks for leaks when a test class has ended and no other one runs, so that it is clear whose they are. */
final class ClassLeaks {

    /** JUnit may run classes in several threads. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Leaks leaks;
    private final Outbox outbox;
    private int running;
    private boolean together;

    ClassLeaks(Leaks leaks, Outbox outbox) {
        this.leaks = leaks;
        this.outbox = outbox;
    }

    void began() {
        lock.lock();
        try {
            running++;
            together = together || running > 1;
        } finally {
            lock.unlock();
        }
    }

    void ended(String testClass) {
        lock.lock();
        try {
            running--;
            if (running > 0) {
                return;
            }
            List<String> found = leaks.take();
            if (!found.isEmpty()) {
                outbox.send(new Message.Leak(together ? "" : testClass, found));
            }
            together = false;
        } finally {
            lock.unlock();
        }
    }
}
