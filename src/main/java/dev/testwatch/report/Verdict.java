package dev.testwatch.report;

import java.util.List;

/**
 * What is known of the whole project, not of the last run.
 *
 * @param failing the tests that failed when they last ran, by module and name
 * @param known how many tests there are
 * @param stale how many of them have no result for the present content of what they depend on
 * @param blocked how many of them wait for sources that do not compile
 * @param flaky tests that count as passed, but have failed as well with the content they have
 */
public record Verdict(State state, List<FailingTest> failing, int known, int stale, int blocked, List<Flaky> flaky) {

    public Verdict {
        failing = List.copyOf(failing);
        flaky = List.copyOf(flaky);
    }

    /** Without flaky tests. */
    public Verdict(State state, List<FailingTest> failing, int known, int stale, int blocked) {
        this(state, failing, known, stale, blocked, List.of());
    }

    public enum State {
        /** Every known test has passed (or was skipped or aborted) on exactly the present content. */
        GREEN,
        /** At least one test fails; wins over everything below. */
        RED,
        /** Sources do not compile. */
        BLOCKED,
        /** The account of the last run does not add up. */
        INCOMPLETE,
        /** Some tests have not been run on the present content. */
        UNKNOWN
    }
}
