package dev.testwatch.fork;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Node;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts the tests that were heard of, as the fork counts those that it speaks of. */
final class Tally {

    private final Map<Status, Integer> ends = new EnumMap<>(Status.class);
    private int planned;
    private int started;
    private long trace;

    void planned(Node node) {
        planned += one(node);
    }

    void started(Node node) {
        started += one(node);
    }

    void ended(Node node, Status status) {
        ends.merge(status, one(node), Integer::sum);
        trace += Plan.isTest(node) ? Ended.trace(node.id(), status.name()) : 0;
    }

    /** What the fork has counted otherwise; empty if both agree. */
    Optional<String> difference(Ended said) {
        var heard = new Ended(
                planned,
                started,
                count(Status.SUCCESSFUL),
                count(Status.FAILED),
                count(Status.ABORTED),
                count(Status.SKIPPED),
                trace);
        return heard.equals(said)
                ? Optional.empty()
                : Optional.of("the fork has counted " + text(said) + "; what it said amounts to " + text(heard));
    }

    private int count(Status status) {
        return ends.getOrDefault(status, 0);
    }

    private static int one(Node node) {
        return Plan.isTest(node) ? 1 : 0;
    }

    private static String text(Ended counts) {
        String trace = ", trace " + Long.toHexString(counts.trace());
        return counts.planned() + " tests, " + counts.started() + " started, " + counts.successful() + " successful, "
                + counts.failed() + " failed, " + counts.aborted() + " aborted, " + counts.skipped() + " skipped"
                + trace;
    }
}
