package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.STALE;
import static dev.testwatch.loop.Play.built;
import static dev.testwatch.loop.Play.idle;
import static dev.testwatch.loop.Play.job;
import static dev.testwatch.loop.Play.opened;
import static dev.testwatch.loop.Play.runEnded;
import static dev.testwatch.loop.Play.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that change while tests use them. */
class SettlingTest {

    private static final Settings ONCE = new Settings(
            true, false, false, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());
    private static final TestClass TEST =
            job("ATest").selection().tests().get(0).test();

    @Test
    void aTestThatUsesAFileThatChangedMeanwhileRunsOnceMore() {
        Play play = ran();
        int first = play.state.cycle();
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Unsettled());
        assertThat(play.verdicts()).last().isEqualTo(Verdict.State.UNKNOWN);
        assertThat(play.last(Notice.Said.class).text())
                .isEqualTo(TEST.name() + " is stale: it reads data.json, which changed while it ran;"
                        + " what is stale runs once more");

        run(play, FRESH);

        assertThat(play.state.cycle()).isEqualTo(first);
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
        assertThat(play.verdicts()).last().isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void ifThatIsNoBetterItIsSaidWhyItIsStale() {
        Play play = ran();

        run(play, unsettled());

        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
        assertThat(play.last(Notice.Said.class).text())
                .isEqualTo(TEST.name() + " is stale: it reads data.json, which changed while it ran; r runs it again");
        assertThat(play.state.verdict().state()).isEqualTo(Verdict.State.UNKNOWN);
    }

    @Test
    void theNextSaveMayRunItTwiceAgain() {
        Play play = ran();
        run(play, unsettled());

        play.on(saved("A.java"));
        run(play, unsettled());

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Unsettled());
    }

    @Test
    void whatDidNotRunThisTimeIsLeftAlone() {
        Play play = idle().forget().on(saved("A.java"));
        int cycle = play.state.cycle();
        play.on(built(cycle, job("BTest"), FRESH)).on(runEnded(cycle)).on(new Event.Tallied(cycle, unsettled()));

        assertThat(play.all(Effect.Build.class)).hasSize(1);
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
    }

    @Test
    void whilePausedNothingRunsTwice() {
        Play play = idle().on(new Event.Commanded(new Command.Pause())).forget();
        play.on(new Event.Commanded(new Command.RunAll()));
        run(play, unsettled());

        assertThat(play.all(Effect.Build.class)).hasSize(1);
    }

    @Test
    void aSingleRunEndsAfterTheSecondOne() {
        Play play = new Play(ONCE).on(opened(STALE, Change.NONE));
        run(play, unsettled());
        assertThat(play.all(Effect.Quit.class)).isEmpty();

        run(play, FRESH);

        assertThat(play.all(Effect.Quit.class)).containsExactly(new Effect.Quit(0));
    }

    private static Tally unsettled() {
        return new Tally(List.of(), 10, 1, 0, true, Map.of(TEST, "reads data.json"), List.of());
    }

    /** A save, a run, and then it is not known what the test has seen. */
    private static Play ran() {
        Play play = idle().forget().on(saved("A.java"));
        run(play, unsettled());
        return play;
    }

    private static void run(Play play, Tally tally) {
        int cycle = play.state.cycle();
        play.on(built(cycle, job("ATest"), FRESH)).on(runEnded(cycle)).on(new Event.Tallied(cycle, tally));
    }
}
