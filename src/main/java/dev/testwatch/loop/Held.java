package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Failures of test classes that have passed with the very content that they have now: they are not told before their
 * test classes have run again. Where many fail at once it is no whim of one test, and all are told.
 */
final class Held {

    /** Test classes. */
    static final int MOST = 5;

    private final Predicate<TestClass> steady;
    private final Map<Selected, List<TestResult>> failures = new LinkedHashMap<>();
    private boolean over;

    Held(Predicate<TestClass> steady) {
        this.steady = steady;
    }

    /** Whether this failure is not told for now. */
    boolean takes(Selected of, TestResult failure) {
        if (over || !steady.test(of.test())) {
            return false;
        }
        failures.computeIfAbsent(of, test -> new ArrayList<>()).add(failure);
        over = failures.size() > MOST;
        return !over;
    }

    boolean holds(Selected test) {
        return failures.containsKey(test);
    }

    /** Whether there are so many that all are to be told. */
    boolean isTooMuch() {
        return over && !failures.isEmpty();
    }

    /** What was not told, by test class; from now on nothing is held. */
    Map<Selected, List<TestResult>> release() {
        Map<Selected, List<TestResult>> released = new LinkedHashMap<>(failures);
        failures.clear();
        over = true;
        return released;
    }
}
