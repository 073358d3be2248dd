package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.Flaky;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tests that count as passed though they have failed as well, each until it runs again for somebody. */
final class Flaws {

    private final Map<TestClass, List<Flaky>> all = new TreeMap<>();

    /** A test class came to its end. */
    void ended(Event.Ended ended) {
        TestClass test = ended.executed().test();
        Set<String> ran = ended.results().stream().map(TestResult::id).collect(Collectors.toSet());
        boolean forSomebody = !(ended.executed().reason() instanceof Reason.Swept);
        Set<String> anew = ended.flaky().stream().map(Flaws::id).collect(Collectors.toSet());
        List<Flaky> left = new ArrayList<>(all.getOrDefault(test, List.of()));
        left.removeIf(flaky -> anew.contains(id(flaky)) || (forSomebody && ran.contains(id(flaky))));
        left.addAll(ended.flaky());
        all.put(test, left);
        all.values().removeIf(List::isEmpty);
    }

    private static String id(Flaky flaky) {
        return flaky.first().result().id();
    }

    /** Those of the test classes that {@code pass}. */
    List<Flaky> of(Predicate<TestClass> pass) {
        return all.entrySet().stream()
                .filter(entry -> pass.test(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
