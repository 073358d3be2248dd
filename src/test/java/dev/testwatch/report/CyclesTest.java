package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the screen says of the less usual ends of a cycle. */
class CyclesTest {

    private static final String RULE = "─".repeat(74) + "\n";
    private static final Counts FIVE_PASSED = new Counts(5, 0, 0, 0);

    @Test
    void aChangeThatAffectsNothingIsOneLine() {
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.moneyChanged(3),
                        new Notice.NothingAffected(
                                3, "only comments and formatting changed", 1930, Duration.ofMillis(40))))
                .isEqualTo("""
             14:02:11  Money.java changed  →  no test run: only comments and formatting
             changed
            """);
    }

    @Test
    void aChangeIsToldOnceItIsKnownWhatComesOfIt() {
        assertThat(Screen.of(Shop.WIDE, Shop.moneyChanged(3))).isEmpty();
    }

    /** The first of several forks was taken for the whole: "all 20 tests" of 90. */
    @Test
    void whereOtherForksRunMoreTheFirstOneDoesNotSayAll() {
        Notice.RunStarted first = Shop.runStarted(1, "first run", 20, 20, new Reason.NeverRun());
        assertThat(Screen.of(Shop.WIDE, new Notice.RunStarted(1, first.because(), 20, first.tests(), 20, true)))
                .isEqualTo(RULE + " 14:02:11  first run  →  20 tests and more\n");
    }

    @Test
    void aRunThatNoChangeCausedHasAHeadlineToo() {
        assertThat(Screen.of(Shop.WIDE, Shop.runStarted(4, "failed tests again", 2, 1930, new Reason.Asked())))
                .isEqualTo(RULE + " 14:02:11  failed tests again  →  2 of 1,930 tests\n");
        assertThat(Screen.of(Shop.WIDE, Shop.runStarted(1, "first run", 20, 0, new Reason.NeverRun())))
                .isEqualTo(RULE + " 14:02:11  first run  →  20 tests\n");
        assertThat(Screen.of(Shop.WIDE, Shop.runStarted(1, "all tests", 20, 20, new Reason.Asked())))
                .isEqualTo(RULE + " 14:02:11  all tests  →  all 20 tests\n");
    }

    @Test
    void aRunCancelledBeforeItBeganIsNotMentioned() {
        Verdict verdict = Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 3, 0);
        var cancelled = Shop.runFinished(5, Outcome.CANCELLED, List.of(), new Counts(0, 0, 0, 0), 9, verdict);
        assertThat(Screen.of(Shop.WIDE, Shop.moneyChanged(5), cancelled, new Notice.VerdictGiven(5, verdict)))
                .isEmpty();
        assertThat(Screen.of(
                        Shop.WIDE, Shop.runStarted(5, "Money.java changed", 2, 9, new Reason.Changed()), cancelled))
                .endsWith("  cancelled: no tests ran in 9 ms     3 stale\n");
    }

    @Test
    void aPassedRunIsNotCalledGreenUnlessEverythingIs() {
        assertThat(lastLine(Outcome.COMPLETED, Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 12, 0)))
                .isEqualTo("  5 passed in 55 ms     12 stale");
        assertThat(lastLine(Outcome.COMPLETED, Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 4, 3)))
                .isEqualTo("  5 passed in 55 ms     3 blocked, 4 stale");
        assertThat(lastLine(Outcome.COMPLETED, Shop.verdict(Verdict.State.RED, 2, 1930, 0, 3)))
                .isEqualTo("  5 passed in 55 ms     2 of 1,930 failing, 3 blocked");
        assertThat(lastLine(Outcome.COMPLETED, Shop.verdict(Verdict.State.GREEN, 0, 0, 0, 0)))
                .isEqualTo("  5 passed in 55 ms     no tests");
        assertThat(lastLine(Outcome.CANCELLED, Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 0, 0)))
                .isEqualTo("  cancelled: 5 passed in 55 ms     changes not judged yet");
    }

    @Test
    void onlyAVerdictOfGreenIsWrittenInGreen() {
        for (Verdict.State state : Verdict.State.values()) {
            String screen = Screen.of(
                    new Theme(80, true, true, false),
                    Shop.runFinished(
                            1, Outcome.COMPLETED, List.of(), FIVE_PASSED, 55, Shop.verdict(state, 0, 7, 0, 0)));
            assertThat(screen.contains("<green>")).as(state.name()).isEqualTo(state == Verdict.State.GREEN);
            assertThat(screen.contains("all 7 pass")).as(state.name()).isEqualTo(state == Verdict.State.GREEN);
        }
    }

    @Test
    void aCrashIsABlockOfItsOwn() {
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.runStarted(5, "Money.java changed", 14, 1930, new Reason.Changed()),
                        Shop.runFinished(
                                5,
                                Outcome.CRASHED,
                                List.of(),
                                new Counts(5, 0, 0, 1),
                                1234,
                                List.of("exit code 4", "while OrderIT › ships ran", "\tlast \u001b[31mwords"),
                                Shop.verdict(Verdict.State.INCOMPLETE, 0, 1930, 0, 0))))
                .isEqualTo(RULE + """
             14:02:11  Money.java changed  →  14 of 1,930 tests

              CRASHED  exit code 4
                  while OrderIT › ships ran
                          last words

              5 passed, 1 skipped in 1.2s     last run incomplete
            """);
    }

    @Test
    void withoutARunTheVerdictEndsACycleThatDoesNotCompile() {
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.moneyChanged(8),
                        new Notice.Problems(8, List.of(Stories.ERROR), List.of("shop.PriceTest"), 3),
                        new Notice.NothingAffected(8, "what is affected does not compile", 1930, Duration.ZERO),
                        new Notice.VerdictGiven(8, Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 0, 3))))
                .endsWith("                       ^\n  no other test to run     3 blocked\n");
        assertThat(Screen.of(Shop.WIDE, new Notice.VerdictGiven(8, Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 0, 3))))
                .isEmpty();
    }

    @Test
    void failuresAmongTheTestsThatDoNotNeedTheBrokenFileAreShown() {
        String screen = Screen.of(
                Shop.WIDE,
                Shop.moneyChanged(8),
                new Notice.Problems(8, List.of(Stories.ERROR, Stories.WARNING), List.of("shop.PriceTest"), 3),
                Shop.runStarted(8, "Money.java changed", 2, 1930, new Reason.Changed()),
                Shop.runFinished(
                        8,
                        Outcome.COMPLETED,
                        List.of(Shop.roundsHalfUp()),
                        new Counts(1, 1, 0, 0),
                        900,
                        Shop.verdict(Verdict.State.RED, 1, 1930, 0, 3)));
        assertThat(screen)
                .contains("  COMPILE  1 error, 1 warning\n")
                .contains("  FAIL  PriceTest › rounds half up")
                .endsWith("""

              2 tests do not need Money.java: 1 passed, 1 failed
              1 of 1,930 failing, 3 blocked
            """);
    }

    @Test
    void warningsAloneDoNotHideTheRun() {
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.moneyChanged(8),
                        new Notice.Problems(8, List.of(Stories.WARNING), List.of(), 0),
                        Shop.runStarted(8, "Money.java changed", 2, 1930, new Reason.Changed()),
                        Shop.runFinished(
                                8,
                                Outcome.COMPLETED,
                                List.of(),
                                new Counts(2, 0, 0, 0),
                                900,
                                Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0))))
                .isEqualTo(RULE + """
             14:02:11  Money.java changed

              COMPILE  1 warning
                  src/main/java/shop/Config.java:17:9  [deprecation] require(String) has
                  been deprecated
                    16 |   static {
                  > 17 |       URL = require("db.url");
                       |       ^
              2 passed in 0.9s     all 1,930 pass
            """);
    }

    @Test
    void tenErrorsAreShownAndTheOthersCounted() {
        var errors = new ArrayList<Problem>();
        for (int i = 1; i <= 37; i++) {
            errors.add(new Problem(Optional.empty(), 0, 0, Severity.ERROR, "error number " + i));
        }
        assertThat(Screen.of(Shop.WIDE, new Notice.Problems(1, errors, List.of(), 0)))
                .contains("COMPILE  37 errors\n")
                .contains("error number 10\n")
                .doesNotContain("error number 11")
                .endsWith("      … and 27 more\n");
    }

    @Test
    void tenFailuresAreShownAndTheOthersCounted() {
        var failures = new ArrayList<FailingTest>();
        for (int i = 1; i <= 37; i++) {
            failures.add(Shop.failing("shop.PriceTest", "t" + i, Shop.thrown("java.lang.AssertionError", "no " + i)));
        }
        Verdict verdict = Shop.verdict(Verdict.State.RED, 37, 1930, 0, 0);
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.runFinished(1, Outcome.COMPLETED, failures, new Counts(0, 37, 0, 0), 900, verdict)))
                .contains("FAIL  PriceTest › t10")
                .doesNotContain("FAIL  PriceTest › t11")
                .endsWith("""
                no 10

              … and 27 more, v shows all

              37 failed in 0.9s     37 of 1,930 failing
            """);
        assertThat(Screen.of(Shop.WIDE, new Notice.Failures(failures, false)))
                .contains(" 37 tests failing\n")
                .contains("FAIL  PriceTest › t37")
                .doesNotContain("more");
    }

    @Test
    void onlyWhatPassedBeforeBrokeJustNow() {
        Notice.RunFinished run = (Notice.RunFinished) Stories.broken()[2];
        var failedBefore = new Notice.RunFinished(
                7,
                run.outcome(),
                run.failures(),
                Set.of(),
                run.counts(),
                run.took(),
                run.phases(),
                run.detail(),
                run.verdict());
        assertThat(Screen.of(Shop.WIDE, failedBefore)).doesNotContain("just now");
        assertThat(Screen.of(Shop.WIDE, Shop.runStarted(7, "first run", 14, 14, new Reason.NeverRun()), run))
                .contains("FAIL  PriceTest › rounds half up\n");
    }

    @Test
    void messagesSayHowSeriousTheyAre() {
        assertThat(Screen.of(
                        new Theme(80, true, true, false),
                        new Notice.Said(Level.INFO, "events overflowed, rescanned 412 files"),
                        new Notice.Said(Level.WARNING, "cannot read pom.xml:12\nwaiting for it to change"),
                        new Notice.Said(Level.ERROR, "no compiler")))
                .isEqualTo("""
              events overflowed, rescanned 412 files
              <yellow>WARNING</>  cannot read pom.xml:12
              waiting for it to change
              <red>ERROR</>  no compiler
            """);
    }

    @Test
    void theBeginningSaysWhatWillBeRun() {
        assertThat(secondThing(412, 96, 0, 96)).isEqualTo("  no results yet, all are to run");
        assertThat(secondThing(412, 96, 1930, 0)).isEqualTo("  nothing is stale (a runs all 1,930)");
        assertThat(secondThing(412, 96, 1930, 1)).isEqualTo("  1 test class is stale, running it (a runs all 1,930)");
        assertThat(secondThing(12, 0, 0, 0)).isEqualTo("  no test classes found yet, watching for the first");
    }

    private static String secondThing(int classes, int testClasses, int tests, int stale) {
        var ready = new Notice.Ready("shop", "Maven", classes, testClasses, tests, stale, Duration.ofMillis(5));
        return Screen.of(Shop.WIDE, ready).lines().toList().get(2);
    }

    private static String lastLine(Outcome outcome, Verdict verdict) {
        List<String> lines = Screen.of(
                        Shop.WIDE,
                        Shop.runStarted(1, "Money.java changed", 5, 1930, new Reason.Changed()),
                        Shop.runFinished(1, outcome, List.of(), FIVE_PASSED, 55, verdict))
                .lines()
                .toList();
        return lines.get(lines.size() - 1);
    }
}
