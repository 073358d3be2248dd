package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentTextTest {

    private final AgentText agent = new AgentText(new Shop());

    @Test
    void aFailureIsItsPlaceItsMessageAndTheFirstOwnFrame() {
        assertThat(text(Shop.moneyChanged(7), started(), ended(Outcome.COMPLETED), red(Shop.roundsHalfUp())))
                .isEqualTo("""
                    RED: 1 of 1930 failing
                    src/test/java/shop/PriceTest.java:27 shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>
                      at src/main/java/shop/Money.java:41
                    """);
    }

    @Test
    void nothingIsSaidWhileSomethingIsUnderWay() {
        assertThat(text(
                        Stories.READY,
                        given(Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 12, 0)),
                        Shop.moneyChanged(7),
                        started(),
                        new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result()),
                        new Notice.FailedSoFar(7, List.of(Shop.roundsHalfUp()), Set.of()),
                        new Notice.Said(Level.WARNING, "slow"),
                        new Notice.Said(Level.INFO, "hello"),
                        ended(Outcome.COMPLETED)))
                .isEmpty();
    }

    @Test
    void greenIsOneLine() {
        assertThat(text(started(), ended(Outcome.COMPLETED), given(Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0))))
                .isEqualTo("GREEN: all 1930 pass\n");
        assertThat(text(
                        new Notice.NothingAffected(8, "only comments changed", 1930, Duration.ZERO),
                        given(Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0))))
                .isEqualTo("GREEN: all 1930 pass\n");
    }

    @ParameterizedTest
    @EnumSource(Verdict.State.class)
    void greenIsSaidOnlyOfAGreenVerdict(Verdict.State state) {
        assertThat(text(given(Shop.verdict(state, 0, 9, 0, 0))).startsWith("GREEN: "))
                .isEqualTo(state == Verdict.State.GREEN);
        assertThat(text(given(Shop.verdict(state, 0, 0, 0, 0)))).doesNotContainIgnoringCase("green");
    }

    @Test
    void whatDoesNotCompileIsNamedByItsPlace() {
        var blocked = given(Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 0, 3));
        assertThat(text(
                        Shop.moneyChanged(7),
                        new Notice.Problems(7, List.of(Stories.ERROR, Stories.WARNING), List.of("shop.PriceTest"), 3),
                        new Notice.NothingAffected(7, "", 1930, Duration.ZERO),
                        blocked))
                .isEqualTo("""
                    BLOCKED: 3 blocked
                    src/main/java/shop/Money.java:41:25 cannot find symbol: HALF_UPP
                    """);
        assertThat(text(blocked)).as("asked for again").isEqualTo("""
            BLOCKED: 3 blocked
            src/main/java/shop/Money.java:41:25 cannot find symbol: HALF_UPP
            """);
    }

    @Test
    void whereNothingIsToRunTheVerdictIsToldAtTheStart() {
        var ready = new Notice.Ready("shop", "Maven", 412, 96, 1930, 0, Duration.ZERO);
        assertThat(text(ready, given(Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 0, 0))))
                .as("a change has yet to be taken in")
                .isEmpty();
        assertThat(text(ready, given(Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0))))
                .isEqualTo("GREEN: all 1930 pass\n");
    }

    @Test
    void ofLongValuesTheFirstDifferenceIsShown() {
        var longer = Shop.failing(
                "shop.PriceTest", "a", Shop.notEqual("a\nb\tc\nd", "a\nx\nd", "shop.PriceTest.a(PriceTest.java:27)"));
        var shorter =
                Shop.failing("shop.PriceTest", "b", Shop.notEqual("a\nb", "a", "shop.PriceTest.b(PriceTest.java:27)"));
        assertThat(text(red(longer, shorter))).isEqualTo("""
            RED: 2 of 1930 failing
            src/test/java/shop/PriceTest.java:27 shop.PriceTest.a: expected and actual differ
              line 2: expected <b\\tc> but was <x>
            src/test/java/shop/PriceTest.java:27 shop.PriceTest.b: expected and actual differ
              line 2: expected <b> but was the end
            """);
    }

    @Test
    void oneCauseIsToldOnce() {
        var verdict = new Verdict(Verdict.State.RED, Shop.unusableConfig(37, 9), 1930, 0, 0);
        assertThat(text(given(verdict))).isEqualTo("""
            RED: 37 of 1930 failing
            src/main/java/shop/Config.java:17 shop.DbTest.connects: java.lang.ExceptionInInitializerError
              caused by java.lang.IllegalStateException: missing key db.url
              36 more fail alike
            """);
    }

    @Test
    void aTestWhoseJvmDiedIsFoundWhereItIsDeclared() {
        var shop = new Shop();
        shop.put("shop.KillTest", Shop.ROOT.resolve("KillTest.java"), 3, "class KillTest {", "", "  void kills() {");
        var killed = Shop.thrown("the JVM died: exit code 4", null);
        var agentOfShop = new AgentText(shop);
        assertThat(agentOfShop.lines(red(
                        Shop.failing("shop.KillTest", "kills", killed),
                        Shop.failingClass("shop.KillTest", Shop.thrown("the JVM died: exit code 5", null)))))
                .containsExactly(
                        "RED: 2 of 1930 failing",
                        "KillTest.java:5 shop.KillTest.kills: the JVM died: exit code 4",
                        "KillTest.java:3 shop.KillTest: the JVM died: exit code 5");
    }

    @Test
    void ofAnIncompleteRunItIsSaidWhy() {
        assertThat(text(
                        started(),
                        ended(Outcome.INCOMPLETE),
                        given(Shop.verdict(Verdict.State.INCOMPLETE, 0, 1930, 9, 0))))
                .isEqualTo("""
                    INCOMPLETE: last run incomplete, 9 stale
                      the JVM died: exit code 4
                    """);
    }

    @Test
    void aCancelledRunIsNoVerdictOnAnything() {
        var unknown = given(Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 9, 0));
        assertThat(text(started(), ended(Outcome.CANCELLED), unknown)).isEqualTo("UNKNOWN: 9 stale; run cancelled\n");
        assertThat(text(Shop.moneyChanged(8), unknown)).as("cut short").isEmpty();
    }

    @Test
    void manyFailuresAreCounted() {
        var failing = new ArrayList<FailingTest>();
        for (int i = 0; i < 30; i++) {
            failing.add(Shop.failing("shop.A", "a" + i, Shop.thrown("java.lang.AssertionError", "no " + i)));
        }
        assertThat(text(new Notice.Failures(failing, false)).lines())
                .hasSize(21)
                .last()
                .isEqualTo("and 10 more");
    }

    @Test
    void whatKeepsTheWatchFromWorkingIsSaid() {
        assertThat(text(new Notice.Said(Level.ERROR, "Maven failed\n\nno such artifact")))
                .isEqualTo("error: Maven failed\nerror: no such artifact\n");
    }

    private String text(Notice... notices) {
        return List.of(notices).stream()
                .flatMap(notice -> agent.lines(notice).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Notice started() {
        return Shop.runStarted(7, "Money.java changed", 14, 1930, new Reason.Changed());
    }

    private static Notice ended(Outcome outcome) {
        return Shop.runFinished(
                7,
                outcome,
                List.of(),
                new Counts(13, 0, 0, 0),
                900,
                outcome == Outcome.INCOMPLETE ? List.of("the JVM died: exit code 4") : List.of(),
                Shop.verdict(Verdict.State.UNKNOWN, 0, 1930, 0, 0));
    }

    private static Notice red(FailingTest... failing) {
        return given(new Verdict(Verdict.State.RED, List.of(failing), 1930, 0, 0));
    }

    private static Notice given(Verdict verdict) {
        return new Notice.VerdictGiven(7, verdict);
    }
}
