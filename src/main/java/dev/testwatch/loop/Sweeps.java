package dev.testwatch.loop;

import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How idle time is used, and how it ends at once when something happens. */
record Sweeps(State state, long now) {

    /** When idle time begins to be used, nanoseconds; empty as long as there is something better to do. */
    Optional<Long> due() {
        boolean idle = state.settings().sweep()
                && !state.settings().once()
                && state.open()
                && state.activity() instanceof Activity.Idle
                && !state.paused()
                && state.rang().isEmpty()
                && state.pending().isEmpty()
                && state.guard().held().isEmpty();
        // What a run has left without a result has had its turn; the others need not wait for it.
        boolean settled = state.tally().compiles()
                && state.tally().blocked() == 0
                && (state.tally().stale() == 0 || state.incomplete());
        return idle && settled ? state.sweep().due() : Optional.empty();
    }

    /** Asks for something to sweep, in a cycle of its own, so that whatever comes too late is dropped. */
    Step ask() {
        State asking = state.inCycle(state.cycle() + 1).with(state.sweep().finished());
        return Step.to(asking, new Effect.FindUnswept(asking.cycle()));
    }

    /** What the workspace has found. */
    Step found(Event.Unswept unswept) {
        boolean wanted = unswept.cycle() == state.cycle() && state.activity() instanceof Activity.Idle;
        if (!wanted) {
            return Step.to(state);
        }
        if (unswept.job().isEmpty()) {
            String done = state.sweep().text();
            Effect told = new Effect.Tell(new Notice.Said(Notice.Level.INFO, "idle: " + done));
            return done.isEmpty() ? Step.to(state) : Step.to(state, told, state.showWatching());
        }
        return Step.to(
                state.with(new Activity.Sweeping(unswept.job()))
                        .with(state.guard().asked().begins(state.cycle(), now)),
                new Effect.Execute(state.cycle(), unswept.job()),
                new Effect.Show(
                        new Status.Busy("idle: running " + (unswept.job().ids().isEmpty() ? "test classes" : "tests")
                                + " by themselves (" + unswept.left() + " left); any key ends it")));
    }

    /** A test class was to run by itself; what came of it is kept as it came. */
    Step ended(Notice.Outcome outcome) {
        State ended = state.with(state.guard().ends(now));
        if (outcome == Notice.Outcome.COMPLETED && state.activity() instanceof Activity.Sweeping sweeping) {
            ended = ended.with(state.sweep().counted(sweeping.job().ids().isEmpty()));
        }
        return Step.to(ended, new Effect.Count(state.cycle()));
    }

    /** And it is known what that means for the whole. */
    Step tallied(Tally tally) {
        State idle =
                state.with(tally).with(new Activity.Idle()).with(state.sweep().advanced(now));
        List<FailingTest> found = new ArrayList<>(tally.failing());
        found.removeAll(state.tally().failing());
        List<Effect> effects = new ArrayList<>();
        if (!found.isEmpty()) {
            effects.add(new Effect.Tell(new Notice.Failures(found, false)));
        }
        if (idle.verdict().state() != state.verdict().state()) {
            effects.add(new Effect.Tell(new Notice.VerdictGiven(idle.cycle(), idle.verdict())));
        }
        effects.add(idle.showWatching());
        return new Step(idle, effects);
    }

    /** Something else is to be done now. */
    Step stopped() {
        List<Effect> effects = new ArrayList<>(List.of(new Effect.CancelRun(state.cycle())));
        State idle = state.with(state.guard().ends(now)).with(new Activity.Idle());
        effects.add(idle.showWatching());
        return new Step(idle, effects);
    }
}
