package dev.testwatch.fork;

/** Starts threads that do not keep the JVM alive. */
public final class Threads {

    private Threads() {}

    static void start(String name, Runnable task) {
        daemon(name, task).start();
    }

    /** A thread of this name that is yet to be started. */
    public static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
