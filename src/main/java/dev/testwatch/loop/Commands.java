package dev.testwatch.loop;

import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user asked for, in whatever state the loop is. */
record Commands(State state, long now) {

    private static final Notice NOT_OPEN = new Notice.Said(Notice.Level.INFO, "no project is open yet");
    private static final long TWICE = Duration.ofSeconds(2).toNanos();

    Step on(Command command) {
        if (command instanceof Command.Quit) {
            return Step.to(state, new Effect.Quit(0));
        }
        if (command instanceof Command.Interrupt) {
            return interrupt();
        }
        if (command instanceof Command.Help) {
            return tell(state.settings().help().stream()
                    .map(line -> new Notice.Said(Notice.Level.INFO, line))
                    .toList());
        }
        if (command instanceof Command.Unknown unknown) {
            return tell(List.of(new Notice.Said(Notice.Level.WARNING, unknown(unknown))));
        }
        if (command instanceof Command.Dump || new Stepping(state, now).asksForDump(command)) {
            return dump();
        }
        if (command instanceof Command.ShowStatus) {
            return tell(List.of(new Notice.VerdictGiven(state.cycle(), state.verdict())));
        }
        if (command instanceof Command.ShowSlow) {
            return state.open() ? Step.to(state, new Effect.TellSlow()) : tell(List.of(NOT_OPEN));
        }
        if (command instanceof Command.ShowFailures) {
            return showFailures(false);
        }
        if (command instanceof Command.ShowStacks) {
            return showFailures(true);
        }
        return new Stepping(state, now)
                .on(command)
                .or(() -> new Filters(state, now).on(command))
                .orElseGet(() -> running(command));
    }

    private Step dump() {
        return state.activity() instanceof Activity.Running
                ? Step.to(state, new Effect.DumpRun())
                : tell(List.of(new Notice.Said(Notice.Level.INFO, "no test runs")));
    }

    /** Commands that begin or end a run. */
    private Step running(Command command) {
        if (command instanceof Command.Rerun) {
            return begin(state, state.last().<Wish>map(Wish.Again::new).orElseGet(Wish.All::new));
        }
        if (command instanceof Command.RunAll) {
            return begin(state.with(Filter.NONE), new Wish.All());
        }
        if (command instanceof Command.RunFailed) {
            return runFailed();
        }
        if (command instanceof Command.RunSince since) {
            return since.ref().isBlank()
                    ? tell(List.of(new Notice.Said(Notice.Level.WARNING, "since needs a commit: since HEAD~1")))
                    : begin(state, new Wish.Since(since.ref().strip()));
        }
        if (command instanceof Command.FailingOnly) {
            return new Repeating(state, now).failingOnly();
        }
        if (command instanceof Command.Repeat repeat) {
            return new Repeating(state, now).repeat(repeat.count().strip());
        }
        if (command instanceof Command.LiveOutput) {
            return liveOutput();
        }
        if (command instanceof Command.Clear) {
            return state.busy() ? new Cycles(state, now).cancel() : new Filters(state, now).to(Filter.NONE);
        }
        if (command instanceof Command.Pause) {
            return pause();
        }
        if (command instanceof Command.Resume) {
            return state.paused() ? pause() : Step.to(state);
        }
        if (command instanceof Command.StartOver) {
            return startOver();
        }
        return state.modes().shown().isPresent()
                ? new Stepping(state, now).leave()
                : new Cycles(state, now).cancel(); // Escape
    }

    private Step begin(State next, Wish wish) {
        return Filters.asked(next, wish, now);
    }

    private Step liveOutput() {
        boolean live = !state.modes().live();
        return new Step(state.with(state.modes().live(live)), List.of(new Effect.LiveOutput(live)))
                .then(new Effect.Tell(new Notice.Said(
                        Notice.Level.INFO,
                        live
                                ? "what tests write is shown as they write it"
                                : "what tests write is shown where they fail")));
    }

    private Step runFailed() {
        if (state.tally().failing().isEmpty()) {
            return tell(List.of(new Notice.Said(Notice.Level.INFO, "no test fails")));
        }
        return begin(state, new Wish.Failed());
    }

    private Step pause() {
        if (state.paused()) {
            State resumed = state.paused(false);
            return begin(resumed, new Wish.Stale(false));
        }
        State paused = state.paused(true);
        Step cancelled = new Cycles(paused, now).cancel();
        State unparked = cancelled.state().withParked(state.parked());
        Step step = new Step(unparked, cancelled.effects())
                .then(new Effect.Tell(
                        new Notice.Said(Notice.Level.INFO, "paused: saves are compiled, nothing runs; Space resumes")));
        return unparked.busy() ? step : step.then(unparked.showWatching());
    }

    private Step interrupt() {
        boolean twice = state.interrupted().filter(then -> now - then <= TWICE).isPresent();
        if (twice || !state.busy()) {
            return Step.to(state, new Effect.Quit(130));
        }
        Step cancelled = new Cycles(state, now).cancel();
        return new Step(cancelled.state().interruptedAt(now), cancelled.effects());
    }

    private Step startOver() {
        List<Effect> effects = new ArrayList<>();
        State free = new Cycles(state, now)
                .cutShort(effects)
                .wanting(Optional.of(new Wish.All()))
                .withParked(Map.of())
                .with(new Activity.Opening());
        effects.add(new Effect.Show(new Status.Busy("reading the build")));
        effects.add(new Effect.Open(true));
        return new Step(free, effects);
    }

    private Step showFailures(boolean wholeStacks) {
        Tally tally = state.tally();
        if (tally.failing().isEmpty() && tally.flaky().isEmpty()) {
            return tell(List.of(new Notice.Said(Notice.Level.INFO, "no test fails")));
        }
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice.Failures(tally.failing(), wholeStacks, tally.flaky()));
        state.suspicion().of(tally.failing()).forEach(why -> notices.add(new Notice.Said(Notice.Level.INFO, why)));
        return tell(notices);
    }

    private Step tell(List<? extends Notice> notices) {
        return new Step(state, notices.stream().<Effect>map(Effect.Tell::new).toList());
    }

    static String unknown(Command.Unknown command) {
        String known = command.nearest()
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("h lists what there is");
        return "'" + command.text() + "' means nothing here; " + known;
    }
}
