package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A notice of each kind, with a text of the caller's choice wherever a text of unknown origin can stand. */
final class Examples {

    private Examples() {}

    static List<Notice> with(String text) {
        Thrown cause = new Thrown(
                text,
                Optional.of(text),
                List.of(text, text + "(" + text + ":1)"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        Thrown thrown = new Thrown(
                "org.opentest4j.AssertionFailedError",
                Optional.of("expected: <" + text + "> but was: <x" + text + "y>"),
                List.of("shop.Money." + text + "(Money.java:41)", "shop.PriceTest.a(PriceTest.java:27)"),
                Optional.of(cause),
                List.of(cause),
                Optional.of(text),
                Optional.of("x" + text + "y"));
        FailingTest failing = new FailingTest(text, test(text, Status.FAILED, Optional.of(thrown)));
        FailingTest other = new FailingTest("m", test(text + "2", Status.FAILED, Optional.of(cause)));
        var verdict = new Verdict(
                Verdict.State.RED, List.of(failing, other), 1930, 0, 0, List.of(new Flaky(List.of(failing), 3)));
        return List.of(
                new Notice.Ready(text, text, 412, 96, 1930, 12, Duration.ofMillis(5)),
                Shop.moneyChanged(1),
                new Notice.Problems(
                        1,
                        List.of(
                                new Problem(Optional.of(Shop.MONEY), 41, 25, Severity.ERROR, text),
                                new Problem(Optional.empty(), 0, 0, Severity.ERROR, "a\n" + text),
                                new Problem(Optional.of(Shop.CONFIG), 0, 0, Severity.WARNING, text)),
                        List.of(text),
                        3),
                new Notice.NothingAffected(1, text, 1930, Duration.ofMillis(5)),
                new Notice.RunStarted(
                        2,
                        text,
                        1,
                        List.of(new Notice.Planned(
                                text, text, text, text, Optional.of(text), text, new Reason.Undecidable(text))),
                        1930,
                        false),
                new Notice.Progress(
                        1, 2, 1, Duration.ofMillis(5), Optional.of(text), Optional.of(Duration.ofMillis(9))),
                new Notice.TestFinished(2, text, failing.result()),
                new Notice.Flaked(2, new Flaky(List.of(failing, failing), 3)),
                new Notice.FailsAfter(2, text, List.of(text), text, text),
                new Notice.FailedSoFar(2, List.of(other), Set.of()),
                new Notice.RunFinished(
                        2,
                        Outcome.CRASHED,
                        List.of(failing, other),
                        Set.of(text),
                        new Counts(1, 2, 0, 0),
                        Duration.ofMillis(5),
                        new Phases(
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO),
                        List.of(text, text),
                        verdict),
                new Notice.VerdictGiven(2, verdict),
                new Notice.Said(Level.WARNING, text),
                new Notice.Failures(List.of(failing, other), false),
                new Notice.Failures(List.of(failing, other), true, List.of(new Flaky(List.of(failing), 3))),
                new Notice.Shown(failing, 1, 2),
                new Notice.Output(text));
    }

    private static TestResult test(String text, Status status, Optional<Thrown> thrown) {
        return new TestResult(
                text, text, text, Optional.of(text), text, false, status, Duration.ofMillis(5), thrown, text, text);
    }
}
