package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.oracle.Decoding.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a tool would select that takes a test class whenever the changed class, or the changed method, was executed while
 * it ran. Of runs in company it knows nothing of what ran for the first of several test classes only.
 */
final class Touching {

    private final Map<TestClass, Set<Method>> touched = new HashMap<>();

    /** @param outcomes of runs that were recorded */
    Touching(Subject subject, Map<TestClass, Outcome> outcomes) {
        Decoding decoding = new Decoding(subject.everything().written());
        outcomes.forEach((test, outcome) ->
                outcome.footprint().ifPresent(footprint -> touched.put(test, decoding.executed(footprint))));
    }

    /** Whether anything is known of what was executed. */
    boolean isKnown() {
        return !touched.isEmpty();
    }

    /** Those for which any method of these classes was executed. */
    Set<TestClass> of(Set<ClassName> changed) {
        return executing(
                method -> changed.stream().anyMatch(name -> name.binaryName().equals(method.className())));
    }

    /** Those for which this method of one of these classes was executed. */
    Set<TestClass> of(Set<ClassName> changed, String member) {
        return executing(method -> method.member().equals(member)
                && changed.stream().anyMatch(name -> name.binaryName().equals(method.className())));
    }

    private Set<TestClass> executing(Predicate<Method> changed) {
        Set<TestClass> tests = new HashSet<>();
        touched.forEach((test, methods) -> {
            if (methods.stream().anyMatch(changed)) {
                tests.add(test);
            }
        });
        return tests;
    }
}
