package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.report.Notice.RunFinished;
import dev.testwatch.report.Notice.RunStarted;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first and the last lines of a cycle. */
final class RunText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String GAP = "     ";

    private RunText() {}

    static Line rule(Theme theme) {
        return Line.of(Glyphs.RULE.repeat(theme.page()));
    }

    static Line header(LocalTime at, String what) {
        return Line.wrapping(Span.of(" " + TIME.format(at) + "  " + what));
    }

    static Line header(LocalTime at, String what, RunStarted run) {
        String tests = run.more() ? Figures.tests(run.planned()) + " and more" : ofKnown(run.planned(), run.known());
        return header(at, what + "  " + Glyphs.ARROW + "  " + tests);
    }

    /** {@code 14 of 1,930 tests}. */
    private static String ofKnown(int planned, int known) {
        if (planned < known) {
            return Figures.count(planned) + " of " + Figures.tests(known);
        }
        return planned == known && planned > 1 ? "all " + Figures.tests(planned) : Figures.tests(planned);
    }

    static Line nothingAffected(LocalTime at, String what, String why) {
        String change = what.isEmpty() ? "" : what + "  " + Glyphs.ARROW + "  ";
        return header(at, change + "no test run" + (why.isBlank() ? "" : ": " + why));
    }

    static Line nothingAffected(String why) {
        return Line.wrapping(Span.of("  no test run" + (why.isBlank() ? "" : ": " + why)));
    }

    /** {@code 13 passed, 1 failed in 0.9s     1 of 1,930 failing}. */
    static Line end(RunFinished run) {
        var spans = new ArrayList<Span>();
        spans.add(Span.of("  "));
        if (run.outcome() == Outcome.CANCELLED) {
            spans.add(Span.of("cancelled: "));
        }
        spans.addAll(Verdicts.counts(run.counts(), Figures::count));
        spans.add(Span.of(" in " + Figures.duration(run.took()) + GAP));
        spans.add(verdictSpan(run.verdict()));
        return new Line(spans, List.of(), true);
    }

    /** {@code 11 tests do not need Money.java: 11 passed     3 blocked}. */
    static Line endDespite(List<Problem> errors, RunFinished run) {
        List<Path> files = errors.stream()
                .flatMap(error -> error.file().stream())
                .distinct()
                .toList();
        Counts counts = run.counts();
        int ran = counts.successful() + counts.failed() + counts.aborted() + counts.skipped();
        if (files.isEmpty() || ran == 0 || run.outcome() != Outcome.COMPLETED) {
            return end(run);
        }
        var spans = new ArrayList<Span>();
        String verb = ran == 1 ? " does not need " : " do not need ";
        spans.add(Span.of("  " + Figures.tests(ran) + verb + Changes.names(files) + ": "));
        spans.addAll(Verdicts.counts(counts, Figures::count));
        spans.add(Span.of(GAP));
        spans.add(verdictSpan(run.verdict()));
        return new Line(spans, List.of(), true);
    }

    /** The end of a cycle in which errors left nothing to run. */
    static Line nothingElse(Verdict verdict) {
        return Line.wrapping(Span.of("  no other test to run" + GAP), verdictSpan(verdict));
    }

    private static Span verdictSpan(Verdict verdict) {
        return Span.of(Verdicts.of(verdict, Figures::count), Verdicts.style(verdict));
    }

    /** What kept a run from its orderly end. */
    static List<Line> disorder(RunFinished run) {
        var lines = new ArrayList<Line>();
        List<String> detail = run.detail();
        String first = detail.isEmpty() ? "" : "  " + detail.get(0);
        lines.add(Line.wrapping(Span.of("  "), Span.of(word(run.outcome()), Style.BAD), Span.of(first)));
        for (String line : detail.subList(Math.min(1, detail.size()), detail.size())) {
            String text = Neutral.tabsExpanded(Neutral.stripped(line), 8).stripTrailing();
            lines.add(Line.wrapping(Span.of("      " + text)));
        }
        return lines;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case CRASHED -> "CRASHED";
            case TIMED_OUT -> "TIMED OUT";
            case INCOMPLETE -> "INCOMPLETE";
            case CANCELLED -> "CANCELLED";
            case COMPLETED -> "COMPLETED";
        };
    }
}
