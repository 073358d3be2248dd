package dev.testwatch.loop;

import dev.testwatch.report.FailingTest;
import java.util.List;

/**
 * What is known of all tests of the project at one moment.
 *
 * @param known how many tests there are
 * @param stale how many of them have no result for the present content; a class that never ran counts as one
 * @param blocked how many of them wait for sources that do not compile
 * @param compiles whether all sources do
 */
record Tally(List<FailingTest> failing, int known, int stale, int blocked, boolean compiles) {

    static final Tally NONE = new Tally(List.of(), 0, 0, 0, true);

    Tally {
        failing = List.copyOf(failing);
    }
}
