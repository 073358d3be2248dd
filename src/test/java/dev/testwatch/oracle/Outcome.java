package dev.testwatch.oracle;

import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What came of running a test class.
 *
 * @param results in the order they came
 * @param death why the fork died while the class ran; empty if the class came to its end
 * @param footprint what of the project ran for it; empty if that is not known
 */
record Outcome(List<TestResult> results, Optional<String> death, Optional<Footprint> footprint) {

    /** In place of a test: the whole fork. */
    static final String DEATH = "death";

    Outcome {
        results = List.copyOf(results);
    }

    /** Nothing was ever run. */
    static final Outcome NONE = new Outcome(List.of(), Optional.empty(), Optional.empty());

    Map<String, String> ends() {
        Map<String, String> ends = new HashMap<>();
        results.forEach(result -> ends.put(result.id(), result.status().name()));
        death.ifPresent(cause -> ends.put(DEATH, "FAILED"));
        return ends;
    }

    /** How many tests that is: all, or only those of some methods, by their unique ids. */
    long tests(Optional<List<String>> only) {
        return results.stream()
                .filter(result -> only.map(methods -> methods.stream().anyMatch(method -> isOf(method, result.id())))
                        .orElse(true))
                .count();
    }

    /** Whether a test is one of this method. */
    static boolean isOf(String method, String id) {
        return id.equals(method) || id.startsWith(method + "/");
    }

    Duration took() {
        return results.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** The unique ids for which this is another end than that; those of {@code ignored} left out. */
    Set<String> differences(Outcome other, Set<String> ignored) {
        Map<String, String> here = ends();
        Map<String, String> there = other.ends();
        Set<String> ids = new HashSet<>(here.keySet());
        ids.addAll(there.keySet());
        ids.removeAll(ignored);
        ids.removeIf(id -> here.getOrDefault(id, "ABSENT").equals(there.getOrDefault(id, "ABSENT")));
        return ids;
    }

    /** The unique ids of what failed. */
    Set<String> failures() {
        Set<String> failures = new HashSet<>();
        ends().forEach((id, end) -> {
            if (end.equals("FAILED")) {
                failures.add(id);
            }
        });
        return failures;
    }
}
