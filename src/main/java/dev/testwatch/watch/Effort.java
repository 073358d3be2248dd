package dev.testwatch.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What a thread's work costs: the time that it keeps a processor busy. The time that passes counts for a tenth, so that
 * a busy machine does not make looks rare, and a slow disk not frequent.
 */
final class Effort {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WAITING = 10;

    private final long wall;
    private final long processor;

    private Effort(long wall, long processor) {
        this.wall = wall;
        this.processor = processor;
    }

    static Effort begin() {
        return new Effort(System.nanoTime(), processor());
    }

    /** What the current thread has spent since the beginning. */
    Duration spent() {
        long passed = System.nanoTime() - wall;
        long busy = THREADS.isCurrentThreadCpuTimeSupported() ? processor() - processor : passed;
        return Duration.ofNanos(Math.max(busy, passed / WAITING));
    }

    private static long processor() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
