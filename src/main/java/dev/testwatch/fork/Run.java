package dev.testwatch.fork;

import java.util.List;
import java.util.Set;

/** What came of a run of one fork. */
public sealed interface Run {

    /** Results that arrived, in the order they arrived; those of a test class only together with its end. */
    List<TestResult> results();

    /** Every planned test has a terminal event and the fork's counts agree with ours. */
    record Completed(List<TestResult> results) implements Run {
        public Completed {
            results = List.copyOf(results);
        }
    }

    /**
     * The JVM died before the end.
     *
     * @param running the unique ids of the tests that had started and not finished; if there are none, those of the
     *     innermost containers, for example a class in its {@code @BeforeAll}
     * @param cause for people: {@code the JVM died: killed by signal 9 (out of memory?)}
     * @param output the tail of what the JVM itself wrote
     */
    record Crashed(List<TestResult> results, List<String> running, String cause, List<String> output) implements Run {
        public Crashed {
            results = List.copyOf(results);
            running = List.copyOf(running);
            output = List.copyOf(output);
        }
    }

    record Cancelled(List<TestResult> results) implements Run {
        public Cancelled {
            results = List.copyOf(results);
        }
    }

    /**
     * The run took too long, or nothing happened in it for too long, and it was ended.
     *
     * @param running as in {@link Crashed}
     * @param cause for people: {@code timed out after 60 s}
     * @param output as in {@link Crashed}
     */
    record TimedOut(List<TestResult> results, List<String> running, String cause, ThreadDump dump, List<String> output)
            implements Run {
        public TimedOut {
            results = List.copyOf(results);
            running = List.copyOf(running);
            output = List.copyOf(output);
        }
    }

    /**
     * The fork ended in order, but its account does not add up: never green.
     *
     * @param doubted the test classes that have come to no end, where all else adds up; empty if no result counts
     */
    record Incomplete(List<TestResult> results, Set<String> doubted, String why) implements Run {
        public Incomplete {
            results = List.copyOf(results);
            doubted = Set.copyOf(doubted);
        }

        /** One of which no result counts. */
        Incomplete(List<TestResult> results, String why) {
            this(results, Set.of(), why);
        }
    }
}
