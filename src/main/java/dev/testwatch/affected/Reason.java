package dev.testwatch.affected;

import java.util.List;
import java.util.Optional;

/** Why a test was selected. */
public sealed interface Reason {

    /** The test class itself changed. */
    record Changed() implements Reason {}

    /**
     * It needs something that changed.
     *
     * @param path class or resource names from the test class to what changed, both included
     * @param element what changed of that which the test is known to have executed, for people:
     *     {@code Money.rounded(BigDecimal)}, {@code shape of Money}; if that is not known, why
     */
    record DependsOn(List<String> path, Optional<String> element) implements Reason {
        public DependsOn {
            path = List.copyOf(path);
        }

        public DependsOn(List<String> path) {
            this(path, Optional.empty());
        }
    }

    /** It failed when it last ran, or did not finish. */
    record FailedBefore() implements Reason {}

    record NeverRun() implements Reason {}

    /** It runs by itself in idle time. */
    record Swept() implements Reason {}

    /** The user asked for it. */
    record Asked() implements Reason {}

    /** Whether the change affects it cannot be known; {@code why} is for people. */
    record Undecidable(String why) implements Reason {}
}
