package dev.testwatch.loop;

import dev.testwatch.project.Reading;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The project as a whole: opened, unreadable, lost; and the end of the program. */
record Openings(State state, long now) {

    Step on(Event event) {
        if (event instanceof Event.Opened opened) {
            return opened(opened);
        }
        if (event instanceof Event.Unreadable unreadable) {
            return unreadable(unreadable.reading());
        }
        if (event instanceof Event.Reading reading) {
            return Step.to(state, new Effect.Show(new Status.Busy(reading.line())));
        }
        if (event instanceof Event.Said said) {
            return Step.to(state, new Effect.Tell(new Notice.Said(said.level(), said.text())));
        }
        if (event instanceof Event.Unrecorded unrecorded) {
            return Step.to(
                    state,
                    new Effect.Tell(new Notice.Said(
                            Notice.Level.INFO,
                            "not all that these tests use can be recorded (" + unrecorded.why()
                                    + "); they are chosen by what their class files tell")));
        }
        if (event instanceof Event.ToolFailed failed) {
            return failed(failed);
        }
        if (event instanceof Event.Away away && away.cycle() == state.cycle()) {
            String gone = away.project() + " is gone; nothing is compiled and nothing runs until it is back";
            return unbuilt(state, new Effect.Tell(new Notice.Said(Notice.Level.WARNING, gone)));
        }
        if (event instanceof Event.InputEnded) {
            return state.settings().quitAtEndOfInput() ? Step.to(state, new Effect.Quit(0)) : Step.to(state);
        }
        if (event instanceof Event.Terminated terminated) {
            return Step.to(state, new Effect.Quit(terminated.exitCode()));
        }
        return Step.to(state); // an answer that came too late
    }

    private Step opened(Event.Opened event) {
        State next = state.opened()
                .with(state.modes().oldBuild(false))
                .with(event.tally())
                .withPending(event.behind().then(state.pending()))
                .with(new Activity.Idle());
        List<Effect> effects = new ArrayList<>();
        if (!event.again()) {
            effects.add(new Effect.Tell(event.ready()));
        }
        event.notes().forEach(note -> effects.add(new Effect.Tell(new Notice.Said(Notice.Level.INFO, note))));
        if (!event.again()) {
            effects.add(new Effect.Tell(new Notice.VerdictGiven(next.cycle(), next.verdict())));
        }
        return first(next, event.again()).after(effects);
    }

    /** What an opened project begins with. */
    private Step first(State next, boolean again) {
        Optional<Wish> wanted = next.wanted();
        boolean nothingToDo = next.pending().isEmpty()
                && next.tally().stale() == 0
                && next.tally().failing().isEmpty()
                && next.tally().compiles();
        Optional<Wish> first = again ? wanted : wanted.or(next.settings().choice()::first);
        boolean waits = first.isEmpty()
                && !again
                && (next.settings().postpone()
                        || (nothingToDo && !next.settings().all()));
        if (waits) {
            Step idle = Step.to(next, next.showWatching());
            boolean ends = next.settings().once() || (!next.settings().postpone() && Answers.isEnd(next));
            return ends ? idle.then(new Effect.Quit(Answers.exitCode(next))) : idle;
        }
        Wish wish = first.orElseGet(() -> next.settings().all() && !again ? new Wish.All() : new Wish.Stale(!again));
        if (next.paused()) {
            wish = new Wish.Nothing();
        }
        return new Cycles(next, now).begin(wish, Duration.ZERO, Duration.ZERO);
    }

    private Step unreadable(Reading.Unreadable reading) {
        List<Effect> effects = new ArrayList<>();
        reading.output().forEach(line -> effects.add(new Effect.Tell(new Notice.Said(Notice.Level.ERROR, line))));
        effects.add(new Effect.Tell(new Notice.Said(Notice.Level.ERROR, reading.message())));
        if (state.open()) {
            effects.add(new Effect.Tell(new Notice.Said(
                    Notice.Level.WARNING, "going on with the build as it was; it is read again when it changes")));
            State old = state.with(state.modes().oldBuild(true)).with(new Activity.Idle());
            return new Cycles(old, now)
                    .begin(new Wish.Stale(false), Duration.ZERO, Duration.ZERO)
                    .after(effects);
        }
        if (reading.fatal() || state.settings().once()) {
            effects.add(new Effect.Quit(3));
            return new Step(state, effects);
        }
        effects.add(new Effect.Show(new Status.Busy("waiting for the build to change")));
        return new Step(state.with(new Activity.Waiting()), effects);
    }

    /** A mistake of ours: shown, what it had taken in is pending again, and the loop goes on. */
    private Step failed(Event.ToolFailed failed) {
        var said = new Effect.Tell(new Notice.Said(Notice.Level.ERROR, failed.what()));
        if (failed.cycle() != state.cycle()) {
            return Step.to(state, said);
        }
        if (!state.open()) {
            return Step.to(state, said, new Effect.Quit(3));
        }
        return unbuilt(state.incomplete(true), said);
    }

    /** What the cycle had taken in is pending again. */
    private Step unbuilt(State from, Effect said) {
        State idle = from.with(from.guard().ends(now)).with(new Activity.Idle());
        if (from.activity() instanceof Activity.Building building) {
            idle = idle.withPending(building.change().then(from.pending()));
        }
        Step step = Step.to(
                idle,
                said,
                new Effect.Tell(new Notice.VerdictGiven(from.cycle(), idle.verdict())),
                idle.showWatching());
        return from.settings().once() ? step.then(new Effect.Quit(2)) : step;
    }
}
