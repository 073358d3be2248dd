package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Walks through the history of a project as testwatch would have seen it: at each commit what is selected runs, and
 * then everything runs, twice. A test that was not selected and ends otherwise than it is known to is a miss.
 */
public final class HistoryOracle {

    private final Subject subject;
    private final Checkout checkout;
    private final boolean cold;
    private final Consumer<String> out;
    private final Map<TestClass, Outcome> known = new HashMap<>();

    private HistoryOracle(Subject subject, Checkout checkout, boolean cold, Consumer<String> out) {
        this.subject = subject;
        this.checkout = checkout;
        this.cold = cold;
        this.out = out;
    }

    /**
     * Goes through the newest commits that touch the sources, oldest first.
     *
     * @param subject opened on the checkout
     * @param skip how many even newer ones are left out
     * @param cold whether what was selected runs once more, each test class by itself, as the watch lets it do when idle
     * @param out told what came of each commit
     */
    public static HistoryReport run(
            Subject subject, Checkout checkout, int count, int skip, boolean cold, Consumer<String> out)
            throws IOException {
        HistoryOracle oracle = new HistoryOracle(subject, checkout, cold, out);
        HistoryReport report = new HistoryReport();
        List<String> commits = checkout.commits(count + 1, skip);
        // At the first one everything runs for the first time: nothing can be missed.
        oracle.step(commits.get(0));
        for (String commit : commits.subList(1, commits.size())) {
            report.add(oracle.step(commit));
        }
        return report;
    }

    private Step step(String commit) throws IOException {
        checkout.put(commit);
        boolean compiles = subject.compile();
        Set<TestClass> tests = new TreeSet<>(subject.tests());
        Set<TestClass> selected = new TreeSet<>(subject.selection());
        known.putAll(subject.runAndRecord(selected));
        if (cold) {
            subject.runAlone(selected);
        }
        Map<TestClass, Outcome> truth = subject.runner().run(tests);
        Map<TestClass, Outcome> again = subject.runner().run(tests);
        Set<TestClass> missed = new HashSet<>();
        for (TestClass test : tests) {
            Outcome now = Optional.ofNullable(truth.get(test)).orElseThrow();
            Set<String> unsteady =
                    now.differences(Optional.ofNullable(again.get(test)).orElseThrow(), Set.of());
            Outcome thought = known.getOrDefault(test, Outcome.NONE);
            Set<String> ids = thought.differences(now, unsteady);
            if (!selected.contains(test) && !ids.isEmpty() && stillDiffers(test, thought, unsteady)) {
                missed.add(test);
                out.accept("MISSED at " + commit + ": " + test.name() + " "
                        + ids.stream().sorted().limit(3).toList());
            }
        }
        out.accept(commit + ": " + selected.size() + " of " + tests.size() + " selected" + few(selected) + ", "
                + missed.size() + " missed" + (compiles ? "" : "; not all of it compiles with this build"));
        return new Step(commit, compiles, tests.size(), selected, missed);
    }

    private static String few(Set<TestClass> selected) {
        return selected.size() > 4
                ? ""
                : " " + selected.stream().map(TestClass::name).sorted().toList();
    }

    private boolean stillDiffers(TestClass test, Outcome thought, Set<String> unsteady) {
        Outcome alone = Optional.ofNullable(subject.runner().run(List.of(test)).get(test))
                .orElseThrow();
        return !thought.differences(alone, unsteady).isEmpty();
    }

    /**
     * What came of one commit.
     *
     * @param compiles whether all of it does; if not, what does is judged
     * @param tests how many test classes there are
     * @param missed those that end otherwise than known, and were not selected
     */
    record Step(String commit, boolean compiles, int tests, Set<TestClass> selected, Set<TestClass> missed) {
        Step {
            selected = Set.copyOf(selected);
            missed = Set.copyOf(missed);
        }
    }
}
