package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Notices of whole cycles. */
final class Stories {

    static final Notice.Ready READY = new Notice.Ready(
            "shop", "Maven 3.9.9, 3 modules, JDK 21, JUnit 6.1.3", 412, 96, 1930, 12, Duration.ofMillis(812));

    static final Problem ERROR = new Problem(
            Optional.of(Shop.MONEY),
            41,
            25,
            Severity.ERROR,
            "cannot find symbol\n  symbol:   variable HALF_UPP\n  location: class shop.Money");

    static final Problem WARNING = new Problem(
            Optional.of(Shop.CONFIG), 17, 9, Severity.WARNING, "[deprecation] require(String) has been deprecated");

    private Stories() {}

    static Notice[] broken() {
        return new Notice[] {
            Shop.moneyChanged(7),
            Shop.runStarted(7, "Money.java changed", 14, 1930, new Reason.Changed()),
            Shop.runFinished(
                    7,
                    Outcome.COMPLETED,
                    List.of(Shop.roundsHalfUp()),
                    new Counts(13, 1, 0, 0),
                    900,
                    Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0))
        };
    }

    static Notice[] doesNotCompile() {
        return new Notice[] {
            Shop.moneyChanged(8),
            new Notice.Problems(8, List.of(ERROR), List.of("shop.PriceTest"), 3),
            Shop.runStarted(8, "Money.java changed", 11, 1930, new Reason.Changed()),
            Shop.runFinished(
                    8,
                    Outcome.COMPLETED,
                    List.of(),
                    new Counts(11, 0, 0, 0),
                    900,
                    Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 0, 3))
        };
    }

    static Notice[] doesNotLoad() {
        return new Notice[] {
            Shop.runStarted(9, "Config.java changed", 50, 1930, new Reason.Changed()),
            Shop.runFinished(
                    9,
                    Outcome.COMPLETED,
                    Shop.unusableConfig(37, 9),
                    new Counts(13, 37, 0, 0),
                    72_000,
                    Shop.verdict(Verdict.State.RED, 37, 1930, 0, 0))
        };
    }

    static Notice[] green() {
        return new Notice[] {
            Shop.moneyChanged(7),
            Shop.runStarted(7, "Money.java changed", 14, 1930, new Reason.Changed()),
            Shop.runFinished(
                    7,
                    Outcome.COMPLETED,
                    List.of(),
                    new Counts(14, 0, 0, 0),
                    160,
                    Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0))
        };
    }
}
