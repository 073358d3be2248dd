package dev.testwatch.compile;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something on a thread of its own with a stack that javac's recursion fits into, and waits for it. */
final class BigStack {

    static final int USUAL_MEGABYTES = 256;
    static final int LAST_RESORT_MEGABYTES = 512;

    private BigStack() {}

    /** What the work throws, the caller gets. An interrupt of the caller is kept until the work is done. */
    static <T> T call(int megabytes, Callable<T> work) {
        var task = new FutureTask<>(work);
        start(megabytes, task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrapped(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs something on such a thread, and waits for nothing. */
    static Thread start(int megabytes, Runnable work) {
        var thread = new Thread(null, work, "testwatch-javac", megabytes * 1024L * 1024L);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }
}
