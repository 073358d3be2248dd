package dev.testwatch.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.testwatch.report.Characters.Range;
import java.util.ArrayList;
import java.util.List;

/** Two one-line values below each other, with carets under what differs. */
final class InlineDiff {

    /** Beyond this, finding the smallest difference takes longer than it is worth. */
    private static final int LONGEST = 1_000;

    private static final int MOST_LOOKED_AT = 10_000;

    private static final String EXPECTED = "      - ";
    private static final String ACTUAL = "      + ";

    private final List<Range> expectedRanges = new ArrayList<>();
    private final List<Range> actualRanges = new ArrayList<>();
    private final List<String> expected;
    private final List<String> actual;
    private final Theme theme;

    private InlineDiff(String expected, String actual, boolean onlyWhitespace, Theme theme) {
        this.theme = theme;
        var left = Characters.of(expected);
        var right = Characters.of(actual);
        compare(left.codePoints(), right.codePoints());
        this.expected = left.shown(theme, onlyWhitespace ? List.of(new Range(0, left.size())) : expectedRanges);
        this.actual = right.shown(theme, onlyWhitespace ? List.of(new Range(0, right.size())) : actualRanges);
    }

    static List<Line> of(String expected, String actual, boolean onlyWhitespace, Theme theme) {
        int skipped = Math.max(expected.length(), actual.length()) > MOST_LOOKED_AT ? skip(expected, actual) : 0;
        String left = Neutral.head(expected.substring(skipped), MOST_LOOKED_AT);
        String right = Neutral.head(actual.substring(skipped), MOST_LOOKED_AT);
        return new InlineDiff(left, right, onlyWhitespace, theme).lines();
    }

    /** How much of two huge values is equal and far from the first difference. */
    private static int skip(String expected, String actual) {
        int most = Math.min(expected.length(), actual.length());
        int equal = 0;
        while (equal < most && expected.charAt(equal) == actual.charAt(equal)) {
            equal++;
        }
        int skipped = Math.max(0, equal - 1_000);
        return skipped > 0 && Character.isLowSurrogate(expected.charAt(skipped)) ? skipped - 1 : skipped;
    }

    private List<Line> lines() {
        int room = theme.width() - EXPECTED.length() - 2 * Cells.width(Glyphs.ellipsis(theme));
        int start = windowStart(room);
        String left = start > 0 ? Glyphs.ellipsis(theme) : "";
        var lines = new ArrayList<Line>();
        lines.add(Line.of(
                Span.of("      "), Span.of("-", Style.BAD), Span.of(" " + left + window(expected, start, room))));
        lines.add(Line.of(
                Span.of("      "), Span.of("+", Style.GOOD), Span.of(" " + left + window(actual, start, room))));
        String carets = carets(start, room);
        if (!carets.isBlank()) {
            String margin = " ".repeat(ACTUAL.length() + Cells.width(left));
            lines.add(Line.of(Span.of(margin + spacesBefore(carets)), Span.of(carets.strip(), Style.BAD)));
        }
        return lines;
    }

    private static String spacesBefore(String carets) {
        return carets.substring(0, carets.indexOf('^'));
    }

    /** Values that do not fit are shown from a little before the first difference. */
    private int windowStart(int room) {
        if ((width(expected) <= room && width(actual) <= room) || actualRanges.isEmpty()) {
            return 0;
        }
        int first = Math.min(actualRanges.get(0).start(), expectedRanges.get(0).start());
        int start = first;
        int before = 0;
        while (start > 0 && before + Cells.width(actual.get(start - 1)) <= room / 3) {
            start--;
            before += Cells.width(actual.get(start));
        }
        return start;
    }

    private String window(List<String> characters, int start, int room) {
        var text = new StringBuilder();
        int used = 0;
        for (int i = start; i < characters.size(); i++) {
            used += Cells.width(characters.get(i));
            if (used > room) {
                return text + Glyphs.ellipsis(theme);
            }
            text.append(characters.get(i));
        }
        return text.toString();
    }

    private String carets(int start, int room) {
        var carets = new StringBuilder();
        for (int i = start; i <= actual.size() && carets.length() < room; i++) {
            int at = i;
            boolean missing = actualRanges.stream().anyMatch(range -> range.start() == at && range.end() == at);
            boolean differs = actualRanges.stream().anyMatch(range -> range.contains(at));
            int width = i < actual.size() ? Cells.width(actual.get(i)) : 1;
            if (differs) {
                carets.append("^".repeat(width));
            } else if (missing) {
                carets.append("^").append(" ".repeat(Math.max(0, width - 1)));
            } else {
                carets.append(" ".repeat(width));
            }
        }
        return carets.toString().stripTrailing();
    }

    private void compare(List<Integer> left, List<Integer> right) {
        int prefix = 0;
        int most = Math.min(left.size(), right.size());
        while (prefix < most && left.get(prefix).equals(right.get(prefix))) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < most - prefix
                && left.get(left.size() - 1 - suffix).equals(right.get(right.size() - 1 - suffix))) {
            suffix++;
        }
        int leftEnd = left.size() - suffix;
        int rightEnd = right.size() - suffix;
        if (!compareMiddle(left.subList(prefix, leftEnd), right.subList(prefix, rightEnd), prefix)) {
            expectedRanges.clear();
            actualRanges.clear();
            expectedRanges.add(new Range(prefix, leftEnd));
            actualRanges.add(new Range(prefix, rightEnd));
        }
    }

    /** False if the two have too little in common for single characters to mean anything. */
    private boolean compareMiddle(List<Integer> left, List<Integer> right, int offset) {
        if (Math.max(left.size(), right.size()) > LONGEST) {
            return false;
        }
        int differing = 0;
        for (AbstractDelta<Integer> delta : DiffUtils.diff(left, right).getDeltas()) {
            int source = offset + delta.getSource().getPosition();
            int target = offset + delta.getTarget().getPosition();
            expectedRanges.add(new Range(source, source + delta.getSource().size()));
            actualRanges.add(new Range(target, target + delta.getTarget().size()));
            differing += Math.max(delta.getSource().size(), delta.getTarget().size());
        }
        return differing * 2 <= Math.max(left.size(), right.size()) || actualRanges.size() == 1;
    }

    private static int width(List<String> characters) {
        return characters.stream().mapToInt(Cells::width).sum();
    }
}
