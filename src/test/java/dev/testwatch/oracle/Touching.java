package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a tool would select that takes a test class whenever the changed class had a method executed while it ran. Of
 * runs in company it knows nothing of what ran for the first of several test classes only.
 */
final class Touching {

    private final Map<TestClass, Set<String>> touched = new HashMap<>();

    /** @param outcomes of runs that were recorded */
    Touching(Subject subject, Map<TestClass, Outcome> outcomes) {
        Decoding decoding = new Decoding(subject.everything().written());
        outcomes.forEach((test, outcome) -> outcome.footprint()
                .ifPresent(footprint -> touched.put(
                        test,
                        decoding.executed(footprint).stream()
                                .map(Decoding.Method::className)
                                .collect(Collectors.toSet()))));
    }

    /** Whether anything is known of what was executed. */
    boolean isKnown() {
        return !touched.isEmpty();
    }

    Set<TestClass> of(Set<ClassName> changed) {
        Set<TestClass> tests = new HashSet<>();
        touched.forEach((test, classes) -> {
            if (changed.stream().anyMatch(name -> classes.contains(name.binaryName()))) {
                tests.add(test);
            }
        });
        return tests;
    }
}
