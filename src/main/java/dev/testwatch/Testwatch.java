package dev.testwatch;

import dev.testwatch.reload.Reloader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Has the program that calls it started anew when what it was started from changes: the class directories and jars of its
 * class path, or its source file where {@code java} runs one. Sources of class directories are not looked at: what counts
 * is what a compiler makes of them.
 *
 * <p>The JVM in which {@link #start()} is called first becomes the parent: it starts the same command line, JVM flags
 * included, in another JVM on its own standard streams, in its working directory and with its environment, and replaces
 * that one from then on. The parent does no more than that; so {@code start()} belongs at the beginning of {@code main}.
 *
 * <p>Under {@code testwatch} all of this is the watch's own work, and these methods only speak to it. In a JVM that runs
 * tests they do nothing. All of them may be called by any thread.
 */
public final class Testwatch {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Reloader RELOADER =
            new Reloader(System.getenv(), message -> System.err.println("[testwatch] " + message));

    private Testwatch() {}

    /** {@link #start(Duration)} with half a second. */
    public static void start() {
        start(INTERVAL);
    }

    /**
     * From now on this program is started anew when it changes. To be called once; a further call is told of and does
     * nothing.
     *
     * @param interval between two looks at the files
     */
    public static void start(Duration interval) {
        RELOADER.start(interval);
    }

    /**
     * For the end of a program that has done its work, a runner of tests for example: waits until something changes, be it
     * that it changed while the program ran, and starts the program anew. Does not return, except in a JVM that runs tests.
     */
    public static void await() {
        RELOADER.await(INTERVAL);
    }

    /** Counts a file, or a directory with all below it, among what this program is started from. */
    public static void watch(Path place) {
        RELOADER.watch(place);
    }

    /**
     * Has this done before the program is started anew, after what was added before it. All of it together gets five
     * seconds; what throws is told of and does not hold up the rest.
     */
    public static void addReloadHook(Runnable hook) {
        RELOADER.addReloadHook(hook);
    }

    /** Has this program started anew at once. Does not return, except in a JVM that runs tests. */
    public static void requestRerun() {
        RELOADER.requestRerun();
    }

    /** Whether something starts this program anew: testwatch, or the JVM that called {@link #start()} first. */
    public static boolean isWatched() {
        return RELOADER.isWatched();
    }
}
