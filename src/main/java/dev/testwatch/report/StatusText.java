package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

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
    static Line idle(Status.Watching watching, Theme theme) {
        Verdict verdict = watching.verdict();
        var spans = new ArrayList<Span>();
        spans.add(Span.of((watching.paused() ? " paused" : " watching") + GAP));
        spans.add(Span.of(Verdicts.of(verdict, Figures::count), Verdicts.style(verdict)));
        watching.mode().ifPresent(mode -> spans.add(Span.of(GAP + mode)));
        watching.filter().ifPresent(text -> spans.add(Span.of(GAP + "filter: " + Neutral.head(text, LONGEST_FILTER))));
        String help = GAP + "h help";
        for (String hint : hints(watching)) {
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

    private static List<String> hints(Status.Watching watching) {
        if (watching.paused()) {
            return List.of("space resumes");
        }
        String mode = watching.mode().orElse("");
        if (mode.startsWith("failure")) {
            return List.of("n next", "r again", "d debug", "e edit", "y why", "= since green", "Esc leave");
        }
        if (mode.startsWith("failing only")) {
            return List.of("b leave");
        }
        if (watching.filter().isPresent()) {
            return List.of("c clear");
        }
        return watching.verdict().failing().isEmpty()
                ? List.of("a all")
                : List.of("f failed", "i step", "y why", "= since green", "d debug");
    }

    private static int width(List<Span> spans) {
        return spans.stream().mapToInt(span -> Cells.width(span.text())).sum();
    }
}
