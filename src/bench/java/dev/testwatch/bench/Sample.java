package dev.testwatch.bench;

import dev.testwatch.e2e.Cycle;
import dev.testwatch.e2e.Event;
import dev.testwatch.e2e.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One edit, measured from just before the file is written.
 *
 * @param finished milliseconds to the arrival of {@code run-finished}; empty if nothing was run
 * @param verdict milliseconds to the arrival of the verdict
 * @param tests how many tests were run
 * @param classes the test classes that were run
 * @param phases where the time went, by its own account, in milliseconds
 * @param state the verdict
 */
record Sample(
        Optional<Double> finished,
        double verdict,
        int tests,
        Set<String> classes,
        Map<String, Double> phases,
        String state) {

    static Sample of(long saved, Cycle cycle) {
        Optional<Event> run = cycle.all("run-finished").reduce((first, second) -> second);
        Map<String, Double> phases = new LinkedHashMap<>();
        run.ifPresent(event ->
                event.body().get("phases").fields().forEach((phase, time) -> phases.put(phase, time.decimal())));
        return new Sample(
                run.map(event -> millis(saved, event.nanos())),
                millis(saved, cycle.verdict().nanos()),
                run.map(Sample::tests).orElse(0),
                cycle.classesRun(),
                phases,
                cycle.state());
    }

    static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    private static int tests(Event run) {
        Json body = run.body();
        return body.get("successful").number()
                + body.get("failed").number()
                + body.get("aborted").number()
                + body.get("skipped").number();
    }
}
