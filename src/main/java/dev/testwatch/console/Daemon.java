package dev.testwatch.console;

/** Threads of this package: daemons, so that none keeps the program from ending. */
final class Daemon {

    private Daemon() {}

    /** Starts and returns a thread named {@code testwatch-<role>}. */
    static Thread start(String role, Runnable work) {
        Thread thread = new Thread(work, "testwatch-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
