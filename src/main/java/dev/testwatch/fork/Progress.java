package dev.testwatch.fork;

import dev.testwatch.worker.Message.Node;
import java.util.List;

/** Told by a running fork, on one thread, in order. */
public interface Progress {

    /** Discovery is over; these tests will run, and these methods will bring forth tests. */
    void planned(List<Node> tests);

    /** A test found only during execution. */
    void registered(Node test);

    void started(Node test);

    void finished(TestResult result);

    /** A top-level test class has come to its end; all its results have been told. */
    void ended(String testClass);
}
