package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.RED;
import static dev.testwatch.loop.Play.STALE;
import static dev.testwatch.loop.Play.built;
import static dev.testwatch.loop.Play.job;
import static dev.testwatch.loop.Play.opened;
import static dev.testwatch.loop.Play.runEnded;
import static dev.testwatch.loop.Play.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What becomes of that which was chosen before the start: {@code --failed}, {@code --since}, the filters and others. */
class ChoiceTest {

    @Test
    void theFirstRunTakesOnlyWhatFailedLastAndTheNextIsAsEver() {
        Play play = started(choice(true, Optional.empty(), Filter.NONE, false), STALE);
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Failed());

        play.on(built(play.state.cycle(), Job.NOTHING, FRESH)).on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void theFirstRunTakesEveryTestThoughNothingIsStaleAndTheNextIsAsEver() {
        var settings = new Settings(
                false, false, true, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());
        Play play = new Play(settings).on(opened(FRESH, Change.NONE));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());

        play.on(built(play.state.cycle(), Job.NOTHING, FRESH)).on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void aDebuggerAttachesAtThePortThatWasAskedFor() {
        var choice =
                new Choice(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, 6_006);
        Play play = started(choice, RED).on(new Event.Commanded(new Command.Debug()));

        assertThat(play.last(Effect.Build.class).wish())
                .isEqualTo(new Wish.Only(Play.failing(), OptionalInt.of(6_006)));
    }

    @Test
    void theFirstRunTakesWhatTheChangesSinceACommitAffectAndTheNextIsAsEver() {
        Play play = started(choice(false, Optional.of("HEAD~2"), Filter.NONE, false), FRESH);
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Since("HEAD~2"));

        play.on(built(play.state.cycle(), Job.NOTHING, FRESH)).on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void theFiltersAreInForceFromTheStartUntilTheyAreCleared() {
        Filter filter = Filter.NONE
                .withModule("core")
                .withTags("fast & !db")
                .withTests(Optional.of(new TestChoice("Price*#rounds*")));
        Play play = started(choice(false, Optional.empty(), filter, false), STALE);
        assertThat(play.last(Effect.Build.class).filter()).isEqualTo(filter);
        assertThat(filter.matches(new TestClass("shop-core", "shop.PriceTest"))).isTrue();
        assertThat(filter.matches(new TestClass("shop-web", "shop.PriceTest"))).isFalse();
        assertThat(filter.matches(new TestClass("shop-core", "shop.MoneyTest"))).isFalse();

        play.on(built(play.state.cycle(), Job.NOTHING, STALE)).on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).filter()).isEqualTo(filter);

        play.on(built(play.state.cycle(), Job.NOTHING, STALE)).on(new Event.Commanded(new Command.Clear()));
        assertThat(play.last(Effect.Build.class).filter()).isEqualTo(Filter.NONE);
    }

    @Test
    void aRunEndsWithTheFirstTestClassThatFailsAndTheWatchGoesOn() {
        Play play = started(choice(false, Optional.empty(), Filter.NONE, true), STALE);
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).forget();

        play.on(ended(cycle, TestResult.Status.SUCCESSFUL));
        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
        assertThat(play.all(Effect.Keep.class)).hasSize(1);

        play.on(ended(cycle, TestResult.Status.FAILED));
        assertThat(play.all(Effect.CancelRun.class)).containsExactly(new Effect.CancelRun(cycle));
        assertThat(play.all(Effect.Keep.class)).hasSize(2);

        play.on(runEnded(cycle, Notice.Outcome.CANCELLED)).on(new Event.Tallied(cycle, RED));
        assertThat(play.verdicts()).last().isEqualTo(Verdict.State.RED);
        assertThat(play.all(Effect.Quit.class)).isEmpty();

        play.forget().on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void otherwiseAFailureEndsNoRun() {
        Play play = started(Choice.NONE, STALE);
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(ended(cycle, TestResult.Status.FAILED));
        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
    }

    @Test
    void aMistakeInAFilterIsToldBeforeTheStartWithACaret() {
        Choice tags = new Choice(
                false, Optional.empty(), Optional.empty(), Optional.of("fast &"), Optional.empty(), false, 0);
        assertThat(tags.problem())
                .contains("--tags: a tag is missing; a tag expression looks like: fast & !(db | net)\n"
                        + "    fast &\n"
                        + "          ^");
        assertThat(Choice.NONE.problem()).isEmpty();
    }

    private static Event ended(int cycle, TestResult.Status status) {
        TestResult like = Play.failing().result();
        var result = new TestResult(
                like.id(),
                like.testClass(),
                like.className(),
                like.methodName(),
                like.displayName(),
                false,
                status,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
        Selected selected = job("ATest").selection().tests().get(0);
        return new Event.ClassEnded(
                cycle, new Event.Ended(selected, List.of(result), Duration.ZERO, true, Optional.empty()));
    }

    private static Choice choice(boolean failed, Optional<String> since, Filter filter, boolean failFast) {
        return new Choice(failed, since, filter.tests(), filter.tags(), filter.module(), failFast, Choice.DEBUG_PORT);
    }

    private static Play started(Choice choice, Tally tally) {
        var settings = new Settings(
                false, false, false, false, false, choice, false, Path.of("/project"), Adjustments.NONE, List.of());
        return new Play(settings).on(opened(tally, Change.NONE));
    }
}
