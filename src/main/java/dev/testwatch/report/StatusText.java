package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The line at the bottom of the screen. */
final class StatusText {

    private static final String GAP = "   ";
    private static final int LONGEST_FILTER = 40;
    private static final int LONGEST_NAME = 500;

    private StatusText() {}

    /** {@code 9/14  1 failed  0.8s   OrderIT › ships in two parcels (2.1s usual)}. */
    static Line progress(Notice.Progress progress) {
        var spans = new ArrayList<Span>();
        spans.add(Span.of(" " + Figures.count(progress.done()) + "/" + Figures.count(progress.planned()) + "  "));
        if (progress.failed() > 0) {
            spans.add(Span.of(Figures.count(progress.failed()) + " failed", Style.BAD));
            spans.add(Span.of("  "));
        }
        spans.add(Span.of(Figures.duration(progress.elapsed())));
        progress.running().ifPresent(name -> {
            String usual = progress.usual()
                    .map(time -> " (" + Figures.duration(time) + " usual)")
                    .orElse("");
            spans.add(Span.of(GAP + Neutral.head(name, LONGEST_NAME) + usual));
        });
        return new Line(spans, List.of(), false);
    }

    /** The verdict first, then as many hints as there is room for. */
    static Line idle(Verdict verdict, boolean paused, Optional<String> filter, Theme theme) {
        var spans = new ArrayList<Span>();
        spans.add(Span.of(paused ? " paused" + GAP : " watching" + GAP));
        spans.add(Span.of(Verdicts.of(verdict, Figures::count), Verdicts.style(verdict)));
        filter.ifPresent(text -> spans.add(Span.of(GAP + "filter: " + Neutral.head(text, LONGEST_FILTER))));
        String help = GAP + "h help";
        for (String hint : hints(verdict, paused, filter.isPresent())) {
            if (width(spans) + Cells.width(GAP + hint + help) <= theme.width()) {
                spans.add(Span.of(GAP + hint));
            }
        }
        if (width(spans) + help.length() <= theme.width()) {
            spans.add(Span.of(help));
        }
        return new Line(spans, List.of(), false);
    }

    static Line busy(String what, Theme theme) {
        String some = Neutral.head(what, LONGEST_NAME);
        String text = some.endsWith("…") || some.endsWith("...") ? some : some + Glyphs.ellipsis(theme);
        return Line.of(" " + text);
    }

    private static List<String> hints(Verdict verdict, boolean paused, boolean filtered) {
        if (paused) {
            return List.of("space resumes");
        }
        if (filtered) {
            return List.of();
        }
        return verdict.failing().isEmpty() ? List.of("a all") : List.of("f failed", "v details", "a all");
    }

    private static int width(List<Span> spans) {
        return spans.stream().mapToInt(span -> Cells.width(span.text())).sum();
    }
}
