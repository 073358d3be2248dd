package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.STALE;
import static dev.testwatch.loop.Play.WATCH;
import static dev.testwatch.loop.Play.built;
import static dev.testwatch.loop.Play.failing;
import static dev.testwatch.loop.Play.opened;
import static dev.testwatch.loop.Play.runEnded;
import static dev.testwatch.loop.Play.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.Flaky;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a test class fails after that passes by itself is found out, and nothing waits for that. */
class BisectingTest {

    private static final Tally RED = new Tally(List.of(failing()), 10, 0, 0, true);
    private static final Settings ONCE = new Settings(
            true, false, false, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());

    @Test
    void afterTheRunItRunsAfterAllThatRanBeforeIt() {
        Play play = suspecting(WATCH, "One", "Two", "Three", "Four");

        assertThat(play.last(Effect.Probe.class).company())
                .extracting(TestClass::name)
                .containsExactly("One", "Two", "Three", "Four");
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.RED);
        assertThat(play.last(Status.Busy.class).what())
                .isEqualTo("ATest passes by itself; looking for what makes it fail:"
                        + " running it after the same 4 test classes");
    }

    @Test
    void theOneThatMakesItFailIsNamedWithACommandThatRepeatsIt() {
        Play play = suspecting(WATCH, "One", "Two", "Three", "Four");

        probe(play, true);
        assertThat(company(play)).containsExactly("One", "Two");
        assertThat(play.last(Status.Busy.class).what()).endsWith("4 of 4 test classes left");
        probe(play, false);
        assertThat(company(play)).containsExactly("Three", "Four");
        probe(play, true);
        assertThat(company(play)).containsExactly("Three");
        probe(play, true);

        var found = play.last(Notice.FailsAfter.class);
        assertThat(found.text())
                .isEqualTo("ATest fails only after Three; to repeat it:\n"
                        + "  java -jar testwatch.jar --once --all --test 'Three,ATest'");
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.RED);
        assertThat(play.last(Effect.Keep.class).ended()).isEqualTo(failed());
    }

    @Test
    void whatPassesThatFailedAfterOthersIsSuspectedAndRemainsRed() {
        Play play = running(WATCH);
        int cycle = play.state.cycle();
        play.on(new Event.ClassEnded(cycle, failed()));
        play.on(new Event.FailedInCompany(inCompany("ATest", "One")));
        end(play).on(new Event.Commanded(new Command.RunFailed()));
        cycle = play.state.cycle();
        play.on(built(cycle, Play.job("ATest"), RED)).forget().on(new Event.ClassEnded(cycle, passed()));
        assertThat(play.all(Effect.Keep.class)).as("before it is known why").isEmpty();
        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, RED));

        assertThat(company(play)).containsExactly("One");
        play.forget().on(new Event.Probed(play.state.cycle(), Optional.of(true)));
        assertThat(play.last(Effect.Keep.class).ended()).isEqualTo(failed());
        play.on(new Event.Tallied(play.last(Effect.Count.class).cycle(), RED));
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.RED);
        assertThat(play.last(Notice.FailsAfter.class).text()).startsWith("ATest fails only after One");
    }

    @Test
    void whatPassesWithAnotherContentIsNot() {
        Play play = running(WATCH);
        int cycle = play.state.cycle();
        play.on(new Event.FailedInCompany(inCompany("ATest", "One")));
        var other = new Selected(
                new TestClass("shop", "ATest"), 8, new Reason.Changed(), Optional.empty(), Optional.empty());
        play.on(new Event.ClassEnded(
                cycle, new Event.Ended(other, passed().results(), Duration.ZERO, true, Optional.empty())));
        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));

        assertThat(play.all(Effect.Probe.class)).isEmpty();
    }

    @Test
    void whatWasFoundOutStandsBesideTheFailureUntilItRunsAgain() {
        Play play = suspecting(WATCH, "One");
        probe(play, true);

        play.forget().on(new Event.Commanded(new Command.ShowFailures()));
        assertThat(play.last(Notice.Said.class).text()).startsWith("ATest fails only after One");

        play.on(new Event.ClassEnded(
                play.state.cycle(),
                new Event.Ended(selected("ATest"), List.of(), Duration.ZERO, true, Optional.empty())));
        play.forget().on(new Event.Commanded(new Command.ShowFailures()));
        assertThat(play.all(Notice.Said.class)).isEmpty();
    }

    @Test
    void whatDoesNotFailAfterThemAgainIsFlaky() {
        Play play = suspecting(WATCH, "One", "Two");
        probe(play, false);

        assertThat(play.last(Notice.Flaked.class).flaky().runs()).isEqualTo(4);
        assertThat(play.last(Effect.Keep.class).ended().flaky()).hasSize(1);
        assertThat(play.state.verdict().state()).as("before it is kept").isEqualTo(Verdict.State.RED);

        int cycle = play.last(Effect.Count.class).cycle();
        play.on(new Event.Tallied(cycle, new Tally(List.of(), 10, 0, 0, true, Map.of(), List.of(flaky()))));
        assertThat(play.last(Notice.VerdictGiven.class).verdict().flaky()).hasSize(1);
        assertThat(play.last(Notice.VerdictGiven.class).verdict().state()).isEqualTo(Verdict.State.GREEN);
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void aRunThatDoesNotEndLeavesItFailing() {
        Play play = suspecting(WATCH, "One", "Two");
        play.on(new Event.Probed(play.state.cycle(), Optional.empty()));

        assertThat(play.last(Notice.Said.class).text()).contains("could not be found out");
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.RED);
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
    }

    @Test
    void aSaveEndsItAtOnceAndForGood() {
        Play play = running(WATCH);
        suspect(play, "ATest", "One", "Two");
        suspect(play, "BTest", "One", "Two");
        end(play);
        int probing = play.state.cycle();
        play.forget().on(saved("B.java"));

        assertThat(play.effects.get(0)).isEqualTo(new Effect.CancelRun(probing));
        assertThat(play.all(Effect.Build.class)).hasSize(1);
        play.forget().on(new Event.Probed(probing, Optional.of(false)));
        assertThat(play.effects).isEmpty();
        play.on(built(play.state.cycle(), Job.NOTHING, RED))
                .after(Duration.ofMinutes(1))
                .forget()
                .on(new Event.Tick());
        assertThat(play.all(Effect.Probe.class)).isEmpty();
        assertThat(play.state.suspicion().waiting()).isEmpty();
    }

    @Test
    void aFirstSignOfAChangeThatIsNoneDoesNotEndIt() {
        Play play = suspecting(WATCH, "One", "Two");
        play.forget().on(new Event.Rang(Path.of("A.java")));

        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
        probe(play, true);
        assertThat(company(play)).containsExactly("One");
    }

    @Test
    void aBuildFileThatChangesEndsItToo() {
        Play play = suspecting(WATCH, "One", "Two");
        int probing = play.state.cycle();
        play.forget().on(saved("pom.xml"));

        assertThat(play.effects).contains(new Effect.CancelRun(probing), new Effect.Open(false));
    }

    @Test
    void aKeyThatRunsNothingOnlyInterruptsIt() {
        Play play = suspecting(WATCH, "One", "Two");
        play.forget().on(new Event.Commanded(new Command.ShowFailures()));

        assertThat(play.effects.get(0)).isInstanceOf(Effect.CancelRun.class);
        assertThat(play.all(Notice.Failures.class)).hasSize(1);
        play.after(Duration.ofSeconds(4)).on(new Event.Tick());
        assertThat(company(play)).containsExactly("One", "Two");
    }

    @Test
    void whoWantsItToEndEndsNothingElse() {
        for (Command command : List.of(new Command.Interrupt(), new Command.Escape(), new Command.Clear())) {
            Play play = suspecting(WATCH, "One", "Two");
            play.forget().on(new Event.Commanded(command));

            assertThat(play.all(Effect.Quit.class)).isEmpty();
            assertThat(play.all(Effect.CancelRun.class)).hasSize(1);
            play.forget().after(Duration.ofMinutes(1)).on(new Event.Tick());
            assertThat(play.all(Effect.Probe.class)).isEmpty();
        }
    }

    @Test
    void severalAreLookedAtOneAfterTheOther() {
        Play play = running(WATCH);
        suspect(play, "ATest", "One");
        suspect(play, "BTest", "One", "ATest");
        end(play);

        assertThat(play.last(Effect.Probe.class).suspect().name()).isEqualTo("ATest");
        probe(play, true);
        assertThat(play.last(Effect.Probe.class).suspect().name()).isEqualTo("BTest");
        assertThat(company(play)).containsExactly("One", "ATest");
    }

    @Test
    void aCancelledRunLeavesNobodySuspected() {
        Play play = running(WATCH);
        suspect(play, "ATest", "One");
        play.on(new Event.Commanded(new Command.Escape()))
                .after(Duration.ofMinutes(1))
                .on(new Event.Tick());

        assertThat(play.all(Effect.Probe.class)).isEmpty();
    }

    @Test
    void withOnceItIsFoundOutWhetherItIsFlakyAndNoMore() {
        Play fails = suspecting(ONCE, "One", "Two");
        assertThat(fails.all(Effect.Quit.class)).isEmpty();
        probe(fails, true);
        assertThat(fails.last(Effect.Quit.class).exitCode()).isEqualTo(1);

        Play passes = suspecting(ONCE, "One", "Two");
        probe(passes, false);
        passes.on(new Event.Tallied(passes.state.cycle(), FRESH));
        assertThat(passes.last(Effect.Quit.class).exitCode()).isZero();
    }

    @Test
    void aFailureThatMayBeNoneIsKeptAsOneUntilThatIsKnown() {
        Play play = running(WATCH);
        var ended =
                new Event.Ended(selected("ATest"), List.of(failing().result()), Duration.ZERO, true, Optional.empty());
        play.on(new Event.Provisional(ended));
        assertThat(play.last(Effect.Keep.class).ended()).isEqualTo(ended);

        play.forget().on(new Event.ClassEnded(play.state.cycle(), resolved()));
        assertThat(play.last(Effect.Keep.class).ended()).isEqualTo(resolved());
        assertThat(play.last(Notice.Flaked.class).flaky()).isEqualTo(flaky());
    }

    @Test
    void whoRepeatsUntilSomethingFailsSeesTheFirstFailure() {
        Job steady = new Job(
                Play.job("ATest").selection(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "again",
                Set.of(new TestClass("shop", "ATest")),
                false);
        Play play = running(WATCH);
        end(play).on(new Event.Commanded(new Command.Repeat("3")));
        play.on(built(play.state.cycle(), steady, STALE));

        assertThat(play.last(Effect.Execute.class).job().steady()).isEmpty();
    }

    private static Play running(Settings settings) {
        Play play = new Play(settings).on(opened(STALE, Change.NONE));
        return play.on(built(play.state.cycle(), Play.job("ATest"), STALE));
    }

    private static Play suspecting(Settings settings, String... company) {
        Play play = running(settings);
        suspect(play, "ATest", company);
        return end(play);
    }

    /** While it runs after some others. */
    static Play suspecting() {
        return suspecting(WATCH, "One", "Two");
    }

    private static Play end(Play play) {
        int cycle = play.state.cycle();
        return play.on(runEnded(cycle)).on(new Event.Tallied(cycle, RED));
    }

    private static void suspect(Play play, String name, String... company) {
        play.on(new Event.Suspected(play.state.cycle(), new Suspect(inCompany(name, company), resolved())));
    }

    private static InCompany inCompany(String name, String... company) {
        return new InCompany(
                Play.job("ATest"),
                selected(name),
                Stream.of(company).map(BisectingTest::selected).toList(),
                failed());
    }

    private static Event.Ended failed() {
        return new Event.Ended(selected("ATest"), List.of(failing().result()), Duration.ZERO, true, Optional.empty());
    }

    private static Event.Ended passed() {
        var failure = failing().result();
        var success = new TestResult(
                failure.id(),
                failure.testClass(),
                failure.className(),
                failure.methodName(),
                failure.displayName(),
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
        return new Event.Ended(selected("ATest"), List.of(success), Duration.ZERO, false, Optional.empty());
    }

    private static Event.Ended resolved() {
        return new Event.Ended(
                selected("ATest"), List.of(), Duration.ZERO, true, Optional.empty(), List.of(flaky()), false);
    }

    private static Flaky flaky() {
        return new Flaky(List.of(failing()), 3);
    }

    /** After the first answer it is counted what it means. */
    private static void probe(Play play, boolean fails) {
        int counts = play.all(Effect.Count.class).size();
        play.on(new Event.Probed(play.state.cycle(), Optional.of(fails)));
        if (fails && play.all(Effect.Count.class).size() > counts) {
            play.on(new Event.Tallied(play.state.cycle(), RED));
        }
    }

    private static List<String> company(Play play) {
        return play.last(Effect.Probe.class).company().stream()
                .map(TestClass::name)
                .toList();
    }

    private static Selected selected(String name) {
        return new Selected(new TestClass("shop", name), 7, new Reason.Asked(), Optional.empty(), Optional.empty());
    }
}
