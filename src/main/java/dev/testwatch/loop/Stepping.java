package dev.testwatch.loop;

import dev.testwatch.console.Command;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.WhyText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Going through the failures one by one, and what can be done with one. */
record Stepping(State state, long now) {

    /** Empty if the command is not about a single failure. */
    Optional<Step> on(Command command) {
        if (command instanceof Command.StepFailures) {
            return Optional.of(state.modes().shown().isPresent() ? leave() : showAt(0));
        }
        if (command instanceof Command.NextFailure) {
            return Optional.of(showAt(next()));
        }
        if (command instanceof Command.PreviousFailure) {
            return Optional.of(showAt(at() - 1));
        }
        if (command instanceof Command.Why) {
            return Optional.of(why());
        }
        if (command instanceof Command.SinceGreen) {
            return Optional.of(with(test -> Step.to(state, new Effect.TellSinceGreen(test))));
        }
        if (command instanceof Command.Edit) {
            return Optional.of(with(test -> Step.to(state, new Effect.Edit(test))));
        }
        if (command instanceof Command.Debug) {
            return Optional.of(with(this::debug));
        }
        if (command instanceof Command.Rerun && state.modes().shown().isPresent()) {
            return Optional.of(with(test -> Filters.asked(state, new Wish.Only(test, OptionalInt.empty()), now)));
        }
        return Optional.empty();
    }

    /** While tests run and no failure is shown, it is more urgent to know where they are. */
    boolean asksForDump(Command command) {
        return command instanceof Command.Debug
                && state.activity() instanceof Activity.Running
                && state.modes().shown().isEmpty();
    }

    /** The failure that is shown, else the first of all. */
    Optional<FailingTest> current() {
        return state.modes().shown().map(Modes.Shown::test).or(() -> failing().stream()
                .findFirst());
    }

    private Step with(Function<FailingTest, Step> act) {
        return current().map(act).orElseGet(this::nothingFails);
    }

    private Step debug(FailingTest test) {
        return Filters.asked(
                state,
                new Wish.Only(test, OptionalInt.of(state.settings().choice().debugPort())),
                now);
    }

    /** No step mode any more; nothing else. */
    Step leave() {
        State left = state.with(state.modes().showing(Optional.empty()));
        return left.busy() ? Step.to(left) : Step.to(left, left.showWatching());
    }

    private List<FailingTest> failing() {
        return state.tally().failing();
    }

    /** Where the shown failure is now; where one that passes by now was, the next one is. */
    private int at() {
        return state.modes()
                .shown()
                .map(shown -> IntStream.range(0, failing().size())
                        .filter(i -> shown.is(failing().get(i)))
                        .findFirst()
                        .orElse(shown.at()))
                .orElse(0);
    }

    private int next() {
        boolean still = state.modes()
                .shown()
                .filter(shown -> failing().stream().anyMatch(shown::is))
                .isPresent();
        return still ? at() + 1 : at();
    }

    /** Behind the last comes the first. */
    private Step showAt(int wanted) {
        int size = failing().size();
        if (size == 0) {
            Step left = leave();
            return left.after(nothingFails().effects());
        }
        int index = Math.floorMod(wanted, size);
        FailingTest test = failing().get(index);
        State showing = state.with(state.modes().showing(Optional.of(new Modes.Shown(test, index))));
        Step step = Step.to(showing, new Effect.Tell(new Notice.Shown(test, index + 1, size)));
        return showing.busy() ? step : step.then(showing.showWatching());
    }

    private Step why() {
        List<String> lines = state.last()
                .map(job -> new WhyText(job.because(), job.selection(), job.ids()))
                .map(why ->
                        state.modes().shown().map(shown -> why.of(shown.test())).orElseGet(why::ofAll))
                .orElseGet(() -> List.of("no test has run yet"));
        return Step.to(state, new Effect.Tell(new Notice.Said(Notice.Level.INFO, String.join("\n", lines))));
    }

    private Step nothingFails() {
        return Step.to(state, new Effect.Tell(new Notice.Said(Notice.Level.INFO, "no test fails")));
    }
}
