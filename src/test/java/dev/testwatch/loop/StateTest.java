package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.STALE;
import static dev.testwatch.loop.Play.WATCH;
import static dev.testwatch.loop.Play.built;
import static dev.testwatch.loop.Play.change;
import static dev.testwatch.loop.Play.failing;
import static dev.testwatch.loop.Play.idle;
import static dev.testwatch.loop.Play.job;
import static dev.testwatch.loop.Play.opened;
import static dev.testwatch.loop.Play.path;
import static dev.testwatch.loop.Play.runEnded;
import static dev.testwatch.loop.Play.running;
import static dev.testwatch.loop.Play.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The loop's races, without a thread: events in, effects out. */
class StateTest {

    private static final Settings ONCE = settings(true, false, false);
    private static final Settings POSTPONE = settings(false, false, true);
    private static final Settings UNTIL_SUCCESS = settings(false, true, false);

    private static Settings settings(boolean once, boolean untilSuccess, boolean postpone) {
        return new Settings(
                once,
                untilSuccess,
                false,
                postpone,
                false,
                Choice.NONE,
                false,
                Path.of("/project"),
                Adjustments.NONE,
                List.of());
    }

    // ---- start

    @Test
    void beginsByOpeningTheProject() {
        assertThat(State.initial(WATCH).start().effects()).contains(new Effect.Open(false));
    }

    @Test
    void runsWhatIsStaleOnceTheProjectIsOpen() {
        Play play = new Play(WATCH).on(opened(STALE, Change.NONE));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(true));
    }

    @Test
    void waitsForASaveWhenNothingIsStale() {
        Play play = new Play(WATCH).on(opened(FRESH, Change.NONE));

        assertThat(play.all(Effect.Build.class)).isEmpty();
        assertThat(play.verdicts()).containsExactly(Verdict.State.GREEN);
    }

    @Test
    void tellsReadyOnceAndThenTheVerdictOfTheStart() {
        Play play = new Play(WATCH).on(opened(STALE, Change.NONE));

        assertThat(play.notices()).first().isInstanceOf(Notice.Ready.class);
        assertThat(play.verdicts()).containsExactly(Verdict.State.UNKNOWN);
    }

    @Test
    void withPostponeTheFirstRunWaitsForAChange() {
        Play play = new Play(POSTPONE).on(opened(STALE, Change.NONE));
        assertThat(play.all(Effect.Build.class)).isEmpty();

        play.on(saved("A.java"));
        assertThat(play.all(Effect.Build.class)).hasSize(1);
    }

    @Test
    void aSaveWhileTheProjectIsBeingOpenedIsTakenInByTheFirstBuild() {
        Play play = new Play(WATCH).on(saved("A.java")).on(opened(FRESH, change("B.java")));

        assertThat(play.last(Effect.Build.class).change().modified())
                .containsExactlyInAnyOrder(path("A.java"), path("B.java"));
    }

    @Test
    void aFileThatWasSavedAsItWasIsForgottenAsSoonAsThatIsKnown() {
        Play play = new Play(WATCH).on(opened(FRESH, Change.NONE));
        play.forget().on(new Event.Rang(path("A.java")));
        assertThat(play.last(Status.Busy.class).what()).isEqualTo("A.java changed");

        play.forget().on(new Event.Calmed());

        assertThat(play.all(Status.Watching.class)).hasSize(1);
        assertThat(play.all(Effect.Build.class)).isEmpty();
        assertThat(play.state.rang()).isEmpty();
    }

    @Test
    void aSignThatCameToNothingDoesNotDisturbWhatIsUnderWay() {
        Play play = new Play(WATCH).on(opened(STALE, Change.NONE)).forget();

        play.on(new Event.Calmed());

        assertThat(play.effects).isEmpty();
    }

    // ---- a cycle

    @Test
    void aSaveIsCompiledThenRunThenJudged() {
        Play play = idle().on(saved("A.java"));
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE));
        assertThat(play.all(Effect.Execute.class)).hasSize(1);

        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));

        assertThat(play.last(Notice.RunFinished.class).outcome()).isEqualTo(Notice.Outcome.COMPLETED);
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
    }

    @Test
    void aChangeThatAffectsNothingStillEndsInAVerdict() {
        Play play = idle().forget().on(saved("A.java"));
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));

        assertThat(play.all(Effect.Execute.class)).isEmpty();
        assertThat(play.verdicts()).containsExactly(Verdict.State.GREEN);
    }

    @Test
    void aRunThatDoesNotAddUpIsNeverGreenUntilNothingIsLeftToProve() {
        Play play = idle().on(saved("A.java"));
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle, Notice.Outcome.INCOMPLETE));
        play.on(new Event.Tallied(cycle, FRESH));
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.INCOMPLETE);

        play.on(saved("B.java")).on(built(play.state.cycle(), Job.NOTHING, STALE));
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.INCOMPLETE);

        play.on(saved("B.java")).on(built(play.state.cycle(), Job.NOTHING, FRESH));
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void aCrashThatIsSomeTestsFailureLeavesNothingInDoubtOnceThatTestIsGone() {
        Play play = idle().on(saved("A.java"));
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle, Notice.Outcome.CRASHED));
        play.on(new Event.Tallied(cycle, FRESH));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
    }

    // ---- races

    @Test
    void aSaveDuringACompilationMergesBothChangesIntoTheNextCycle() {
        Play play = idle().on(saved("A.java")).on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).change().modified())
                .containsExactlyInAnyOrder(path("A.java"), path("B.java"));
        assertThat(play.last(Effect.Build.class).cycle()).isEqualTo(play.state.cycle());
    }

    @Test
    void theAnswerOfAnOlderCompilationIsDropped() {
        Play play = idle().on(saved("A.java"));
        int older = play.state.cycle();
        play.on(saved("B.java")).forget().on(built(older, job("ATest"), STALE));

        assertThat(play.effects).isEmpty();
        assertThat(play.state.activity()).isInstanceOf(Activity.Building.class);
    }

    @Test
    void aSaveDuringARunKillsItAndBuildsAtOnce() {
        Play play = running();
        int cycle = play.state.cycle();
        play.forget().on(saved("B.java"));

        assertThat(play.effects.get(0)).isEqualTo(new Effect.CancelRun(cycle));
        assertThat(play.last(Notice.RunFinished.class).outcome()).isEqualTo(Notice.Outcome.CANCELLED);
        assertThat(play.last(Effect.Build.class).cycle()).isEqualTo(cycle + 1);
        assertThat(play.last(Effect.Build.class).wish()).isInstanceOf(Wish.Stale.class);
    }

    @Test
    void aHundredSavesInARowEndInOneRunThatTakesInAllOfThem() {
        Play play = running().forget();
        for (int i = 0; i < 100; i++) {
            play.on(saved("A" + i + ".java"));
            if (i % 2 == 0) {
                play.on(built(play.state.cycle() - 1, job("LateTest"), STALE));
            }
        }
        assertThat(play.all(Effect.CancelRun.class)).hasSize(1);
        assertThat(play.all(Effect.Execute.class)).isEmpty();
        assertThat(play.last(Effect.Build.class).change().modified()).hasSize(100);

        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));
        assertThat(play.all(Effect.Execute.class)).hasSize(1);
        assertThat(play.verdicts()).last().isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void theUnfinishedTestsOfTheFirstRunStayWantedWhenASaveCancelsIt() {
        Play play = new Play(WATCH).on(opened(STALE, Change.NONE));
        play.on(built(play.state.cycle(), job("ATest"), STALE)).on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(true));
    }

    @Test
    void theEndOfACancelledRunChangesNothing() {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(saved("B.java")).forget().on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));

        assertThat(play.effects).isEmpty();
    }

    @Test
    void aClassThatFinishedInACancelledRunIsKept() {
        Play play = running();
        int cycle = play.state.cycle();
        var ended = new Event.Ended(
                job("ATest").selection().tests().get(0), List.of(), Duration.ZERO, true, Optional.empty());
        play.on(saved("B.java")).forget().on(new Event.ClassEnded(cycle, ended));

        assertThat(play.effects).containsExactly(new Effect.Keep(ended));
    }

    @Test
    void aCancelledCycleIsNeverGreen() {
        Play play = running();
        play.forget().on(saved("B.java"));

        assertThat(play.verdicts()).doesNotContain(Verdict.State.GREEN);
    }

    @Test
    void aSaveBetweenTheEndOfARunAndItsCountIsNotLost() {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(runEnded(cycle)).on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).change().modified()).containsExactly(path("B.java"));
        assertThat(play.last(Notice.RunFinished.class).cycle()).isEqualTo(cycle);
    }

    @Test
    void whatTestsMayHaveWrittenThemselvesDoesNotEndTheirRunAndIsLookedAtAfterIt() {
        Play play = running().forget();
        int cycle = play.state.cycle();

        play.on(new Event.ChangedBeside(change("store/state"), Duration.ZERO, Duration.ZERO));
        assertThat(play.all(Effect.CancelRun.class)).isEmpty();
        assertThat(play.state.cycle()).isEqualTo(cycle);

        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));
        assertThat(play.state.verdict().state()).as("before anybody has looked").isNotEqualTo(Verdict.State.GREEN);
        assertThat(play.last(Effect.Build.class).wish()).isInstanceOf(Wish.Left.class);
        assertThat(play.last(Effect.Build.class).change().modified()).containsExactly(path("store/state"));
        assertThat(play.all(Notice.Changed.class)).isEmpty();

        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));
        assertThat(play.all(Notice.NothingAffected.class)).isEmpty();
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void whatTestsHaveWrittenIsAlsoLookedAtWhenTheUserEndsTheirRun() {
        Play play = running();
        play.on(new Event.ChangedBeside(change("store/state"), Duration.ZERO, Duration.ZERO));

        play.on(new Event.Commanded(new Command.Escape()));

        assertThat(play.last(Effect.Build.class).wish()).isInstanceOf(Wish.Left.class);
    }

    @Test
    void aSaveWhileItIsLookedAtWhatTestsHaveLeftIsTold() {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(new Event.ChangedBeside(change("store/state"), Duration.ZERO, Duration.ZERO));
        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH)).forget();

        play.on(saved("B.java"));

        assertThat(play.last(Notice.Changed.class).modified())
                .containsExactlyInAnyOrder(path("B.java"), path("store/state"));
    }

    @Test
    void whatACompilationThatFailedForOurFaultHadTakenInIsPendingAgain() {
        Play play = idle().on(saved("A.java"));
        play.on(new Event.ToolFailed(play.state.cycle(), "boom", new IllegalStateException()));
        play.on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).change().modified())
                .containsExactlyInAnyOrder(path("A.java"), path("B.java"));
    }

    @Test
    void whatCouldNotBeBuiltWhileTheProjectWasGoneIsBuiltWhenItIsBack() {
        Play play = idle().on(saved("A.java"));

        play.on(new Event.Away(play.state.cycle(), path("")));
        assertThat(play.last(Notice.Said.class).text()).contains("is gone; nothing is compiled and nothing runs");
        assertThat(play.state.verdict().state()).isNotEqualTo(Verdict.State.GREEN);

        play.on(new Event.Changed(Change.NONE, Duration.ZERO, Duration.ZERO));
        assertThat(play.last(Effect.Build.class).change().modified()).containsExactly(path("A.java"));
    }

    @Test
    void whatFailsWhenTheProjectIsBackRunsAgain() {
        Play play = idle();
        play.on(new Event.Tallied(play.state.cycle(), new Tally(List.of(failing()), 10, 0, 0, true)));

        play.on(new Event.Changed(Change.NONE, Duration.ZERO, Duration.ZERO));

        assertThat(play.last(Effect.Build.class).wish()).isInstanceOf(Wish.Failed.class);
    }

    @Test
    void nothingIsBuiltWhenAProjectIsBackThatLacksNothing() {
        Play play = idle();
        int cycle = play.state.cycle();

        play.on(new Event.Changed(Change.NONE, Duration.ZERO, Duration.ZERO));

        assertThat(play.state.cycle()).isEqualTo(cycle);
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void aFailureOfOursIsNeverGreen() {
        Play play = idle().on(saved("A.java"));
        play.on(new Event.ToolFailed(play.state.cycle(), "boom", new IllegalStateException()));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.INCOMPLETE);
    }

    @Test
    void aRunThatTakesItsTimeTellsItsFailuresBeforeTheEnd() {
        Play play = running();
        play.on(new Event.TestFinished(play.state.cycle(), "shop", failing().result()))
                .on(new Event.Tick());
        assertThat(play.all(Notice.FailedSoFar.class)).isEmpty();

        play.after(Duration.ofSeconds(2)).on(new Event.Tick()).on(new Event.Tick());
        assertThat(play.all(Notice.FailedSoFar.class)).hasSize(1);
    }

    // ---- keys

    @Test
    void aKeyDuringARunCancelsItAndActs() {
        Play play = running();
        int cycle = play.state.cycle();
        play.forget().on(new Event.Commanded(new Command.RunAll()));

        assertThat(play.effects.get(0)).isEqualTo(new Effect.CancelRun(cycle));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
    }

    @Test
    void aKeyDuringACompilationKeepsTheChange() {
        Play play = idle().on(saved("A.java")).on(new Event.Commanded(new Command.RunAll()));

        assertThat(play.last(Effect.Build.class).change().modified()).containsExactly(path("A.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
    }

    @Test
    void aSaveRightAfterAKeyStillDoesWhatTheKeyAsked() {
        Play play = idle().on(new Event.Commanded(new Command.RunAll())).on(saved("A.java"));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
    }

    @Test
    void aKeyBeforeTheProjectIsOpenIsRemembered() {
        Play play =
                new Play(WATCH).on(new Event.Commanded(new Command.RunAll())).on(opened(FRESH, Change.NONE));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
    }

    @Test
    void escapeParksTheTestsOfTheRunUntilTheirContentChanges() {
        Play play = running().on(new Event.Commanded(new Command.Escape())).on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).parked()).isEqualTo(Map.of(new TestClass("shop", "ATest"), 7L));
    }

    @Test
    void whilePausedASaveIsCompiledButNothingRuns() {
        Play play = idle().on(new Event.Commanded(new Command.Pause())).on(saved("A.java"));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Nothing());
    }

    @Test
    void resumingRunsWhatHasBecomeStale() {
        Play play = idle().on(new Event.Commanded(new Command.Pause())).on(new Event.Commanded(new Command.Pause()));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void pauseDuringACompilationKeepsItsTestsFromRunning() {
        Play play = idle().on(saved("A.java")).on(new Event.Commanded(new Command.Pause()));
        play.on(built(play.state.cycle(), job("ATest"), STALE));

        assertThat(play.all(Effect.Execute.class)).isEmpty();
    }

    @Test
    void aFilterRunsWhatItLetsThrough() {
        Play play = idle().on(new Event.Commanded(new Command.FilterClasses("pri")));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
        assertThat(play.last(Effect.Build.class).filter().classes()).contains("pri");
    }

    @Test
    void runFailedWithNothingFailingSaysSo() {
        Play play = idle().forget().on(new Event.Commanded(new Command.RunFailed()));

        assertThat(play.all(Effect.Build.class)).isEmpty();
        assertThat(play.last(Notice.Said.class).text()).isEqualTo("no test fails");
    }

    @Test
    void interruptCancelsARunAndQuitsWhenPressedAgain() {
        Play play = running().on(new Event.Commanded(new Command.Interrupt()));
        assertThat(play.all(Effect.Quit.class)).isEmpty();

        play.on(new Event.Commanded(new Command.Interrupt()));
        assertThat(play.all(Effect.Quit.class)).hasSize(1);
    }

    @Test
    void rerunRunsTheLastJobAgain() {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH)).on(new Event.Commanded(new Command.Rerun()));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Again(job("ATest")));
    }

    // ---- verdict

    @Test
    void redWinsOverEverythingElse() {
        Tally tally = new Tally(List.of(failing()), 10, 3, 2, false);
        Play play = idle().on(saved("A.java"));
        play.on(built(play.state.cycle(), Job.NOTHING, tally));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.RED);
    }

    @Test
    void aSourceThatDoesNotCompileIsBlockedNotGreen() {
        Play play = idle().on(saved("A.java"));
        play.on(built(play.state.cycle(), Job.NOTHING, new Tally(List.of(), 10, 0, 2, false)));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.BLOCKED);
    }

    @Test
    void aRunWhoseAccountDoesNotAddUpIsIncompleteNotGreen() {
        Play play = running();
        int cycle = play.state.cycle();
        play.on(new Event.RunEnded(
                        cycle,
                        Notice.Outcome.INCOMPLETE,
                        List.of(),
                        List.of("2 missing"),
                        Duration.ZERO,
                        Duration.ZERO))
                .on(new Event.Tallied(cycle, FRESH));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.INCOMPLETE);
    }

    @Test
    void aProjectWithoutTestsIsNotGreen() {
        Play play = new Play(WATCH).on(opened(new Tally(List.of(), 0, 0, 0, true), Change.NONE));

        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.UNKNOWN);
    }

    // ---- once

    @Test
    void onceEndsWithTheVerdictAsExitCode() {
        assertThat(once(FRESH)).isZero();
        assertThat(once(new Tally(List.of(failing()), 10, 0, 0, true))).isEqualTo(1);
        assertThat(once(new Tally(List.of(failing()), 10, 0, 2, false))).isEqualTo(2);
        assertThat(once(STALE)).isEqualTo(2);
    }

    @Test
    void onceWithNothingStaleEndsAtOnce() {
        Play play = new Play(ONCE).on(opened(FRESH, Change.NONE));

        assertThat(play.last(Effect.Quit.class).exitCode()).isZero();
    }

    @Test
    void untilSuccessEndsWithTheFirstGreenVerdictAndNotBefore() {
        Play play = new Play(UNTIL_SUCCESS).on(opened(STALE, Change.NONE));
        int first = play.state.cycle();
        play.on(built(first, job("ATest"), STALE)).on(runEnded(first));
        play.on(new Event.Tallied(first, new Tally(List.of(failing()), 10, 0, 0, true)));
        assertThat(play.all(Effect.Quit.class)).isEmpty();

        play.on(saved("A.java"));
        int second = play.state.cycle();
        play.on(built(second, job("ATest"), STALE)).on(runEnded(second)).on(new Event.Tallied(second, FRESH));
        assertThat(play.last(Effect.Quit.class).exitCode()).isZero();
    }

    private static int once(Tally end) {
        Play play = new Play(ONCE).on(opened(STALE, Change.NONE));
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), STALE)).on(runEnded(cycle)).on(new Event.Tallied(cycle, end));
        return play.last(Effect.Quit.class).exitCode();
    }

    // ---- the build file

    @Test
    void aChangedBuildFileIsReadAgain() {
        Play play = idle().on(saved("pom.xml"));

        assertThat(play.last(Effect.Open.class)).isEqualTo(new Effect.Open(false));
    }

    @Test
    void aBrokenBuildFileLeavesTheLastProjectWorking() {
        var broken = new Event.Unreadable(new dev.testwatch.project.Reading.Unreadable(
                "pom.xml is broken", List.of(), List.of(path("pom.xml")), false));
        Play play = idle().on(saved("pom.xml")).on(broken).on(saved("A.java"));

        assertThat(play.last(Effect.Build.class).change().modified()).contains(path("A.java"));
    }

    @Test
    void thatTheBuildFileIsBrokenStandsInTheStatusLineUntilItIsMended() {
        var broken = new Event.Unreadable(new dev.testwatch.project.Reading.Unreadable(
                "pom.xml is broken", List.of(), List.of(path("pom.xml")), false));
        Play play = idle().on(saved("pom.xml")).on(broken);
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));
        assertThat(play.last(Status.Watching.class).mode()).contains("build file broken");

        play.on(saved("A.java"));
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));
        assertThat(play.last(Status.Watching.class).mode()).contains("build file broken");

        play.on(saved("pom.xml")).on(opened(FRESH, Change.NONE));
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));
        assertThat(play.last(Status.Watching.class).mode()).isEmpty();
    }

    @Test
    void aProjectThatCannotBeReadAtAllEndsTheProgram() {
        var missing = new Event.Unreadable(
                new dev.testwatch.project.Reading.Unreadable("no pom.xml", List.of(), List.of(), true));

        assertThat(new Play(WATCH).on(missing).last(Effect.Quit.class).exitCode())
                .isEqualTo(3);
    }

    // ---- tests that write what is watched

    @Test
    void aTestThatWritesAResourceInEveryRunCausesThreeRunsOnly() {
        Play play = running();
        for (int i = 0; i < 3; i++) {
            play.on(saved("x.txt")).on(built(play.state.cycle(), job("ATest"), STALE));
        }
        int cycle = play.state.cycle();
        assertThat(play.forget().on(saved("x.txt")).all(Effect.CancelRun.class)).isEmpty();
        assertThat(play.last(Notice.Said.class).text()).contains("x.txt is written by the tests themselves");

        play.on(runEnded(cycle)).on(new Event.Tallied(cycle, FRESH));

        assertThat(play.verdicts()).containsExactly(Verdict.State.UNKNOWN);
        assertThat(play.on(saved("x.txt")).all(Effect.Build.class)).isEmpty();
    }

    @Test
    void whatWasHeldBackIsTakenInWithTheNextSave() {
        Play play = running();
        for (int i = 0; i < 4; i++) {
            play.on(saved("x.txt")).on(built(play.state.cycle(), job("ATest"), STALE));
        }
        play.on(runEnded(play.state.cycle())).on(new Event.Tallied(play.state.cycle(), FRESH));

        play.after(Duration.ofSeconds(5)).on(saved("A.java"));
        assertThat(play.last(Effect.Build.class).change().modified())
                .containsExactlyInAnyOrder(path("A.java"), path("x.txt"));
    }

    @Test
    void aMutedFileThatIsSavedOutsideARunCountsAgain() {
        Play play = running();
        for (int i = 0; i < 4; i++) {
            play.on(saved("x.txt")).on(built(play.state.cycle(), job("ATest"), STALE));
        }
        play.on(runEnded(play.state.cycle())).on(new Event.Tallied(play.state.cycle(), FRESH));

        play.forget().after(Duration.ofSeconds(5)).on(saved("x.txt"));
        assertThat(play.last(Effect.Build.class).change()).isEqualTo(change("x.txt"));
    }
}
