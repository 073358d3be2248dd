package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The verdict in words. */
final class Verdicts {

    private Verdicts() {}

    /** {@code 1 of 1,930 failing, 3 blocked}; says that all pass only of a verdict that is green. */
    static String of(Verdict verdict, LongFunction<String> number) {
        if (isGreen(verdict)) {
            return "all " + number.apply(verdict.known()) + " pass" + flaky(verdict, number);
        }
        var parts = new ArrayList<String>();
        int failing = verdict.failing().size();
        if (failing > 0) {
            parts.add(number.apply(failing) + " of " + number.apply(Math.max(failing, verdict.known())) + " failing");
        }
        if (verdict.state() == Verdict.State.INCOMPLETE) {
            parts.add("last run incomplete");
        }
        if (verdict.blocked() > 0) {
            parts.add(number.apply(verdict.blocked()) + " blocked");
        }
        if (verdict.stale() > 0) {
            parts.add(number.apply(verdict.stale()) + " stale");
        }
        return (parts.isEmpty() ? withoutFigures(verdict) : String.join(", ", parts)) + flaky(verdict, number);
    }

    private static String flaky(Verdict verdict, LongFunction<String> number) {
        return verdict.flaky().isEmpty()
                ? ""
                : ", " + number.apply(verdict.flaky().size()) + " flaky";
    }

    static Style style(Verdict verdict) {
        return switch (verdict.state()) {
            case GREEN -> green(verdict);
            case RED, INCOMPLETE -> Style.BAD;
            case BLOCKED -> Style.DOUBTFUL;
            case UNKNOWN -> Style.PLAIN;
        };
    }

    private static Style green(Verdict verdict) {
        Style good = verdict.flaky().isEmpty() ? Style.GOOD : Style.DOUBTFUL;
        return isGreen(verdict) ? good : Style.PLAIN;
    }

    /** No tests at all are no reason to be content. */
    static boolean isGreen(Verdict verdict) {
        return verdict.state() == Verdict.State.GREEN && verdict.known() > 0;
    }

    private static String withoutFigures(Verdict verdict) {
        return switch (verdict.state()) {
            case GREEN -> "no tests";
            case RED -> "failing";
            case BLOCKED -> "does not compile";
            case INCOMPLETE -> "last run incomplete";
            case UNKNOWN -> verdict.known() == 0 ? "no tests known" : "changes not judged yet";
        };
    }

    /** {@code 13 passed, 1 failed, 2 skipped}, in pieces of which the failures can be coloured. */
    static List<Span> counts(Notice.Counts counts, LongFunction<String> number) {
        var spans = new ArrayList<Span>();
        add(spans, counts.successful(), " passed", Style.PLAIN, number);
        add(spans, counts.failed(), " failed", Style.BAD, number);
        add(spans, counts.aborted(), " aborted", Style.PLAIN, number);
        add(spans, counts.skipped(), " skipped", Style.PLAIN, number);
        return spans.isEmpty() ? List.of(Span.of("no tests ran")) : spans;
    }

    private static void add(List<Span> spans, int count, String what, Style style, LongFunction<String> number) {
        if (count > 0) {
            if (!spans.isEmpty()) {
                spans.add(Span.of(", "));
            }
            spans.add(Span.of(number.apply(count) + what, style));
        }
    }
}
