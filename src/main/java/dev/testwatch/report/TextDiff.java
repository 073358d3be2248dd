package dev.testwatch.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The lines in which two texts differ, with a little of what is around them. */
final class TextDiff {

    private static final int CONTEXT = 2;
    /** Beyond this many differing lines the smallest difference is not looked for. */
    private static final int MOST_COMPARED = 1_000;

    private final List<String> expected;
    private final List<String> actual;
    private final boolean onlyWhitespace;
    private final Theme theme;
    private final List<Line> lines = new ArrayList<>();
    /** The first line of the expected text that is not shown or left out yet. */
    private int next;

    private TextDiff(Values values, Theme theme) {
        this.expected = List.of(values.expected().split("\n", -1));
        this.actual = List.of(values.actual().split("\n", -1));
        this.onlyWhitespace = values.differOnlyInWhitespace();
        this.theme = theme;
    }

    /** At most so many lines; then how many more there are. */
    static List<Line> of(Values values, int most, Theme theme) {
        List<Line> all = new TextDiff(values, theme).lines();
        if (all.size() <= most) {
            return all;
        }
        var some = new ArrayList<>(all.subList(0, most));
        some.add(Line.of(
                "      " + Glyphs.ellipsis(theme) + " " + Figures.count(all.size() - most, "more line", "more lines")));
        return some;
    }

    private List<Line> lines() {
        for (Hunk hunk : hunks()) {
            context(hunk.expectedStart());
            differing(hunk);
            next = hunk.expectedEnd();
        }
        context(Math.min(expected.size(), next + CONTEXT));
        if (next < expected.size()) {
            lines.add(Line.of("        " + Glyphs.ellipsis(theme)));
        }
        return lines;
    }

    /** The equal lines before {@code end}; in their middle they are left out. */
    private void context(int end) {
        int after = lines.isEmpty() ? next : Math.min(end, next + CONTEXT);
        int before = Math.max(after, end - CONTEXT);
        equal(next, after);
        if (before > after) {
            lines.add(Line.of("        " + Glyphs.ellipsis(theme)));
        }
        equal(before, end);
        next = end;
    }

    private void equal(int from, int to) {
        for (String text : expected.subList(from, to)) {
            lines.add(Line.of("        " + shown(text, false)));
        }
    }

    private void differing(Hunk hunk) {
        List<String> old = expected.subList(hunk.expectedStart(), hunk.expectedEnd());
        List<String> now = actual.subList(hunk.actualStart(), hunk.actualEnd());
        if (old.size() == 1 && now.size() == 1) {
            boolean whitespace = new Values(old.get(0), now.get(0)).differOnlyInWhitespace();
            lines.addAll(InlineDiff.of(old.get(0), now.get(0), whitespace, theme));
            return;
        }
        boolean whitespace =
                onlyWhitespace || new Values(String.join("\n", old), String.join("\n", now)).differOnlyInWhitespace();
        for (String text : old) {
            lines.add(marked("-", Style.BAD, text, whitespace));
        }
        for (String text : now) {
            lines.add(marked("+", Style.GOOD, text, whitespace));
        }
    }

    private Line marked(String sign, Style style, String text, boolean whitespace) {
        // A blank line that is too many or missing would look like nothing at all.
        String shown = text.isEmpty() ? theme.unicode() ? "↵" : "\\n" : shown(text, whitespace || text.isBlank());
        return Line.of(Span.of("      "), Span.of(sign, style), Span.of(" " + shown));
    }

    private String shown(String text, boolean visible) {
        String some = Neutral.head(text, 2 * theme.width());
        return some.codePoints()
                .mapToObj(c -> Characters.shown(c, visible, theme))
                .collect(Collectors.joining());
    }

    private List<Hunk> hunks() {
        int prefix = 0;
        int most = Math.min(expected.size(), actual.size());
        while (prefix < most && expected.get(prefix).equals(actual.get(prefix))) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < most - prefix
                && expected.get(expected.size() - 1 - suffix).equals(actual.get(actual.size() - 1 - suffix))) {
            suffix++;
        }
        int expectedEnd = expected.size() - suffix;
        int actualEnd = actual.size() - suffix;
        if (Math.max(expectedEnd, actualEnd) - prefix > MOST_COMPARED) {
            return List.of(new Hunk(prefix, expectedEnd, prefix, actualEnd));
        }
        var hunks = new ArrayList<Hunk>();
        for (AbstractDelta<String> delta : DiffUtils.diff(
                        expected.subList(prefix, expectedEnd), actual.subList(prefix, actualEnd))
                .getDeltas()) {
            Chunk<String> old = delta.getSource();
            Chunk<String> now = delta.getTarget();
            int start = prefix + old.getPosition();
            int actualStart = prefix + now.getPosition();
            hunks.add(new Hunk(start, start + old.size(), actualStart, actualStart + now.size()));
        }
        return hunks;
    }

    /** Lines of the expected text and those that stand in their place in the actual one. */
    private record Hunk(int expectedStart, int expectedEnd, int actualStart, int actualEnd) {}
}
