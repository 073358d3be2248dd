package dev.testwatch.report;

import java.util.List;

/** The few characters beyond ASCII that testwatch itself writes, and what stands for them where they cannot be shown. */
final class Glyphs {

    private Glyphs() {}

    static final String CHEVRON = " › ";
    static final String ARROW = "→";
    static final String RULE = "─";

    static String ellipsis(Theme theme) {
        return theme.unicode() ? "…" : "...";
    }

    static List<Span> fit(List<Span> spans, Theme theme) {
        if (theme.unicode()) {
            return spans;
        }
        return spans.stream().map(span -> span.with(ascii(span.text()))).toList();
    }

    static String ascii(String text) {
        String replaced =
                text.replace("→", "->").replace("›", ">").replace("─", "-").replace("…", "...");
        for (int level = 0; level < Sparkline.BARS.length(); level++) {
            replaced = replaced.replace(Sparkline.BARS.charAt(level), Character.forDigit(level + 1, 10));
        }
        return Neutral.ascii(replaced);
    }
}
