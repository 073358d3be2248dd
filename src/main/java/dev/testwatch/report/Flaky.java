package dev.testwatch.report;

import java.util.List;

/**
 * A test that has failed and passed with the very same content: it counts as passed, and is said to be flaky.
 *
 * @param failures how it failed, the first time first; at least one
 * @param runs how often it ran, those times included
 */
public record Flaky(List<FailingTest> failures, int runs) {

    public Flaky {
        failures = List.copyOf(failures);
        if (failures.isEmpty() || runs <= failures.size()) {
            throw new IllegalArgumentException(failures.size() + " of " + runs + " runs failed: that is not flaky");
        }
    }

    /** How it failed first. */
    public FailingTest first() {
        return failures.get(0);
    }

    /** The same after one more run that it has passed. */
    public Flaky passedAgain() {
        return new Flaky(failures, runs + 1);
    }

    /** {@code flaky 1/3}: one of three runs failed. */
    String words() {
        return "flaky " + failures.size() + "/" + runs;
    }
}
