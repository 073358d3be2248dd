package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** The end of what a failed test wrote. */
final class OutputTail {

    private static final int LINES = 10;
    /** Enough for all lines of any screen; looking at more would only take time. */
    private static final int CHARACTERS = 100_000;

    private OutputTail() {}

    static List<Line> of(String output, Page page) {
        String tail =
                page.all() || output.length() <= CHARACTERS ? output : output.substring(output.length() - CHARACTERS);
        List<String> all = Neutral.stripped(tail).stripTrailing().lines().toList();
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> shown = page.all() ? all : all.subList(Math.max(0, all.size() - LINES), all.size());
        var lines = new ArrayList<Line>();
        boolean whole = shown.size() == all.size() && tail.length() == output.length();
        lines.add(Line.of(
                whole ? "      output:" : "      output, last " + shown.size() + " lines (" + Hints.SHOWS_ALL + "):"));
        for (String line : shown) {
            lines.add(Line.wrapping(Span.of("        " + Neutral.tabsExpanded(page.shorten(line), 8))));
        }
        return lines;
    }
}
