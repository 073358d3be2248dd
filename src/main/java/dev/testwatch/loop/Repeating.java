package dev.testwatch.loop;

import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Modes that last over several runs: what fails alone, and again and again until something fails. */
record Repeating(State state, long now) {

    private static final int MOST = 1_000_000;

    Step failingOnly() {
        if (state.modes().failingOnly()) {
            State left = state.with(state.modes().failingOnly(false));
            return Filters.asked(left, new Wish.Stale(false), now)
                    .after(List.of(said("saves run everything they affect again")));
        }
        if (state.tally().failing().isEmpty()) {
            return Step.to(state, said("no test fails"));
        }
        State entered = state.with(state.modes().failingOnly(true));
        return Filters.asked(entered, new Wish.Failed(), now)
                .after(List.of(said("failing only: saves run what fails, until nothing does; b ends it")));
    }

    Step repeat(String count) {
        Optional<Integer> wanted = number(count);
        if (wanted.isEmpty()) {
            return Step.to(
                    state,
                    new Effect.Tell(new Notice.Said(
                            Notice.Level.WARNING, "'" + count + "' is no number of times; nothing is repeated")));
        }
        Optional<Wish> wish = state.modes()
                .shown()
                .<Wish>map(shown -> new Wish.Only(shown.test(), OptionalInt.empty()))
                .or(() -> state.last().map(Wish.Again::new));
        if (wish.isEmpty()) {
            return Step.to(state, said("nothing has run that could be repeated"));
        }
        var repetition = new Modes.Repetition(wish.get(), 1, wanted.get());
        Step begun = Filters.asked(state, wish.get(), now);
        State repeating = begun.state().with(begun.state().modes().repeating(Optional.of(repetition)));
        return new Step(repeating, begun.effects());
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,7}")
                ? Optional.of(Integer.parseInt(text)).filter(number -> number > 0 && number <= MOST)
                : Optional.empty();
    }

    /** What follows the end of a run; {@code ended} is that end. */
    Step after(Step ended, List<FailingTest> failures, Notice.Outcome outcome) {
        State idle = ended.state();
        Optional<Modes.Repetition> repetition = idle.modes().repetition();
        if (repetition.isPresent()) {
            return again(ended, repetition.get(), failures.isEmpty() && outcome == Notice.Outcome.COMPLETED);
        }
        boolean done = idle.modes().failingOnly() && idle.tally().failing().isEmpty();
        if (done && outcome == Notice.Outcome.COMPLETED) {
            State left = idle.with(idle.modes().failingOnly(false));
            Step rest = new Cycles(left, now).begin(new Wish.Stale(false), Duration.ZERO, Duration.ZERO);
            return rest.after(List.of(said("what failed passes; running everything affected again")))
                    .after(ended.effects());
        }
        return ended;
    }

    /** What follows a build after which nothing is to run. */
    Step afterNothing(Step ended) {
        State idle = ended.state();
        if (idle.modes().repetition().isPresent()) {
            return new Step(idle.with(idle.modes().repeating(Optional.empty())), ended.effects());
        }
        boolean proven = idle.tally().compiles() && idle.tally().blocked() == 0;
        return proven ? after(ended, List.of(), Notice.Outcome.COMPLETED) : ended;
    }

    private Step again(Step ended, Modes.Repetition repetition, boolean passed) {
        State idle = ended.state();
        String times = "run " + repetition.done() + " of " + repetition.wanted();
        if (!passed || !repetition.more()) {
            String text =
                    passed ? repetition.wanted() + " runs, and no test failed" : times + " failed; no more of them";
            return new Step(idle.with(idle.modes().repeating(Optional.empty())), ended.effects()).then(said(text));
        }
        Modes.Repetition next = repetition.next();
        Step begun = new Cycles(idle, now).begin(next.wish(), Duration.ZERO, Duration.ZERO);
        State repeating = begun.state().with(begun.state().modes().repeating(Optional.of(next)));
        return new Step(repeating, begun.effects())
                .after(List.of(said(times + " passed")))
                .after(ended.effects());
    }

    private static Effect said(String text) {
        return new Effect.Tell(new Notice.Said(Notice.Level.INFO, text));
    }
}
