package dev.testwatch.loop;

import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Phases;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a cycle begins, and how one is cut short: the same for a save and for a key. */
record Cycles(State state, long now) {

    /** Ends what is under way, takes in what is pending, and builds. */
    Step begin(Wish wish, Duration detect, Duration settle) {
        List<Effect> effects = new ArrayList<>();
        Wish merged = merged(wish);
        State free = cutShort(effects);
        Change change = free.guard().held().then(free.pending());
        State next = free.inCycle(free.cycle() + 1)
                .withPending(Change.NONE)
                .with(free.suspicion().cleared())
                .with(free.guard().released())
                .wanting(Optional.empty())
                .with(new Activity.Building(merged, change, detect, settle));
        if (!change.isEmpty() && !(merged instanceof Wish.Left)) {
            effects.add(new Effect.Tell(new Notice.Changed(next.cycle(), change.modified(), change.deleted())));
            effects.add(new Effect.Show(new Status.Busy("compiling " + named(change))));
        }
        effects.add(new Effect.Build(next.cycle(), change, merged, next.filter(), next.parked()));
        return new Step(next, effects);
    }

    /** Ends what is under way because the user wants it to end. */
    Step cancel() {
        if (!(state.activity() instanceof Activity.Running running)) {
            return Step.to(state);
        }
        List<Effect> effects = new ArrayList<>();
        State idle = cutShort(effects).parking(running.start().job()).with(new Activity.Idle());
        effects.add(new Effect.Count(idle.cycle()));
        effects.add(idle.showWatching());
        return new Step(idle, effects);
    }

    /** The cycle under way is over, without its result; what it had taken in is pending again. */
    State cutShort(List<Effect> effects) {
        State cut = cut(effects);
        return cut.with(cut.modes().repeating(Optional.empty()));
    }

    private State cut(List<Effect> effects) {
        if (state.activity() instanceof Activity.Building building) {
            effects.add(new Effect.Tell(new Notice.VerdictGiven(state.cycle(), state.verdict())));
            return state.withPending(building.change().then(state.pending())).with(new Activity.Idle());
        }
        if (state.activity() instanceof Activity.Running running) {
            effects.add(new Effect.CancelRun(state.cycle()));
            effects.add(new Effect.Tell(cancelled(running)));
            effects.add(new Effect.Tell(new Notice.VerdictGiven(state.cycle(), state.verdict())));
            return state.with(state.guard().ends(now)).with(new Activity.Idle());
        }
        if (state.activity() instanceof Activity.Bisecting) {
            effects.add(new Effect.CancelRun(state.cycle()));
            return state.with(state.guard().ends(now)).with(new Activity.Idle());
        }
        if (state.activity() instanceof Activity.Counting counting) {
            List<FailingTest> failures = counting.ending().failures();
            effects.add(new Effect.Tell(Answers.finished(state, counting, failures, state.verdict())));
            effects.add(new Effect.Tell(new Notice.VerdictGiven(state.cycle(), state.verdict())));
        }
        return state.with(new Activity.Idle());
    }

    private Notice.RunFinished cancelled(Activity.Running running) {
        return new Notice.RunFinished(
                state.cycle(),
                Notice.Outcome.CANCELLED,
                List.of(),
                Set.of(),
                running.counts(),
                Duration.ofNanos(now - running.start().began()),
                phases(
                        running,
                        Duration.ZERO,
                        Duration.ofNanos(now - running.start().began())),
                List.of(),
                state.verdict());
    }

    static Phases phases(Activity.Running running, Duration dispatch, Duration run) {
        return new Phases(
                running.start().built().detect(),
                running.start().built().settle(),
                running.start().compile(),
                running.start().select(),
                dispatch,
                run);
    }

    /** What was asked for and did not come about is still asked for. */
    private Wish merged(Wish wish) {
        boolean passive = wish instanceof Wish.Stale || wish instanceof Wish.Nothing || wish instanceof Wish.Left;
        if (!passive) {
            return wish;
        }
        if (state.activity() instanceof Activity.Building building
                && !(building.wish() instanceof Wish.Nothing)
                && !(building.wish() instanceof Wish.Left)) {
            return building.wish();
        }
        if (state.activity() instanceof Activity.Running running
                && running.start().wish() instanceof Wish.Stale stale) {
            return stale;
        }
        return wish;
    }

    static String named(Change change) {
        int count = change.modified().size() + change.deleted().size();
        if (count != 1) {
            return count + " files";
        }
        Path file = change.modified().isEmpty()
                ? change.deleted().iterator().next()
                : change.modified().iterator().next();
        return String.valueOf(file.getFileName());
    }
}
