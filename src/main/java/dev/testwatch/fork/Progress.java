package dev.testwatch.fork;

import dev.testwatch.worker.Message.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Told by a running fork, on one thread, in order; but how it fares while nothing happens ({@link #slow},
 * {@link #silent}, {@link #dumped}) by the thread that waits for the run, and {@link #waiting} by yet another.
 */
public interface Progress {

    /** Discovery is over; these tests will run, and these methods will bring forth tests. */
    void planned(List<Node> tests);

    /** A test found only during execution. */
    void registered(Node test);

    void started(Node test);

    void finished(TestResult result);

    /**
     * A top-level test class has come to its end; all its results have been told.
     *
     * @param footprint what of the project has run; empty if that is not known for sure
     */
    void ended(String testClass, Optional<Footprint> footprint);

    /**
     * Something outlives the test class that brought it into being; told before the end of the class.
     *
     * @param testClass empty if it is not known which
     * @param what for people, to be read behind the class's name: {@code left 2 threads: ...}
     */
    default void leaked(String testClass, List<String> what) {}

    /** What the tests touch cannot be recorded from here on, and why; told before the end of a class. */
    default void unrecorded(String why) {}

    /** The files that tests use are not seen from here on, and why; told before the end of a class. */
    default void unseen(String why) {}

    /** This test has been running for so long; told again at each doubling. */
    default void slow(Node test, Duration since, Optional<Duration> usual) {}

    /** Not even the JVM itself has said anything for so long; told again at each doubling. */
    default void silent(Duration since) {}

    /** Tests have written this, to whichever stream. */
    default void wrote(String text) {}

    /** The JVM waits for a debugger; in its own words: {@code Listening for transport dt_socket at address: 5005}. */
    default void waiting(String where) {}

    /** The answer to {@link Fork#dump}. */
    default void dumped(ThreadDump dump) {}
}
