package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.Run;
import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A run of test classes of which nobody is told but the one who has a question about them. */
final class Aside implements Progress {

    private final Map<String, List<TestResult>> results = new HashMap<>();
    private final Map<String, Optional<Footprint>> footprints = new HashMap<>();

    private Aside() {}

    /** What came of a test class. */
    record Seen(List<TestResult> results, Optional<Footprint> footprint) {
        Seen {
            results = List.copyOf(results);
        }
    }

    /** What such a run needs. */
    record Means(Function<Job.Launch, Fork> start, LiveForks forks, BooleanSupplier cancelled, Rules rules) {}

    /**
     * Runs these test classes of one module as the job would, in one fork, in this order.
     *
     * @return what came of each; empty if the run did not come to an orderly end, or was cancelled
     */
    static Optional<Map<String, Seen>> run(Job job, List<Selected> tests, Means means) {
        Job.Launch launch = job.launch(tests.get(0).test().module());
        Map<String, Selected> byName = new LinkedHashMap<>();
        tests.forEach(selected -> byName.put(selected.test().name(), selected));
        var aside = new Aside();
        Fork fork = means.start().apply(launch);
        try (fork) {
            means.forks().began(fork);
            if (means.cancelled().getAsBoolean()) {
                return Optional.empty();
            }
            Run run = fork.run(job.order(launch, tests), aside, means.rules().patience(byName, launch.debugged()));
            boolean whole = run instanceof Run.Completed
                    && !means.cancelled().getAsBoolean()
                    && aside.footprints.keySet().containsAll(byName.keySet());
            return whole ? Optional.of(aside.seen()) : Optional.empty();
        } finally {
            means.forks().ended(fork);
        }
    }

    private Map<String, Seen> seen() {
        Map<String, Seen> seen = new HashMap<>();
        footprints.forEach(
                (name, footprint) -> seen.put(name, new Seen(results.getOrDefault(name, List.of()), footprint)));
        return seen;
    }

    @Override
    public void planned(List<Node> tests) {
        // Whoever asks knows what runs.
    }

    @Override
    public void registered(Node test) {
        // The same.
    }

    @Override
    public void started(Node test) {
        // The same.
    }

    @Override
    public void finished(TestResult result) {
        results.computeIfAbsent(result.testClass(), name -> new ArrayList<>()).add(result);
    }

    @Override
    public void ended(String testClass, Optional<Footprint> footprint) {
        footprints.put(testClass, footprint);
    }
}
