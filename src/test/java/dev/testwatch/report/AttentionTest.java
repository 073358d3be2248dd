package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.Attention.When;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.report.Verdict.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {

    @Test
    void aChangeOfTheStateIsNewsAndTheFirstStateIsNone() {
        assertThat(called(
                        When.CHANGE,
                        run(State.GREEN),
                        run(State.GREEN),
                        run(State.RED),
                        run(State.RED),
                        run(State.GREEN)))
                .containsExactly(false, false, true, false, true);
        assertThat(called(When.CHANGE, run(State.RED), run(State.INCOMPLETE), run(State.BLOCKED)))
                .containsExactly(false, true, true);
    }

    @Test
    void whatLeavesThingsOpenChangesNothing() {
        assertThat(called(
                        When.CHANGE,
                        run(State.RED),
                        run(State.UNKNOWN),
                        run(State.RED),
                        run(State.UNKNOWN),
                        run(State.GREEN)))
                .containsExactly(false, false, false, false, true);
    }

    @Test
    void failuresAreToldEachTimeOnlyIfThatIsAskedFor() {
        assertThat(called(When.FAILURE, run(State.RED), run(State.RED), run(State.GREEN), run(State.INCOMPLETE)))
                .containsExactly(true, true, false, true);
        assertThat(called(When.ALWAYS, run(State.RED), run(State.GREEN), run(State.GREEN)))
                .containsExactly(true, true, true);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void noTestsAreNoNews(When when) {
        List<Notice> nothingRan = List.of(
                new Notice.NothingAffected(8, "only comments changed", 9, Duration.ZERO), verdict(State.GREEN, 9));
        List<Notice> emptyRun = List.of(finished(Outcome.COMPLETED, 0), verdict(State.GREEN, 9));
        List<Notice> noTests = List.of(finished(Outcome.COMPLETED, 0), verdict(State.GREEN, 0));
        List<Notice> cancelled = List.of(finished(Outcome.CANCELLED, 4), verdict(State.RED, 9));
        var before = List.<Notice>of(verdict(State.RED, 9));
        assertThat(called(when, before, nothingRan)).containsOnly(false);
        assertThat(called(when, before, emptyRun)).containsOnly(false);
        assertThat(called(when, before, noTests)).containsOnly(false);
        assertThat(called(when, run(State.GREEN), cancelled).get(1)).isFalse();
    }

    @Test
    void thatSourcesDoNotCompileAnyMoreIsNewsOnce() {
        List<Notice> blocked = List.of(new Notice.NothingAffected(8, "", 9, Duration.ZERO), verdict(State.BLOCKED, 9));
        assertThat(called(When.CHANGE, run(State.GREEN), blocked, blocked)).containsExactly(false, true, false);
        assertThat(called(When.FAILURE, run(State.GREEN), blocked, blocked)).containsExactly(false, true, false);
    }

    @Test
    void whoWantsNoCallGetsNone() {
        assertThat(called(When.OFF, run(State.GREEN), run(State.RED), run(State.GREEN)))
                .containsOnly(false);
    }

    @Test
    void itSaysOfWhichProjectAndWhatFails() {
        Attention attention = Attention.to(When.CHANGE)
                .after(Stories.READY)
                .after(verdict(State.GREEN, 9))
                .after(finished(Outcome.COMPLETED, 3));
        assertThat(attention.on(
                        new Notice.VerdictGiven(7, new Verdict(State.RED, List.of(Shop.roundsHalfUp()), 1930, 0, 0))))
                .contains(new Notification(true, "testwatch shop: 1 of 1,930 failing", "PriceTest › rounds half up"));
        assertThat(attention.on(verdict(State.RED, 9)).orElseThrow().text())
                .isEqualTo("PriceTest › test0, PriceTest › test1, PriceTest › test2 and 1 more");
    }

    static List<String> texts() {
        return HostileTextTest.texts();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void namesAreShortAndHarmless(String text) {
        Attention attention = Attention.to(When.ALWAYS);
        var said = new ArrayList<Notification>();
        for (Notice notice : Examples.with(text)) {
            attention.on(notice).ifPresent(said::add);
            attention = attention.after(notice);
        }
        assertThat(said).hasSize(1);
        assertThat(said.get(0).title() + said.get(0).text())
                .matches("[^\\p{Cntrl}\\x{80}-\\x{9f}\\x{d800}-\\x{dfff}\\x{202a}-\\x{202e}]*")
                .hasSizeLessThan(280);
    }

    @SafeVarargs
    private static List<Boolean> called(When when, List<Notice>... cycles) {
        Attention attention = Attention.to(when);
        var called = new ArrayList<Boolean>();
        for (List<Notice> cycle : cycles) {
            boolean said = false;
            for (Notice notice : cycle) {
                said |= attention.on(notice).isPresent();
                attention = attention.after(notice);
            }
            called.add(said);
        }
        return called;
    }

    private static List<Notice> run(State state) {
        return List.of(finished(Outcome.COMPLETED, 3), verdict(state, 9));
    }

    private static Notice finished(Outcome outcome, int tests) {
        return Shop.runFinished(
                7, outcome, List.of(), new Counts(tests, 0, 0, 0), 40, Shop.verdict(State.UNKNOWN, 0, 9, 0, 0));
    }

    private static Notice verdict(State state, int known) {
        return new Notice.VerdictGiven(7, Shop.verdict(state, state == State.RED ? 4 : 0, known, 0, 0));
    }
}
