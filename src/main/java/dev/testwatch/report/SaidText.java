package dev.testwatch.report;

import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Said;
import java.util.ArrayList;
import java.util.List;

/** A message, its level in front if it is more than information. */
final class SaidText {

    private SaidText() {}

    static List<Line> lines(Said said) {
        var lines = new ArrayList<Line>();
        for (String text : Neutral.stripped(said.text()).lines().toList()) {
            String line = Neutral.tabsExpanded(text, 8).stripTrailing();
            if (lines.isEmpty() && said.level() != Level.INFO) {
                boolean error = said.level() == Level.ERROR;
                lines.add(Line.wrapping(
                        Span.of("  "),
                        Span.of(error ? "ERROR" : "WARNING", error ? Style.BAD : Style.DOUBTFUL),
                        Span.of("  " + line)));
            } else {
                lines.add(Line.wrapping(Span.of("  " + line)));
            }
        }
        return lines;
    }
}
