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
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.talk.Question;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others ask a watch, and when they are answered. */
class InquiriesTest {

    private static final Question NOW = new Question.Status(false, false);
    private static final Question WAIT = new Question.Status(true, false);
    private static final Question RUN = new Question.Run("ATest#adds");
    private static final Wish CHOSEN = new Wish.Chosen(new TestChoice("ATest#adds"));

    private static Event asked(Question question) {
        return new Event.Asked(1, question);
    }

    private static Event looked() {
        return new Event.Looked(1);
    }

    private static Event tallied(Play play, Tally tally) {
        return new Event.Tallied(play.state.cycle(), tally);
    }

    private static Event clear() {
        return new Event.Commanded(new Command.Clear());
    }

    private static Verdict.State state(Effect.Answer answer) {
        return ((Notice.VerdictGiven) answer.notices().get(0)).verdict().state();
    }

    private static TestResult passed() {
        TestResult failed = Play.failing().result();
        return new TestResult(
                failed.id(),
                failed.testClass(),
                failed.className(),
                failed.methodName(),
                failed.displayName(),
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }

    // ---- the verdict

    @Test
    void aSaveJustBeforeTheQuestionCountsAndIsWaitedFor() {
        Play play = idle().on(asked(WAIT));
        assertThat(play.last(Effect.Look.class).number()).isEqualTo(1);

        play.on(saved("A.java")).on(looked());
        play.on(built(play.state.cycle(), job("ATest"), STALE));
        play.on(runEnded(play.state.cycle()));
        assertThat(play.all(Effect.Answer.class)).isEmpty();

        play.on(tallied(play, FRESH));
        assertThat(play.last(Effect.Answer.class).exitCode()).isZero();
        assertThat(state(play.last(Effect.Answer.class))).isEqualTo(Verdict.State.GREEN);
        assertThat(play.inquiries.open()).isEmpty();
    }

    @Test
    void whereNothingIsUnderWayTheVerdictIsGivenAfterALook() {
        Play play = idle().on(asked(new Question.Status(true, true)));
        assertThat(play.all(Effect.Answer.class)).isEmpty();

        play.on(looked());
        assertThat(play.last(Effect.Answer.class).json()).isTrue();
        assertThat(state(play.last(Effect.Answer.class))).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void whoDoesNotWaitIsNotToldGreenOfATreeThatHasChangedEither() {
        Play play = idle().on(asked(NOW));
        assertThat(play.all(Effect.Answer.class)).isEmpty();

        play.on(saved("A.java"));
        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(2);
        assertThat(state(play.last(Effect.Answer.class))).isEqualTo(Verdict.State.UNKNOWN);
    }

    @Test
    void whoDoesNotWaitIsToldAtOnceWhatIsKnownWhileTestsRun() {
        Play play = running().on(asked(NOW));

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(2);
    }

    static Stream<List<Object>> tallies() {
        var broken = new Tally(List.of(), 10, 0, 0, false);
        var redAndBroken = new Tally(RED.failing(), 10, 0, 0, false);
        return Stream.of(
                List.of(FRESH, 0), List.of(RED, 1), List.of(broken, 2), List.of(redAndBroken, 2), List.of(STALE, 2));
    }

    @ParameterizedTest
    @MethodSource("tallies")
    void theExitCodeIsThatOfOnce(List<Object> tally) {
        Play play = running().on(asked(WAIT)).on(looked());
        play.on(runEnded(play.state.cycle())).on(tallied(play, (Tally) tally.get(0)));

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(tally.get(1));
    }

    @Test
    void whatACancelledRunHasFoundIsCountedBeforeItIsToldOf() {
        Play play = running().on(asked(WAIT)).on(looked()).on(clear());
        assertThat(play.state.activity()).isInstanceOf(Activity.Idle.class);
        assertThat(play.all(Effect.Answer.class)).isEmpty();

        play.on(tallied(play, RED));
        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(1);
    }

    @Test
    void whileTheProjectIsOpenedTheWatcherThatIsThereThenIsAskedToLook() {
        Play play = new Play(WATCH).on(asked(WAIT)).forget().on(opened(FRESH, Change.NONE));
        assertThat(play.all(Effect.Look.class)).hasSize(1);
        assertThat(play.all(Effect.Answer.class)).isEmpty();

        play.on(looked());
        assertThat(play.last(Effect.Answer.class).exitCode()).isZero();
    }

    @Test
    void whereThereIsNoProjectNothingIsGreen() {
        Play play = new Play(WATCH).on(asked(WAIT)).on(looked());
        play.on(new Event.Unreadable(
                new dev.testwatch.project.Reading.Unreadable("broken", List.of(), List.of(Path.of("pom.xml")), false)));

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(2);
    }

    @Test
    void whoHasLeftIsNotAnswered() {
        Play play = running().on(asked(WAIT)).on(looked()).on(new Event.Left(1));
        play.on(runEnded(play.state.cycle())).on(tallied(play, FRESH));

        assertThat(play.all(Effect.Answer.class)).isEmpty();
        assertThat(play.inquiries.open()).isEmpty();
    }

    @Test
    void theVerdictThatEndsTheProgramIsToldBeforeItEnds() {
        Settings untilSuccess = new Settings(
                false, true, false, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());
        Play play = new Play(untilSuccess).on(opened(STALE, Change.NONE));
        play.on(built(play.state.cycle(), job("ATest"), STALE)).on(asked(WAIT)).on(looked());
        play.on(runEnded(play.state.cycle())).forget().on(tallied(play, FRESH));

        assertThat(play.effects).first().isInstanceOf(Effect.Answer.class);
        assertThat(play.effects).last().isInstanceOf(Effect.Quit.class);
    }

    // ---- commands

    @Test
    void whatACommandSaysAtOnceComesBack() {
        Play play = idle().on(asked(new Question.Send("status")));

        assertThat(play.last(Effect.Answer.class).exitCode()).isZero();
        assertThat(state(play.last(Effect.Answer.class))).isEqualTo(Verdict.State.GREEN);
    }

    @Test
    void aCommandActsAsALineOfInput() {
        Play play = idle().on(asked(new Question.Send("filter Price")));

        assertThat(play.state.filter().description()).contains("Price");
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.All());
        assertThat(play.all(Effect.Answer.class)).hasSize(1);
    }

    @Test
    void aCommandThatThereIsNotIsRefusedWithTheNearest() {
        Play play = idle().on(asked(new Question.Send("fialed")));

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(3);
        assertThat(play.last(Effect.Answer.class).notices().toString()).contains("did you mean 'failed'");
        assertThat(play.notices()).hasSize(idle().notices().size());
    }

    @Test
    void whoEndsTheWatchIsAnsweredFirst() {
        Play play = idle().forget().on(asked(new Question.Send("quit")));

        assertThat(play.effects).hasSize(2);
        assertThat(play.effects).first().isInstanceOf(Effect.Answer.class);
        assertThat(play.effects).last().isInstanceOf(Effect.Quit.class);
    }

    @Test
    void aCommandOfOneIsSeenByTheOtherWhoWaits() {
        Play play = running().on(asked(WAIT)).on(looked());
        play.on(new Event.Asked(2, new Question.Send("clear")));
        assertThat(play.all(Effect.Answer.class))
                .extracting(Effect.Answer::number)
                .containsExactly(2);

        play.on(tallied(play, FRESH));
        assertThat(play.last(Effect.Answer.class).number()).isEqualTo(1);
    }

    // ---- chosen tests

    private static Play chosen() {
        Play play = running().on(asked(RUN)).on(looked());
        assertThat(play.last(Effect.Build.class).wish()).isNotEqualTo(CHOSEN);
        play.on(runEnded(play.state.cycle())).on(tallied(play, FRESH));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(CHOSEN);
        return play;
    }

    private static Event ran(Play play, Tally tally) {
        play.on(built(play.state.cycle(), job("ATest"), tally));
        play.on(new Event.TestFinished(play.state.cycle(), "shop", passed()));
        return runEnded(play.state.cycle());
    }

    @Test
    void chosenTestsRunAfterWhatIsUnderWayAndTheirRunIsTheAnswer() {
        Play play = chosen();
        play.on(ran(play, FRESH)).on(tallied(play, RED));

        assertThat(play.last(Effect.Answer.class).exitCode()).as("others fail").isZero();
        assertThat(play.last(Effect.Answer.class).notices()).hasOnlyElementsOfType(Notice.RunFinished.class);
    }

    @Test
    void chosenTestsThatAChangeCutsShortRunAgainOnceThatHasBeenJudged() {
        Play play = chosen();
        play.on(built(play.state.cycle(), job("ATest"), FRESH)).on(saved("B.java"));
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(new Wish.Stale(false));
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));

        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(CHOSEN);
        assertThat(play.all(Effect.Answer.class)).isEmpty();
        play.on(ran(play, FRESH)).on(tallied(play, FRESH));
        assertThat(play.last(Effect.Answer.class).exitCode()).isZero();
    }

    @Test
    void chosenTestsThatTheUserCancelsHaveNotPassed() {
        Play play = chosen();
        play.on(built(play.state.cycle(), job("ATest"), FRESH)).on(clear());

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(2);
    }

    @Test
    void whereNoTestIsMeantNoneHasPassed() {
        Play play = chosen();
        play.on(built(play.state.cycle(), Job.NOTHING, FRESH));

        assertThat(play.last(Effect.Answer.class).exitCode()).isEqualTo(2);
    }

    @Test
    void aChoiceThatMakesNoSenseIsRefused() {
        assertThat(idle().on(asked(new Question.Run(" ")))
                        .last(Effect.Answer.class)
                        .exitCode())
                .isEqualTo(3);
        assertThat(idle().on(asked(new Question.Run("%regex[(]")))
                        .last(Effect.Answer.class)
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void chosenTestsEndTheUseOfIdleTime() {
        Play play = idle();
        play.state = play.state.with(new Activity.Sweeping(job("ATest")));
        play.on(asked(RUN)).on(looked());

        assertThat(play.all(Effect.CancelRun.class)).hasSize(1);
        assertThat(play.last(Effect.Build.class).wish()).isEqualTo(CHOSEN);
    }
}
