package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** A value taken apart into its characters, each of which can be shown in a form that leaves no doubt what it is. */
record Characters(List<Integer> codePoints) {

    Characters {
        codePoints = List.copyOf(codePoints);
    }

    static Characters of(String text) {
        return new Characters(text.codePoints().boxed().toList());
    }

    int size() {
        return codePoints.size();
    }

    /** Each character as it is shown; spaces and tabs by a sign of their own where {@code visible} says so. */
    List<String> shown(Theme theme, List<Range> visible) {
        var shown = new ArrayList<String>(size());
        for (int i = 0; i < size(); i++) {
            int at = i;
            boolean sign = visible.stream().anyMatch(range -> range.contains(at));
            shown.add(shown(codePoints.get(i), sign, theme));
        }
        return shown;
    }

    static String shown(int c, boolean visible, Theme theme) {
        if (c == ' ') {
            return visible ? theme.unicode() ? "·" : "\\s" : " ";
        }
        if (Values.isWhitespace(c)) {
            return Neutral.escape(c);
        }
        String safe = Neutral.escaped(Character.toString(c));
        return theme.unicode() ? safe : Neutral.ascii(safe);
    }

    /** From a first character up to, not including, an end. */
    record Range(int start, int end) {
        boolean contains(int at) {
            return at >= start && at < end;
        }
    }
}
