package dev.testwatch.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program's one shutdown hook. A signal lets the program come to its end as if it had been asked to quit, for a
 * while; then the terminal is given back whatever the rest is doing. All that takes less than two seconds.
 */
public final class Ending {

    private static final long ORDERLY_MILLIS = 1_100;
    private static final long TERMINAL_MILLIS = 800;

    private final CountDownLatch over = new CountDownLatch(1);

    private Ending() {}

    /**
     * From now on a signal has this done.
     *
     * @param quit asks the program to end in order; returns at once
     */
    public static Ending prepare(Runnable quit, Seat seat) {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.come(quit, seat), "testwatch-ending"));
        return ending;
    }

    /** The program has come to its end in order: nothing is left to do. */
    public void reached() {
        over.countDown();
    }

    private void come(Runnable quit, Seat seat) {
        try {
            if (over.getCount() == 0) {
                return;
            }
            quit.run();
            if (!over.await(ORDERLY_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread last = Daemon.start("last", seat::close);
                last.join(TERMINAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
