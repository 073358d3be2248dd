package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Lines of a source around the one that matters. */
final class CodeFrame {

    private static final int TAB = 4;
    /** What is beyond this is on no screen. */
    private static final int LONGEST_LINE = 2_000;

    private final List<String> source;
    private final int line;

    /** @param line from 1 */
    CodeFrame(List<String> source, int line) {
        this.source = source;
        this.line = line;
    }

    /** Only the line itself; nothing if the file has no such line. */
    List<Line> single(Theme theme) {
        return lines(0, theme);
    }

    /** The line, what precedes it, and a caret under its first character. */
    List<Line> withCaret(int before, Theme theme) {
        if (missing()) {
            return List.of();
        }
        String text = source.get(line - 1);
        return withCaretAt(text.length() - text.stripLeading().length(), before, theme);
    }

    /** The same with the caret under a column: from 1, a tab counts as one. */
    List<Line> withCaret(int before, OptionalInt column, Theme theme) {
        if (missing() || column.isEmpty()) {
            return lines(before, theme);
        }
        return withCaretAt(column.getAsInt() - 1, before, theme);
    }

    private List<Line> withCaretAt(int offset, int before, Theme theme) {
        var lines = new ArrayList<>(lines(before, theme));
        String text = Neutral.head(source.get(line - 1), LONGEST_LINE);
        String start = shown(text.substring(0, Math.min(offset, text.length())), theme);
        int column = Cells.width(start) - indent(before);
        if (column >= 0 && !text.isBlank()) {
            String gutter = " ".repeat(digits() + 9) + "|   ";
            lines.add(Line.of(Span.of(gutter + " ".repeat(column)), Span.of("^", Style.BAD)));
        }
        return lines;
    }

    private List<Line> lines(int before, Theme theme) {
        if (missing()) {
            return List.of();
        }
        int indent = indent(before);
        var lines = new ArrayList<Line>();
        for (int number = first(before); number <= line; number++) {
            String mark = number == line ? "      > " : "        ";
            String padding = " ".repeat(digits() - String.valueOf(number).length());
            String text = shown(Neutral.head(source.get(number - 1), LONGEST_LINE), theme);
            String code = text.isBlank() ? "" : "   " + text.substring(indent).stripTrailing();
            lines.add(Line.of(Span.of(mark + padding + number + " |" + code)));
        }
        return lines;
    }

    private boolean missing() {
        return line < 1 || line > source.size();
    }

    private int first(int before) {
        return Math.max(1, line - before);
    }

    private int digits() {
        return String.valueOf(line).length();
    }

    /** How many columns all shown lines are indented. */
    private int indent(int before) {
        return source.subList(first(before) - 1, line).stream()
                .filter(text -> !text.isBlank())
                .map(text -> Neutral.tabsExpanded(text, TAB))
                .mapToInt(text -> text.length() - text.replaceFirst("^ +", "").length())
                .min()
                .orElse(0);
    }

    private static String shown(String text, Theme theme) {
        String safe = Neutral.escaped(Neutral.tabsExpanded(text, TAB));
        return theme.unicode() ? safe : Neutral.ascii(safe);
    }
}
