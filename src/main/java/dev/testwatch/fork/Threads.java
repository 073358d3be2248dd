package dev.testwatch.fork;

/** Starts threads that do not keep the JVM alive. */
final class Threads {

    private Threads() {}

    static void start(String name, Runnable task) {
        daemon(name, task).start();
    }

    static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
