package dev.testwatch.report;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the results of a run and makes a report of each test class that ran, in Surefire's layout.
 *
 * <p>A report never looks better than the class is: tests that failed earlier and were not run now stand in it too, and
 * those of which a run that did not end in order has said nothing are errors if its account does not add up, else
 * skipped. Where a verdict tells other than the last report, because a content is back of which the results are known,
 * the report follows. A cancelled run leaves the reports as they are. Remembers the run under way, so it is to be called by one
 * thread, with all notices in order.
 */
public final class ClassReports {

    private static final int LONGEST_NAME = 200;

    private final Map<TestClass, Map<String, TestResult>> results = new LinkedHashMap<>();
    private final Map<TestClass, Map<String, Notice.Planned>> planned = new HashMap<>();
    private final Map<TestClass, Map<String, TestResult>> written = new LinkedHashMap<>();
    private final Map<TestClass, Map<String, TestResult>> passed = new HashMap<>();
    private final Map<TestClass, List<Flaky>> flaky = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private Optional<Integer> cycle = Optional.empty();

    /**
     * A file to be written.
     *
     * @param file relative, with {@code /}; safe whatever the class is called: {@code TEST-shop.PriceTest.xml}
     */
    public record Document(String file, String text) {}

    /** The reports that are due with this notice: those of a run with its end. */
    public List<Document> documents(Notice notice) {
        if (notice instanceof Notice.RunStarted started) {
            in(started.cycle());
            started.tests().forEach(test -> planned.computeIfAbsent(
                            new TestClass(test.module(), test.testClass()), key -> new LinkedHashMap<>())
                    .put(test.id(), test));
        } else if (notice instanceof Notice.TestFinished finished) {
            in(finished.cycle());
            add(finished.module(), finished.result());
            flaky.getOrDefault(
                            new TestClass(finished.module(), finished.result().testClass()), new ArrayList<>())
                    .removeIf(each ->
                            each.first().result().id().equals(finished.result().id()));
        } else if (notice instanceof Notice.Flaked flaked) {
            return flaked(flaked.flaky());
        } else if (notice instanceof Notice.RunFinished finished) {
            in(finished.cycle());
            return finished.outcome() == Outcome.CANCELLED ? List.of() : ended(finished);
        } else if (notice instanceof Notice.VerdictGiven given) {
            return corrected(given.verdict());
        }
        return List.of();
    }

    /** During a run its end tells of it; after that, what was reported as a failure is none any more. */
    private List<Document> flaked(Flaky found) {
        TestClass testClass = key(found.first());
        flaky.computeIfAbsent(testClass, key -> new ArrayList<>()).add(found);
        TestResult first = found.first().result();
        Map<String, TestResult> last = written.getOrDefault(testClass, Map.of());
        if (!last.getOrDefault(first.id(), first).failed() || !last.containsKey(first.id())) {
            return List.of();
        }
        Map<String, TestResult> all = new LinkedHashMap<>(last);
        all.put(first.id(), passing(first));
        return List.of(report(testClass, all));
    }

    private static TestResult passing(TestResult failed) {
        return new TestResult(
                failed.id(),
                failed.testClass(),
                failed.className(),
                failed.methodName(),
                failed.displayName(),
                false,
                Status.SUCCESSFUL,
                failed.duration(),
                Optional.empty(),
                "",
                failed.output());
    }

    private void in(int now) {
        if (!cycle.equals(Optional.of(now))) {
            cycle = Optional.of(now);
            results.clear();
            planned.clear();
        }
    }

    /** Of two ends of one test the worse one counts. */
    private void add(String module, TestResult result) {
        results.computeIfAbsent(new TestClass(module, result.testClass()), key -> new LinkedHashMap<>())
                .merge(result.id(), result, (before, now) -> before.failed() ? before : now);
    }

    private List<Document> ended(Notice.RunFinished finished) {
        finished.failures().forEach(failing -> add(failing.module(), failing.result()));
        if (finished.outcome() != Outcome.COMPLETED) {
            planned.forEach((testClass, tests) -> tests.values().stream()
                    .filter(test -> isUntold(test, testClass))
                    .map(test -> untold(test, finished))
                    .toList()
                    .forEach(result -> add(testClass.module(), result)));
        }
        finished.verdict().failing().stream()
                .filter(failing -> results.containsKey(key(failing)))
                .filter(failing -> !results.getOrDefault(key(failing), Map.of())
                        .containsKey(failing.result().id()))
                .toList()
                .forEach(failing -> add(failing.module(), failing.result()));
        var documents = new ArrayList<Document>();
        results.forEach((testClass, all) -> documents.add(report(testClass, all)));
        return documents;
    }

    /** The reports that say of a test that it passes while it fails, or, if all pass, that one fails. */
    private List<Document> corrected(Verdict verdict) {
        Map<TestClass, Map<String, TestResult>> due = new LinkedHashMap<>();
        for (FailingTest failing : verdict.failing()) {
            Optional<Map<String, TestResult>> last = Optional.ofNullable(written.get(key(failing)));
            String id = failing.result().id();
            last.filter(all -> !all.containsKey(id)
                            || !all.getOrDefault(id, failing.result()).failed())
                    .ifPresent(all -> due.computeIfAbsent(key(failing), key -> new LinkedHashMap<>(all))
                            .put(id, failing.result()));
        }
        if (Verdicts.isGreen(verdict)) {
            written.forEach((testClass, all) -> {
                if (all.values().stream().anyMatch(TestResult::failed)) {
                    due.put(testClass, withoutFailures(testClass, all));
                }
            });
        }
        var documents = new ArrayList<Document>();
        due.forEach((testClass, all) -> documents.add(report(testClass, all)));
        return documents;
    }

    /** Instead of each failure how the test ended when it last passed; nothing if that is not known here. */
    private Map<String, TestResult> withoutFailures(TestClass testClass, Map<String, TestResult> all) {
        Map<String, TestResult> known = passed.getOrDefault(testClass, Map.of());
        Map<String, TestResult> without = new LinkedHashMap<>();
        all.forEach((id, result) ->
                Optional.ofNullable(result.failed() ? known.get(id) : result).ifPresent(each -> without.put(id, each)));
        return without;
    }

    private Document report(TestClass testClass, Map<String, TestResult> all) {
        written.put(testClass, new LinkedHashMap<>(all));
        all.values().stream().filter(result -> !result.failed()).forEach(result -> passed.computeIfAbsent(
                        testClass, key -> new HashMap<>())
                .put(result.id(), result));
        return document(testClass, all.values());
    }

    private static TestClass key(FailingTest failing) {
        return new TestClass(failing.module(), failing.result().testClass());
    }

    /** Neither it nor what it brought forth nor what it is part of has come to an end. */
    private boolean isUntold(Notice.Planned test, TestClass testClass) {
        return results.getOrDefault(testClass, Map.of()).keySet().stream()
                .noneMatch(id -> id.equals(test.id())
                        || id.startsWith(test.id() + "/")
                        || test.id().startsWith(id + "/"));
    }

    private static TestResult untold(Notice.Planned test, Notice.RunFinished finished) {
        boolean incomplete = finished.outcome() == Outcome.INCOMPLETE;
        String why = "did not run to its end: " + String.join("\n", finished.detail());
        Optional<Thrown> thrown = Optional.of(new Thrown(
                "incomplete",
                Optional.of(why),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
        return new TestResult(
                test.id(),
                test.testClass(),
                test.className(),
                test.methodName(),
                test.displayName(),
                false,
                incomplete ? Status.FAILED : Status.SKIPPED,
                Duration.ZERO,
                incomplete ? thrown : Optional.empty(),
                why,
                "");
    }

    private Document document(TestClass testClass, Collection<TestResult> all) {
        // Of two modules' classes of one name the second goes into a directory of its own.
        String owner = owners.computeIfAbsent(testClass.name(), name -> testClass.module());
        String directory = owner.equals(testClass.module()) ? "" : fileName(testClass.module()) + "/";
        return new Document(
                directory + "TEST-" + fileName(testClass.name()) + ".xml",
                JUnitXml.of(testClass.module(), testClass.name(), all, flaky.getOrDefault(testClass, List.of())));
    }

    /** The name itself if it can be one of a file everywhere, else one like it that no other name shares. */
    private static String fileName(String name) {
        String safe = Neutral.head(name, LONGEST_NAME).replaceAll("[^\\p{L}\\p{N}._$-]", "_");
        String visible = safe.startsWith(".") ? "_" + safe.substring(1) : safe;
        return visible.equals(name) ? name : visible + "-" + Integer.toHexString(name.hashCode());
    }
}
