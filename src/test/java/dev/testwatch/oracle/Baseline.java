package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the tests end while nothing is changed, and which of them cannot be judged because they fail as it is or end now
 * so, now so.
 *
 * @param ignored unique ids
 */
record Baseline(Map<TestClass, Outcome> outcomes, Set<String> ignored) {

    Baseline {
        outcomes = Map.copyOf(outcomes);
        ignored = Set.copyOf(ignored);
    }

    /** Runs all tests twice. */
    static Baseline of(Subject subject) {
        Set<TestClass> tests = new TreeSet<>(subject.tests());
        Map<TestClass, Outcome> first = subject.runAndRecord(tests);
        Map<TestClass, Outcome> second = subject.runAndRecord(tests);
        Set<String> ignored = new HashSet<>();
        Map<TestClass, Outcome> outcomes = new HashMap<>();
        first.forEach((test, outcome) -> {
            Outcome again = Optional.ofNullable(second.get(test)).orElse(outcome);
            ignored.addAll(outcome.differences(again, Set.of()));
            ignored.addAll(outcome.failures());
            outcomes.put(test, outcome);
        });
        return new Baseline(outcomes, ignored);
    }

    /** The test classes of which some test ends otherwise than it does here. */
    Map<TestClass, Set<String>> differing(Map<TestClass, Outcome> others) {
        Map<TestClass, Set<String>> differing = new HashMap<>();
        others.forEach((test, outcome) -> {
            Outcome usual = outcomes.get(test);
            Set<String> ids = usual == null ? Set.of() : usual.differences(outcome, ignored);
            if (!ids.isEmpty()) {
                differing.put(test, ids);
            }
        });
        return differing;
    }
}
