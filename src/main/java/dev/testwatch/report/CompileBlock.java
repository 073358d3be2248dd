package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the compiler found: errors with their code; warnings only where there is nothing worse. */
final class CompileBlock {

    private static final int ERRORS = 10;
    private static final int WARNINGS = 3;
    private static final int LINES_BEFORE = 1;

    private CompileBlock() {}

    static List<Line> of(List<Problem> problems, Page page) {
        List<Problem> errors = with(Severity.ERROR, problems);
        List<Problem> warnings = with(Severity.WARNING, problems);
        boolean broken = !errors.isEmpty();
        var lines = new ArrayList<Line>();
        lines.add(Line.of(
                Span.of("  "),
                Span.of("COMPILE", broken ? Style.BAD : Style.DOUBTFUL),
                Span.of("  " + count(errors.size(), warnings.size()))));
        List<Problem> worst = broken ? errors : warnings;
        int shown = Math.min(broken ? ERRORS : WARNINGS, worst.size());
        worst.subList(0, shown).forEach(problem -> lines.addAll(lines(problem, page)));
        if (worst.size() > shown) {
            lines.add(Line.of("      " + Glyphs.ellipsis(page.theme()) + " and " + Figures.count(worst.size() - shown)
                    + " more"));
        }
        return lines;
    }

    /** {@code 1 error, 2 warnings}. */
    static String count(int errors, int warnings) {
        String ofErrors = Figures.count(errors, "error", "errors");
        String ofWarnings = Figures.count(warnings, "warning", "warnings");
        if (warnings == 0) {
            return ofErrors;
        }
        return errors == 0 ? ofWarnings : ofErrors + ", " + ofWarnings;
    }

    static List<Problem> with(Severity severity, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }

    private static List<Line> lines(Problem problem, Page page) {
        var lines = new ArrayList<Line>();
        List<String> message = ProblemText.lines(problem.message());
        if (problem.file().isPresent()) {
            Path file = problem.file().get();
            lines.add(Line.wrapping(
                    Span.of("      "),
                    Where.span(ProblemText.where(problem, page.sources()), file, 6, page.theme()),
                    Span.of("  " + message.get(0))));
        } else {
            lines.add(Line.wrapping(Span.of("      " + message.get(0))));
        }
        for (String rest : message.subList(1, message.size())) {
            lines.add(Line.wrapping(Span.of("        " + rest)));
        }
        if (problem.file().isPresent() && problem.line() > 0) {
            OptionalInt column = problem.column() > 0 ? OptionalInt.of(problem.column()) : OptionalInt.empty();
            lines.addAll(new CodeFrame(page.sources().lines(problem.file().get()), problem.line())
                    .withCaret(LINES_BEFORE, column, page.theme()));
        }
        return lines;
    }
}
