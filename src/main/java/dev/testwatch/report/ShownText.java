package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** What is shown because a user wants to see it: one failure, or the output of tests as they write it. */
final class ShownText {

    private ShownText() {}

    /** A rule, the place among all failures, and the failure in full. */
    static List<Line> lines(Notice.Shown shown, Page page) {
        var lines = new ArrayList<Line>();
        lines.add(RunText.rule(page.theme()));
        lines.add(Line.of(" failure " + Figures.count(shown.at()) + " of " + Figures.count(shown.of())));
        lines.addAll(FailureBlocks.of(List.of(shown.test()), test -> false, page));
        lines.add(Line.BLANK);
        return lines;
    }

    /** As it was written, without what would act on the terminal. */
    static List<Line> lines(Notice.Output output) {
        return Neutral.stripped(output.text())
                .lines()
                .map(line -> Line.wrapping(Span.of(Neutral.tabsExpanded(line, 8))))
                .toList();
    }
}
