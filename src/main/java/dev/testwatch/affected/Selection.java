package dev.testwatch.affected;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The test classes to run, in the order to run them. */
public record Selection(List<Selected> tests) {

    public Selection {
        tests = List.copyOf(tests);
    }

    /**
     * A test class and why it is to run.
     *
     * @param test the test class
     * @param key the content that the test's outcome depends on, as it is now; a result is worth what its key is worth
     * @param tests how many tests it held when it last ran; empty if it never did
     * @param usual how long it usually takes; empty if it never ran
     */
    public record Selected(
            TestClass test, long key, Reason reason, Optional<Integer> tests, Optional<Duration> usual) {}

    /** A test class of a module, by binary name. */
    public record TestClass(String module, String name) implements Comparable<TestClass> {
        @Override
        public int compareTo(TestClass other) {
            int byModule = module.compareTo(other.module);
            return byModule != 0 ? byModule : name.compareTo(other.name);
        }

        /** The one that a record has is put together at run time, which takes longer than to open a small store. */
        @Override
        public int hashCode() {
            return 31 * module.hashCode() + name.hashCode();
        }
    }
}
