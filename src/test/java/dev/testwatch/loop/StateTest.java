package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Problem;
import dev.testwatch.console.Command;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loop's races, without a thread: events in, effects out. */
class StateTest {

    private static final Settings WATCH =
            new Settings(false, false, false, false, false, Optional.empty(), false, List.of());
    private static final Settings ONCE =
            new Settings(true, false, false, false, false, Optional.empty(), false, List.of());
    private static final Settings POSTPONE =
            new Settings(false, false, false, true, false, Optional.empty(), false, List.of());
    private static final Settings UNTIL_SUCCESS =
            new Settings(false, true, false, false, false, Optional.empty(), false, List.of());
    private static final Tally FRESH = new Tally(List.of(), 10, 0, 0, true);
    private static final Tally STALE = new Tally(List.of(), 10, 4, 0, true);

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
    void whatACompilationThatFailedForOurFaultHadTakenInIsPendingAgain() {
        Play play = idle().on(saved("A.java"));
        play.on(new Event.ToolFailed(play.state.cycle(), "boom", new IllegalStateException()));
        play.on(saved("B.java"));

        assertThat(play.last(Effect.Build.class).change().modified())
                .containsExactlyInAnyOrder(path("A.java"), path("B.java"));
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

    // ---- the stage

    /** A state with everything it has asked for. */
    private static final class Play {
        State state;
        final List<Effect> effects = new ArrayList<>();
        private long now;

        Play(Settings settings) {
            Step start = State.initial(settings).start();
            state = start.state();
        }

        Play on(Event event) {
            now += 1_000_000;
            Step step = state.on(event, now);
            state = step.state();
            effects.addAll(step.effects());
            return this;
        }

        Play after(Duration pause) {
            now += pause.toNanos();
            return this;
        }

        Play forget() {
            effects.clear();
            return this;
        }

        List<Notice> notices() {
            return all(Effect.Tell.class).stream().map(Effect.Tell::notice).toList();
        }

        List<Verdict.State> verdicts() {
            return notices().stream()
                    .filter(Notice.VerdictGiven.class::isInstance)
                    .map(notice -> ((Notice.VerdictGiven) notice).verdict().state())
                    .toList();
        }

        <T> List<T> all(Class<T> type) {
            List<T> found = new ArrayList<>();
            for (Effect effect : effects) {
                if (type.isInstance(effect)) {
                    found.add(type.cast(effect));
                } else if (effect instanceof Effect.Tell tell && type.isInstance(tell.notice())) {
                    found.add(type.cast(tell.notice()));
                }
            }
            return found;
        }

        <T> T last(Class<T> type) {
            List<T> found = all(type);
            assertThat(found).as("%s among %s", type.getSimpleName(), effects).isNotEmpty();
            return found.get(found.size() - 1);
        }
    }

    private static Play idle() {
        return new Play(WATCH).on(opened(FRESH, Change.NONE));
    }

    private static Play running() {
        Play play = idle().on(saved("A.java"));
        return play.on(built(play.state.cycle(), job("ATest"), STALE));
    }

    static Event opened(Tally tally, Change behind) {
        var ready = new Notice.Ready("shop", "Maven", 2, 1, tally.known(), 1, Duration.ZERO);
        return new Event.Opened(ready, tally, behind, List.of(), false);
    }

    private static Event saved(String name) {
        return new Event.Changed(change(name), Duration.ZERO, Duration.ZERO);
    }

    private static Event built(int cycle, Job job, Tally tally) {
        List<Problem> problems = tally.compiles()
                ? List.of()
                : List.of(new Problem(Optional.of(path("A.java")), 1, 1, Problem.Severity.ERROR, "broken"));
        return new Event.Built(cycle, problems, List.of(), job, tally, "", Duration.ZERO, Duration.ZERO);
    }

    private static Event runEnded(int cycle) {
        return runEnded(cycle, Notice.Outcome.COMPLETED);
    }

    private static Event runEnded(int cycle, Notice.Outcome outcome) {
        return new Event.RunEnded(cycle, outcome, List.of(), List.of(), Duration.ZERO, Duration.ZERO);
    }

    private static Job job(String testClass) {
        var selected = new Selected(
                new TestClass("shop", testClass), 7, new Reason.Changed(), Optional.empty(), Optional.empty());
        return new Job(new Selection(List.of(selected)), Map.of(), Map.of(), Optional.empty(), "A.java changed");
    }

    static FailingTest failing() {
        return new FailingTest(
                "shop",
                new TestResult(
                        "id",
                        "ATest",
                        "ATest",
                        Optional.of("fails"),
                        "fails()",
                        false,
                        TestResult.Status.FAILED,
                        Duration.ZERO,
                        Optional.empty(),
                        "",
                        ""));
    }

    private static Change change(String name) {
        return new Change(Set.of(path(name)), Set.of());
    }

    private static Path path(String name) {
        return Path.of("/project", name);
    }
}
