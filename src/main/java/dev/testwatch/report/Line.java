package dev.testwatch.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * A line before it is fitted to a screen.
 *
 * @param left what stands on the left
 * @param right what stands at the right end of the page; a line of its own where there is no room
 * @param wraps whether what does not fit goes on in the next line, indented like the first; otherwise it is cut
 */
record Line(List<Span> left, List<Span> right, boolean wraps) {

    static final Line BLANK = new Line(List.of(), List.of(), false);

    /** The least space between left and right. */
    private static final int GAP = 2;

    /** What goes on for longer than this is not read anyway. */
    private static final int MOST_LINES = 100;

    Line {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    static Line of(Span... spans) {
        return new Line(List.of(spans), List.of(), false);
    }

    static Line of(String text) {
        return of(Span.of(text));
    }

    /** A line that goes on in the next one if it is too long. */
    static Line wrapping(Span... spans) {
        return new Line(List.of(spans), List.of(), true);
    }

    Line right(Span... spans) {
        return new Line(left, List.of(spans), wraps);
    }

    /** The text as it appears on the screen: mostly one line. */
    List<String> render(Theme theme) {
        List<Span> start = Glyphs.fit(left, theme);
        List<Span> end = Glyphs.fit(right, theme);
        if (end.isEmpty()) {
            return renderLeft(start, theme);
        }
        int used = width(start);
        int wanted = width(end);
        int edge = used + GAP + wanted <= theme.page() ? theme.page() : theme.width();
        if (used + GAP + wanted <= edge) {
            var all = new ArrayList<>(start);
            all.add(Span.of(" ".repeat(Math.max(GAP, edge - used - wanted))));
            all.addAll(end);
            return List.of(join(all, theme));
        }
        var lines = new ArrayList<>(renderLeft(start, theme));
        var below = new ArrayList<Span>();
        below.add(Span.of(" ".repeat(indent(start))));
        below.addAll(end);
        lines.addAll(renderLeft(below, theme));
        return lines;
    }

    /** The text in one line, whatever has to be cut for it. */
    String renderCut(Theme theme) {
        return join(cut(Glyphs.fit(left, theme), theme), theme);
    }

    private List<String> renderLeft(List<Span> spans, Theme theme) {
        if (width(spans) <= theme.width() || !wraps) {
            return List.of(join(cut(spans, theme), theme));
        }
        String text = text(spans);
        int indent = Math.min(indent(spans), theme.width() / 2);
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int room = from == 0 ? theme.width() : theme.width() - indent;
            int end = Wrap.end(text, from, from == 0 ? indent : from, room);
            var line = new ArrayList<Span>();
            line.add(Span.of(from == 0 ? "" : " ".repeat(indent)));
            if (lines.size() == MOST_LINES && end < text.length()) {
                line.add(Span.of(Glyphs.ellipsis(theme)));
                end = text.length();
            } else {
                line.addAll(slice(spans, from, end));
            }
            lines.add(join(line, theme));
            from = Wrap.afterSpaces(text, end);
        }
        return lines;
    }

    private static List<Span> cut(List<Span> spans, Theme theme) {
        if (width(spans) <= theme.width()) {
            return spans;
        }
        String ellipsis = Glyphs.ellipsis(theme);
        int end = Cells.fit(text(spans), theme.width() - Cells.width(ellipsis));
        var kept = new ArrayList<>(slice(spans, 0, end));
        kept.add(Span.of(ellipsis));
        return kept;
    }

    private static List<Span> slice(List<Span> spans, int from, int to) {
        var part = new ArrayList<Span>();
        int at = 0;
        for (Span span : spans) {
            int start = Math.max(from, at);
            int end = Math.min(to, at + span.text().length());
            if (start < end) {
                part.add(span.with(span.text().substring(start - at, end - at)));
            }
            at += span.text().length();
        }
        return part;
    }

    private static String join(List<Span> spans, Theme theme) {
        return spans.stream().map(span -> span.render(theme)).collect(joining()).stripTrailing();
    }

    private static String text(List<Span> spans) {
        return spans.stream().map(Span::text).collect(joining());
    }

    private static int width(List<Span> spans) {
        return Cells.width(text(spans));
    }

    private static int indent(List<Span> spans) {
        String text = text(spans);
        return text.length() - text.stripLeading().length();
    }
}
