package dev.testwatch.loop;

import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Flaky;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a test class that failed though nothing that it depends on had changed, and that ran again by itself with
 * the same content. What is missing in one of its runs is no success.
 *
 * @param first the results of the run in which something failed
 * @param again those of the runs that followed
 */
record Again(String module, List<TestResult> first, List<List<TestResult>> again) {

    Again {
        first = List.copyOf(first);
        again = List.copyOf(again);
    }

    /** Whether each test that failed at first has passed each time it ran by itself, and there was such a time. */
    boolean passesAlone() {
        return !again.isEmpty()
                && first.stream().filter(TestResult::failed).allMatch(failed -> again.stream()
                        .allMatch(run -> passed(failed, run)));
    }

    /** The tests that have failed one time and passed another. */
    List<Flaky> flaky() {
        Map<String, List<FailingTest>> failures = new LinkedHashMap<>();
        runs().forEach(run -> run.stream().filter(TestResult::failed).forEach(result -> failures.computeIfAbsent(
                        result.id(), id -> new ArrayList<>())
                .add(new FailingTest(module, result))));
        List<Flaky> flaky = new ArrayList<>();
        failures.values().forEach(all -> {
            if (passing(all.get(0).result()).isPresent()) {
                flaky.add(new Flaky(all, 1 + again.size()));
            }
        });
        return flaky;
    }

    /** The results that count in the end: of a test that has passed at least once a success. */
    List<TestResult> results() {
        Map<String, TestResult> merged = new LinkedHashMap<>();
        for (TestResult result : first) {
            Optional<List<TestResult>> passing = result.failed() ? passing(result) : Optional.empty();
            if (passing.isEmpty()) {
                merged.put(result.id(), result);
            } else {
                passing.get().stream()
                        .filter(same -> same.id().equals(result.id()) || result.container())
                        .filter(same -> !same.failed())
                        .forEach(same -> merged.putIfAbsent(same.id(), same));
            }
        }
        return List.copyOf(merged.values());
    }

    private List<List<TestResult>> runs() {
        List<List<TestResult>> runs = new ArrayList<>(List.of(first));
        runs.addAll(again);
        return runs;
    }

    /** The first run that it has passed. */
    private Optional<List<TestResult>> passing(TestResult failed) {
        return runs().stream().filter(run -> passed(failed, run)).findFirst();
    }

    /** Of a container only a failure has a result; it has passed where tests have. */
    private static boolean passed(TestResult failed, List<TestResult> run) {
        return failed.container()
                ? run.stream().noneMatch(result -> result.id().equals(failed.id()))
                        && run.stream().anyMatch(result -> result.status() == TestResult.Status.SUCCESSFUL)
                : run.stream()
                        .anyMatch(result ->
                                result.id().equals(failed.id()) && result.status() == TestResult.Status.SUCCESSFUL);
    }
}
