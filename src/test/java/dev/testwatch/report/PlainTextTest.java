package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private final PlainText plain = new PlainText(new Shop());

    @Test
    void aRunHasAFixedFirstAndLastLine() {
        assertThat(text(Stories.broken())).isEqualTo("""
            [testwatch] change 7: Money.java changed
            [testwatch] run 7 started: Money.java changed, 14 of 1930 tests
            [testwatch] FAIL shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>
                src/test/java/shop/PriceTest.java:27
            \tat shop.Money.rounded(Money.java:41)
            \tat shop.PriceTest.roundsHalfUp(PriceTest.java:27)
            [testwatch] run 7 finished: 13 passed, 1 failed, 0.9 s; 1 of 1930 failing
            """);
    }

    @Test
    void aRunInSeveralForksHasOneFirstLine() {
        var started = Stories.broken()[1];
        assertThat(text(
                        started,
                        new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result())))
                .startsWith("[testwatch] run 7 started");
        assertThat(text(
                        started,
                        new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result())))
                .isEmpty();
        assertThat(text(Stories.broken()[2], started))
                .contains("run 7 finished")
                .contains("run 7 started");
    }

    @Test
    void failuresGoToTheErrorStream() {
        var failed = new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result());
        assertThat(plain.lines(failed).out()).isEmpty();
        assertThat(plain.lines(Stories.broken()[1]).err()).isEmpty();
        assertThat(plain.lines(failed).err())
                .first()
                .isEqualTo("[testwatch] FAIL shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>");
    }

    @Test
    void aFailureIsToldWhenItHappensAndOnlyOnce() {
        Notice[] run = Stories.broken();
        assertThat(text(
                        run[1],
                        new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result())))
                .contains("FAIL shop.PriceTest");
        assertThat(text(run[2]))
                .isEqualTo("[testwatch] run 7 finished: 13 passed, 1 failed, 0.9 s; 1 of 1930 failing\n");
        assertThat(text(
                        run[1],
                        new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result())))
                .contains("FAIL shop.PriceTest");
    }

    @Test
    void passedTestsAreNotMentioned() {
        assertThat(text(new Notice.TestFinished(
                        7, "shop", Shop.result("shop.PriceTest", "a", "a()", Status.SUCCESSFUL, null))))
                .isEmpty();
    }

    @Test
    void compileProblemsAreInTheFormOfTheCompiler() {
        var problems = new Notice.Problems(8, List.of(Stories.ERROR, Stories.WARNING), List.of("shop.PriceTest"), 3);
        assertThat(text(problems)).isEqualTo("""
            src/main/java/shop/Money.java:41:25: error: cannot find symbol: HALF_UPP
            src/main/java/shop/Config.java:17:9: warning: [deprecation] require(String) has been deprecated
            [testwatch] compilation 8 finished: 1 error, 1 warning; 3 blocked
            """);
        assertThat(plain.lines(problems).err())
                .containsExactly("src/main/java/shop/Money.java:41:25: error: cannot find symbol: HALF_UPP");
    }

    @Test
    void causesAreToldWithTheirOwnFrames() {
        FailingTest failing = Shop.failing(
                "shop.PriceTest",
                "loads",
                Shop.causedBy(
                        Shop.thrown(
                                "java.lang.RuntimeException",
                                "cannot load\nfile: a.txt",
                                "shop.PriceTest.loads(PriceTest.java:27)",
                                "java.lang.reflect.Method.invoke(Method.java:569)"),
                        Shop.thrown("java.io.IOException", "disk full", "java.io.FileOutputStream.write(F.java:1)")));
        assertThat(text(new Notice.Failures(List.of(failing), false))).isEqualTo("""
            [testwatch] 1 test is failing
            [testwatch] FAIL shop.PriceTest.loads: java.lang.RuntimeException: cannot load
                src/test/java/shop/PriceTest.java:27
                file: a.txt
            \tat shop.PriceTest.loads(PriceTest.java:27)
            Caused by: java.io.IOException: disk full
            \tat java.io.FileOutputStream.write(F.java:1)
            """);
        assertThat(text(new Notice.Failures(List.of(failing), true)))
                .contains("""
                    Caused by: java.io.IOException: disk full
                    \tat java.io.FileOutputStream.write(F.java:1)
                    """)
                .contains("\tat java.lang.reflect.Method.invoke(Method.java:569)\n");
    }

    @Test
    void aRunThatDidNotEndInOrderSaysWhy() {
        assertThat(text(Shop.runFinished(
                        3,
                        Outcome.CRASHED,
                        List.of(),
                        new Counts(5, 0, 0, 0),
                        40,
                        List.of("exit code 4"),
                        Shop.verdict(Verdict.State.INCOMPLETE, 0, 1930, 9, 0))))
                .isEqualTo("""
                    [testwatch] exit code 4
                    [testwatch] run 3 finished: crashed, 5 passed, 0.04 s; last run incomplete, 9 stale
                    """);
    }

    @Test
    void greenIsSaidOnlyOfAGreenVerdict() {
        assertThat(text(Stories.green())).endsWith("run 7 finished: 14 passed, 0.2 s; all 1930 pass\n");
    }

    @Test
    void theRestIsOneLineEach() {
        assertThat(text(
                        Stories.READY,
                        new Notice.NothingAffected(3, "only comments changed", 1930, Duration.ofMillis(3)),
                        Shop.runStarted(4, "", 1, 1, new Reason.Asked()),
                        new Notice.Said(Level.INFO, "paused"),
                        new Notice.Said(Level.ERROR, "no compiler"),
                        new Notice.Progress(1, 2, 0, Duration.ZERO, Optional.empty(), Optional.empty())))
                .isEqualTo("""
                    [testwatch] ready: shop, Maven 3.9.9, 3 modules, JDK 21, JUnit 6.1.3, 96 test classes, 1930 tests known, 12 classes stale
                    [testwatch] change 3: no test run, only comments changed
                    [testwatch] run 4 started: 1 test
                    [testwatch] paused
                    [testwatch] error: no compiler
                    """);
    }

    @Test
    void theVerdictIsToldWhereNoRunHasToldIt() {
        var verdict = new Notice.VerdictGiven(7, Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0));
        assertThat(text(verdict)).isEqualTo("[testwatch] 1 of 1930 failing\n");
        assertThat(text(new Notice.NothingAffected(7, "", 1930, Duration.ZERO), verdict))
                .isEqualTo("""
                    [testwatch] change 7: no test run
                    [testwatch] 1 of 1930 failing
                    """);
        text(Stories.broken());
        assertThat(text(verdict)).isEmpty();
        assertThat(text(verdict)).isEqualTo("[testwatch] 1 of 1930 failing\n");
        assertThat(text(Shop.moneyChanged(8), verdict)).isEqualTo("[testwatch] change 8: Money.java changed\n");
    }

    private String text(Notice... notices) {
        var lines = new ArrayList<PlainText.Line>();
        for (Notice notice : notices) {
            lines.addAll(plain.lines(notice).inOrder());
        }
        return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }
}
