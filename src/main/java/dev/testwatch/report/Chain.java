package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A thrown exception and its causes, outermost first. */
record Chain(List<Thrown> thrown) {

    private static final int DEEPEST = 100;

    Chain {
        thrown = List.copyOf(thrown);
    }

    static Chain of(Thrown top) {
        var all = new ArrayList<Thrown>();
        Optional<Thrown> next = Optional.of(top);
        while (next.isPresent() && all.size() < DEEPEST) {
            all.add(next.get());
            next = next.get().cause();
        }
        return new Chain(all);
    }

    Thrown top() {
        return thrown.get(0);
    }

    Thrown root() {
        return thrown.get(thrown.size() - 1);
    }

    /** The causes, without the exception itself. */
    List<Thrown> causes() {
        return thrown.subList(1, thrown.size());
    }

    List<Thrown> rootFirst() {
        var reversed = new ArrayList<>(thrown);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Whether an exception of this type says that a check of the test did not hold. */
    static boolean isAssertion(Thrown thrown) {
        String type = thrown.type();
        return type.endsWith("AssertionError")
                || type.endsWith("AssertionFailedError")
                || type.endsWith("ComparisonFailure")
                || type.endsWith("MultipleFailuresError")
                || type.startsWith("org.opentest4j.");
    }
}
