package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What follows a run during which files changed that its tests use, so that nobody knows what they have seen: they run
 * once more, and if that is no better, it is said why they are stale.
 */
record Settling(State state, long now) {

    /** What follows the end of a run to its end; {@code ended} is that end. */
    Step after(Step ended, Activity.Counting counting) {
        Map<TestClass, String> unsettled = unsettled(counting.run().start().job());
        boolean waits = state.paused() || state.modes().repetition().isPresent();
        if (unsettled.isEmpty() || waits || counting.ending().outcome() != Notice.Outcome.COMPLETED) {
            return ended;
        }
        if (counting.run().start().wish() instanceof Wish.Unsettled) {
            return ended.then(said(Notice.Level.WARNING, unsettled, "; r runs it again"));
        }
        Step told = ended.then(said(Notice.Level.INFO, unsettled, "; what is stale runs once more"));
        return new Cycles(told.state(), now)
                .begin(new Wish.Unsettled(), Duration.ZERO, Duration.ZERO)
                .after(told.effects());
    }

    /** Of those that have run. */
    private Map<TestClass, String> unsettled(Job job) {
        Map<TestClass, String> unsettled = new TreeMap<>(state.tally().unsettled());
        Set<TestClass> ran =
                job.selection().tests().stream().map(Selected::test).collect(Collectors.toSet());
        unsettled.keySet().retainAll(ran);
        return unsettled;
    }

    private static Effect said(Notice.Level level, Map<TestClass, String> unsettled, String next) {
        Map.Entry<TestClass, String> first = unsettled.entrySet().iterator().next();
        String more = unsettled.size() == 1 ? "" : ", and " + (unsettled.size() - 1) + " more";
        return new Effect.Tell(new Notice.Said(
                level,
                first.getKey().name() + " is stale: it " + first.getValue() + ", which changed while it ran" + more
                        + next));
    }
}
