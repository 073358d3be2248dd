package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Flaky;
import java.util.List;
import java.util.Map;

/**
 * What is known of all tests of the project at one moment.
 *
 * @param known how many tests there are
 * @param stale how many of them have no result for the present content; a class that never ran counts as one
 * @param blocked how many of them wait for sources that do not compile
 * @param compiles whether all sources do
 * @param unsettled the stale test classes that have run but are as unknown as before, as files changed meanwhile; each
 *     with what it does with one of these
 * @param flaky the tests that count as passed though they have failed as well with the content they have
 */
record Tally(
        List<FailingTest> failing,
        int known,
        int stale,
        int blocked,
        boolean compiles,
        Map<TestClass, String> unsettled,
        List<Flaky> flaky) {

    static final Tally NONE = new Tally(List.of(), 0, 0, 0, true);

    Tally {
        failing = List.copyOf(failing);
        unsettled = Map.copyOf(unsettled);
        flaky = List.copyOf(flaky);
    }

    /** Without test classes that are unsettled, and without flaky tests. */
    Tally(List<FailingTest> failing, int known, int stale, int blocked, boolean compiles) {
        this(failing, known, stale, blocked, compiles, Map.of(), List.of());
    }
}
