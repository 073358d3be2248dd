package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Idle time is used, and given back at once. */
class SweepTest {

    private static final Settings SWEEPING = new Settings(
            false, false, false, false, false, Choice.NONE, true, Path.of("/project"), Adjustments.NONE, List.of());
    private static final Settings NOT = new Settings(
            false, false, false, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());
    private static final Tally FRESH = new Tally(List.of(), 10, 0, 0, true);
    private static final Tally STALE = new Tally(List.of(), 10, 4, 0, true);
    private static final Change SAVE = new Change(Set.of(Path.of("A.java")), Set.of());

    private State state = State.initial(SWEEPING);
    private List<Effect> effects = List.of();
    private long now = 1;

    @Test
    void aProjectLeftAloneForTenSecondsIsSwept() {
        open(SWEEPING, FRESH);
        on(new Event.Tick());
        assertThat(effects).isEmpty();

        passes(11);
        on(new Event.Tick());

        assertThat(effects).containsExactly(new Effect.FindUnswept(state.cycle()));
    }

    @Test
    void whoDoesNotWantItIsLeftAlone() {
        open(NOT, FRESH);

        assertThat(state.sweepAt(now)).isEmpty();
    }

    @Test
    void aProjectWithSomethingToDoIsNotSwept() {
        open(SWEEPING, STALE);
        assertThat(state.sweepAt(now)).isEmpty();

        open(SWEEPING, FRESH);
        on(new Event.Commanded(new Command.Pause()));
        assertThat(state.sweepAt(now)).isEmpty();
    }

    /** A runner that tells of no end kept idle time unused for ever. */
    @Test
    void whatAnIncompleteRunHasLeftDoesNotKeepTheOthersFromBeingSwept() {
        open(SWEEPING, STALE);
        on(Play.built(state.cycle(), job(), STALE));
        on(new Event.RunEnded(
                state.cycle(), Notice.Outcome.INCOMPLETE, List.of(), List.of(), Duration.ZERO, Duration.ZERO));
        on(new Event.Tallied(state.cycle(), STALE));

        passes(11);
        on(new Event.Tick());

        assertThat(effects).containsExactly(new Effect.FindUnswept(state.cycle()));
        assertThat(state.verdict().state()).isEqualTo(Verdict.State.INCOMPLETE);
    }

    @Test
    void oneClassAfterTheOtherRunsByItselfUntilNoneIsLeft() {
        open(SWEEPING, FRESH);
        sweeping();
        assertThat(effects).filteredOn(Effect.Execute.class::isInstance).hasSize(1);
        assertThat(state.verdict().state()).isEqualTo(Verdict.State.GREEN);

        on(ended());
        on(new Event.Tallied(state.cycle(), FRESH));
        assertThat(effects).noneMatch(effect -> effect instanceof Effect.Tell);
        passes(1);
        on(new Event.Tick());
        assertThat(effects).containsExactly(new Effect.FindUnswept(state.cycle()));

        on(new Event.Unswept(state.cycle(), Job.NOTHING, 0));
        assertThat(state.sweepAt(now)).isEmpty();
    }

    /** Each class that wrote a file had the next one wait for ten seconds. */
    @Test
    void whatATestHasWrittenDoesNotInterruptIt() {
        open(SWEEPING, FRESH);
        sweeping();
        on(new Event.ChangedBeside(SAVE, Duration.ZERO, Duration.ZERO));
        on(ended());
        on(new Event.Tallied(state.cycle(), FRESH));
        on(Play.built(state.cycle(), Job.NOTHING, FRESH));
        assertThat(state.activity()).isInstanceOf(Activity.Idle.class);

        passes(1);
        on(new Event.Tick());

        assertThat(effects).containsExactly(new Effect.FindUnswept(state.cycle()));
    }

    /** Of a project that had been moved away it was said that each test class had run three times. */
    @Test
    void whatHasNotComeToItsEndIsNotSaidToHaveRun() {
        open(SWEEPING, FRESH);
        for (Notice.Outcome outcome : Notice.Outcome.values()) {
            sweeping();
            on(new Event.RunEnded(state.cycle(), outcome, List.of(), List.of(), Duration.ZERO, Duration.ZERO));
            on(new Event.Tallied(state.cycle(), FRESH));
        }
        passes(1);
        on(new Event.Tick());
        on(new Event.Unswept(state.cycle(), Job.NOTHING, 0));

        assertThat(effects)
                .contains(new Effect.Tell(new Notice.Said(
                        Notice.Level.INFO, "idle: 1 test class has run by itself; what it needs is known")));
    }

    @Test
    void aSaveEndsItAtOnceAndIsBuilt() {
        open(SWEEPING, FRESH);
        sweeping();
        int swept = state.cycle();

        on(new Event.Changed(SAVE, Duration.ZERO, Duration.ZERO));

        assertThat(effects).first().isEqualTo(new Effect.CancelRun(swept));
        assertThat(effects)
                .anyMatch(effect ->
                        effect instanceof Effect.Build build && build.change().equals(SAVE));
        on(ended(swept));
        assertThat(state.activity()).isInstanceOf(Activity.Building.class);
    }

    @Test
    void evenTheFirstSignOfAChangeEndsIt() {
        open(SWEEPING, FRESH);
        sweeping();

        on(new Event.Rang(Path.of("A.java")));

        assertThat(effects).first().isEqualTo(new Effect.CancelRun(state.cycle()));
        assertThat(state.activity()).isInstanceOf(Activity.Idle.class);
    }

    @Test
    void aKeyEndsItAndDoesWhatItAlwaysDoes() {
        open(SWEEPING, FRESH);
        sweeping();

        on(new Event.Commanded(new Command.RunAll()));

        assertThat(effects).anyMatch(Effect.CancelRun.class::isInstance);
        assertThat(effects)
                .anyMatch(effect -> effect instanceof Effect.Build build && build.wish() instanceof Wish.All);
    }

    @Test
    void aKeyPressedBeforeTheAnswerComesMakesItTooLate() {
        open(SWEEPING, FRESH);
        passes(11);
        on(new Event.Tick());
        int asked = state.cycle();
        on(new Event.Commanded(new Command.RunAll()));

        on(new Event.Unswept(asked, job(), 1));

        assertThat(effects).isEmpty();
        assertThat(state.activity()).isInstanceOf(Activity.Building.class);
    }

    @Test
    void whatItFindsFailingIsToldAndTheVerdictWithIt() {
        open(SWEEPING, FRESH);
        sweeping();
        on(ended());
        var failing = new Tally(List.of(Play.failing()), 10, 0, 0, true);

        on(new Event.Tallied(state.cycle(), failing));

        assertThat(effects)
                .anyMatch(effect -> effect instanceof Effect.Tell tell && tell.notice() instanceof Notice.Failures);
        assertThat(effects)
                .anyMatch(effect -> effect instanceof Effect.Tell tell
                        && tell.notice() instanceof Notice.VerdictGiven given
                        && given.verdict().state() == Verdict.State.RED);
    }

    private void open(Settings settings, Tally tally) {
        state = State.initial(settings).start().state();
        on(Play.opened(tally, Change.NONE));
    }

    private void sweeping() {
        passes(11);
        on(new Event.Tick());
        on(new Event.Unswept(state.cycle(), job(), 2));
        assertThat(state.activity()).isInstanceOf(Activity.Sweeping.class);
    }

    private void passes(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private void on(Event event) {
        Step step = state.on(event, now);
        state = step.state();
        effects = step.effects();
    }

    private static Job job() {
        var selected =
                new Selected(new TestClass("m", "ATest"), 1, new Reason.Swept(), Optional.empty(), Optional.empty());
        return new Job(
                new Selection(List.of(selected)), Map.of(), Map.of(), Optional.empty(), Optional.empty(), "idle");
    }

    private Event ended() {
        return ended(state.cycle());
    }

    private static Event ended(int cycle) {
        return new Event.RunEnded(cycle, Notice.Outcome.COMPLETED, List.of(), List.of(), Duration.ZERO, Duration.ZERO);
    }
}
