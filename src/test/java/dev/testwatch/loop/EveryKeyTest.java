package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.RED;
import static dev.testwatch.loop.Play.STALE;
import static dev.testwatch.loop.Play.WATCH;
import static dev.testwatch.loop.Play.built;
import static dev.testwatch.loop.Play.idle;
import static dev.testwatch.loop.Play.job;
import static dev.testwatch.loop.Play.opened;
import static dev.testwatch.loop.Play.runEnded;
import static dev.testwatch.loop.Play.running;
import static dev.testwatch.loop.Play.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What keys ask for, in whatever state the loop is. */
class EveryKeyTest {

    private record Stage(String name, Supplier<Play> play) {}

    private static final List<Stage> STAGES = List.of(
            new Stage("while the project is opened", () -> new Play(WATCH)),
            new Stage("idle", Play::idle),
            new Stage("idle with failures", EveryKeyTest::red),
            new Stage("building", () -> idle().on(saved("A.java"))),
            new Stage("running", Play::running),
            new Stage("running with failures", () -> {
                Play play = red().on(saved("A.java"));
                return play.on(built(play.state.cycle(), job("ATest"), RED));
            }),
            new Stage("counting", () -> {
                Play play = running();
                return play.on(runEnded(play.state.cycle()));
            }),
            new Stage("looking for what makes a test fail", BisectingTest::suspecting),
            new Stage("paused", () -> idle().on(key(new Command.Pause()))),
            new Stage("stepping", () -> red().on(key(new Command.StepFailures()))));

    private static final List<Command> COMMANDS = List.of(
            new Command.Rerun(),
            new Command.RunAll(),
            new Command.RunFailed(),
            new Command.FilterClasses("Price"),
            new Command.FilterNames("rounds"),
            new Command.FilterTags("fast"),
            new Command.FilterModule("shop"),
            new Command.Find("shop.PriceTest#rounds"),
            new Command.RunSince("HEAD"),
            new Command.FailingOnly(),
            new Command.LiveOutput(),
            new Command.StepFailures(),
            new Command.NextFailure(),
            new Command.PreviousFailure(),
            new Command.Why(),
            new Command.SinceGreen(),
            new Command.Edit(),
            new Command.Debug(),
            new Command.Repeat("3"),
            new Command.Clear(),
            new Command.Pause(),
            new Command.Resume(),
            new Command.ShowFailures(),
            new Command.ShowStacks(),
            new Command.Dump(),
            new Command.ShowSlow(),
            new Command.ShowStatus(),
            new Command.Help(),
            new Command.Escape(),
            new Command.Interrupt(),
            new Command.Quit(),
            new Command.StartOver(),
            new Command.Unknown("z", Optional.empty()));

    @Test
    void noCommandIsForgottenHere() {
        assertThat(COMMANDS.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
    }

    /** No key breaks anything: whatever it does, the next save still comes to a verdict. */
    @TestFactory
    List<DynamicTest> afterAnyKeyInAnyStateASaveIsStillJudged() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Stage stage : STAGES) {
            for (Command command : COMMANDS) {
                String name = command.getClass().getSimpleName() + " " + stage.name();
                tests.add(DynamicTest.dynamicTest(
                        name, () -> stillJudges(stage.play().get(), command)));
            }
        }
        return tests;
    }

    private static void stillJudges(Play play, Command command) {
        play.forget().on(key(command));
        if (command instanceof Command.Quit) {
            assertThat(play.all(Effect.Quit.class)).isNotEmpty();
            return;
        }
        if (play.state.paused()) {
            play.on(key(new Command.Resume()));
        }
        if (play.state.activity() instanceof Activity.Opening) {
            play.on(opened(FRESH, Change.NONE));
        }
        play.forget().on(saved("B.java"));
        int cycle = play.last(Effect.Build.class).cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));

        assertThat(play.all(Notice.VerdictGiven.class)).isNotEmpty();
        assertThat(play.state.verdict().state().name()).isIn("GREEN", "UNKNOWN");
    }

    @Test
    void whatRunsTestsEndsARunThatGoesOn() {
        for (Command command : List.of(
                new Command.RunSince("HEAD"),
                new Command.FilterTags("fast"),
                new Command.FilterModule("shop"),
                new Command.Find("shop.PriceTest"),
                new Command.Repeat("2"))) {
            Play play = running();
            int cycle = play.state.cycle();
            play.forget().on(key(command));

            assertThat(play.all(Effect.CancelRun.class)).as("%s", command).containsExactly(new Effect.CancelRun(cycle));
            assertThat(play.all(Effect.Build.class)).hasSize(1);
        }
    }

    // ---- failing only

    @Test
    void failingOnlyRunsWhatFailsOnEachSaveAndLeavesItselfWhenNothingDoes() {
        Play play = red().forget().on(key(new Command.FailingOnly()));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Failed());

        finish(play, RED);
        play.forget().on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Failed());

        play.forget();
        finish(play, STALE);
        assertThat(play.state.modes().failingOnly()).isFalse();
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
        assertThat(said(play)).anyMatch(text -> text.contains("running everything affected again"));
    }

    @Test
    void failingOnlyIsNotEnteredWhereNothingFails() {
        Play play = idle().forget().on(key(new Command.FailingOnly()));

        assertThat(play.state.modes().failingOnly()).isFalse();
        assertThat(said(play)).containsExactly("no test fails");
    }

    @Test
    void failingOnlyIsLeftWithTheSameKey() {
        Play play = red().on(key(new Command.FailingOnly()));
        finish(play, RED);
        play.forget().on(key(new Command.FailingOnly()));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    // ---- repetitions

    @Test
    void repeatingStopsWithTheFirstFailure() {
        Play play = repeating("20");
        finish(play, FRESH);
        assertThat(play.last(Effect.Build.class).wish()).isInstanceOf(Wish.Again.class);

        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), FRESH)).forget();
        play.on(new Event.RunEnded(
                cycle, Notice.Outcome.COMPLETED, List.of(Play.failing()), List.of(), Duration.ZERO, Duration.ZERO));
        play.on(new Event.Tallied(cycle, RED));

        assertThat(play.all(Effect.Build.class)).isEmpty();
        assertThat(said(play)).containsExactly("run 2 of 20 failed; no more of them");
    }

    @Test
    void repeatingStopsWhenItHasBeenDoneOftenEnough() {
        Play play = repeating("2");
        finish(play, FRESH);
        play.forget();
        finish(play, FRESH);

        assertThat(play.all(Effect.Build.class)).isEmpty();
        assertThat(said(play)).containsExactly("2 runs, and no test failed");
    }

    @Test
    void aSaveOrCancellingEndsRepeating() {
        assertThat(repeating("9").on(saved("A.java")).state.modes().repetition())
                .isEmpty();
        Play cancelled = repeating("9");
        cancelled.on(built(cancelled.state.cycle(), job("ATest"), FRESH)).on(key(new Command.Escape()));
        assertThat(cancelled.state.modes().repetition()).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNotRepeated() {
        Play play = running().forget().on(key(new Command.Repeat("often")));

        assertThat(said(play)).containsExactly("'often' is no number of times; nothing is repeated");
        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
    }

    // ---- one failure after the other

    @Test
    void steppingShowsOneFailureAfterTheOtherAndBeginsAgainBehindTheLast() {
        Play play = red().forget().on(key(new Command.StepFailures()));
        assertThat(play.last(Notice.Shown.class).at()).isEqualTo(1);
        assertThat(play.last(Status.Watching.class).mode()).contains("failure 1 of 2");

        play.on(key(new Command.NextFailure()));
        assertThat(play.last(Notice.Shown.class).at()).isEqualTo(2);
        play.on(key(new Command.NextFailure()));
        assertThat(play.last(Notice.Shown.class).at()).isEqualTo(1);
        play.on(key(new Command.PreviousFailure()));
        assertThat(play.last(Notice.Shown.class).at()).isEqualTo(2);

        play.on(key(new Command.Escape()));
        assertThat(play.state.modes().shown()).isEmpty();
    }

    @Test
    void keysActOnTheShownFailure() {
        Play play = red().on(key(new Command.StepFailures()))
                .on(key(new Command.NextFailure()))
                .forget();
        var shown = Play.failing("other");

        play.on(key(new Command.Edit())).on(key(new Command.SinceGreen()));
        assertThat(play.effects).containsExactly(new Effect.Edit(shown), new Effect.TellSinceGreen(shown));

        play.on(key(new Command.Rerun()));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Only(shown, OptionalInt.empty()));
        play.on(key(new Command.Debug()));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Only(shown, OptionalInt.of(5005)));
        play.on(key(new Command.Repeat("3")));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Only(shown, OptionalInt.empty()));
    }

    @Test
    void whatPassesByNowGivesWayToTheNextFailure() {
        Play play = red().on(key(new Command.StepFailures()));
        var one = new Tally(List.of(Play.failing("other")), 10, 0, 0, true);
        play.on(new Event.Tallied(play.state.cycle(), one)).on(key(new Command.NextFailure()));

        assertThat(play.last(Notice.Shown.class).test()).isEqualTo(Play.failing("other"));
    }

    @Test
    void duringARunTheDebuggersKeyTellsWhereTheTestsAre() {
        assertThat(running().forget().on(key(new Command.Debug())).effects).containsExactly(new Effect.DumpRun());
        assertThat(red().forget()
                        .on(key(new Command.Debug()))
                        .last(Effect.Build.class)
                        .wish())
                .isEqualTo(new Wish.Only(Play.failing(), OptionalInt.of(5005)));
    }

    @Test
    void whyTellsTheWayFromTheChangeToEachTest() {
        assertThat(said(running().forget().on(key(new Command.Why()))))
                .containsExactly("1 test class ran: A.java changed\n  ATest: changed itself");
        assertThat(said(idle().forget().on(key(new Command.Why())))).containsExactly("no test has run yet");
    }

    // ---- filters

    @Test
    void aTagExpressionThatIsNoneIsShownWithACaretAndChangesNothing() {
        Play play = running().forget().on(key(new Command.FilterTags("fast & (db | net")));

        assertThat(said(play))
                .containsExactly(
                        "( is not closed; there is still no filter\n    fast & (db | net\n                    ^");
        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
        assertThat(play.state.filter()).isEqualTo(Filter.NONE);
    }

    @Test
    void aBrokenRegularExpressionIsTakenAsPlainTextAndSaidSo() {
        Play play = idle().forget().on(key(new Command.FilterClasses("Price[")));

        assertThat(said(play).get(0))
                .contains("it is taken as plain text\n    Price[\n")
                .endsWith("^");
        assertThat(play.all(Effect.Build.class)).hasSize(1);

        play.forget().on(key(new Command.FilterNames("(rounds")));
        assertThat(said(play).get(0)).endsWith("it is taken as plain text\n    (rounds\n           ^");
    }

    @Test
    void whatMeansNothingIsSaidWithWhatIsNearest() {
        Play play = idle().forget()
                .on(key(new Command.Unknown("faild", Optional.of("failed"))))
                .on(key(new Command.Unknown("z", Optional.empty())));

        assertThat(said(play))
                .containsExactly(
                        "'faild' means nothing here; did you mean 'failed'?",
                        "'z' means nothing here; h lists what there is");
    }

    @Test
    void aSearchBecomesTheFilterThatItFound() {
        assertThat(Filter.found("module shop").description()).contains("module shop");
        assertThat(Filter.found("shop.PriceTest#rounds").description()).contains("shop.PriceTest #rounds");
    }

    // ---- output

    @Test
    void whatTestsWriteIsToldOnlyWhileItIsWanted() {
        Play play = running();
        int cycle = play.state.cycle();
        assertThat(play.forget().on(new Event.Wrote(cycle, "hello", false)).effects)
                .isEmpty();

        play.on(key(new Command.LiveOutput())).on(new Event.Wrote(cycle, "hello", false));
        assertThat(play.all(Effect.LiveOutput.class)).containsExactly(new Effect.LiveOutput(true));
        assertThat(play.last(Notice.Output.class).text()).isEqualTo("hello");
    }

    @Test
    void whereTheJvmWaitsForADebuggerIsAlwaysTold() {
        Play play = running();
        String line = "Listening for transport dt_socket at address: 5005";

        play.forget().on(new Event.Wrote(play.state.cycle(), line, true));
        assertThat(play.last(Notice.Output.class).text()).isEqualTo(line);
    }

    private static void finish(Play play, Tally end) {
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle)).on(new Event.Tallied(cycle, end));
    }

    private static Play repeating(String count) {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));
        return play.forget().on(key(new Command.Repeat(count)));
    }

    private static Play red() {
        Play play = idle().on(saved("A.java"));
        finish(play, RED);
        return play;
    }

    private static List<String> said(Play play) {
        return play.all(Notice.Said.class).stream().map(Notice.Said::text).toList();
    }

    private static Event key(Command command) {
        return new Event.Commanded(command);
    }
}
