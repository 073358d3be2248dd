package dev.testwatch.report;

import dev.testwatch.affected.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tests that take longest, and those that take longer than they did: what they took, usually take, and the trend. */
public final class SlowText {

    private static final int MOST = 10;
    private static final int LONGEST_NAME = 60;

    private SlowText() {}

    /** Lines for people, in any order of tests. */
    public static List<String> of(List<Timing> timings) {
        if (timings.isEmpty()) {
            return List.of("no test has passed yet of which it is known how long it took");
        }
        List<Timing> slower = timings.stream()
                .filter(timing -> timing.slower().isPresent())
                .sorted(Comparator.comparing((Timing timing) -> timing.slower().orElse(0.0))
                        .reversed())
                .toList();
        List<Timing> slowest = timings.stream()
                .sorted(Comparator.comparing(Timing::latest).reversed())
                .limit(MOST)
                .toList();
        var lines = new ArrayList<String>();
        if (!slower.isEmpty()) {
            lines.add(Figures.tests(slower.size()) + " got slower:");
            lines.addAll(table(slower.stream().limit(MOST).toList()));
            if (slower.size() > MOST) {
                lines.add("  … and " + Figures.count(slower.size() - MOST) + " more");
            }
        }
        lines.add("the slowest of " + Figures.tests(timings.size()) + ":");
        lines.addAll(table(slowest));
        return lines;
    }

    private static List<String> table(List<Timing> timings) {
        List<String> names = timings.stream().map(SlowText::name).toList();
        int width = names.stream().mapToInt(Cells::width).max().orElse(0);
        var lines = new ArrayList<String>();
        for (int i = 0; i < timings.size(); i++) {
            Timing timing = timings.get(i);
            String name = names.get(i) + " ".repeat(width - Cells.width(names.get(i)));
            String trend = trend(timing);
            lines.add(("  " + name + right(Figures.duration(timing.latest())) + "   " + usual(timing) + "  " + trend
                            + factor(timing))
                    .stripTrailing());
        }
        return lines;
    }

    /** One time alone is no trend. */
    private static String trend(Timing timing) {
        return timing.durations().size() < 2 ? "" : Sparkline.of(timing.durations());
    }

    private static String name(Timing timing) {
        String name = Neutral.escaped(Neutral.stripped(TestName.of(timing.test())));
        return name.length() <= LONGEST_NAME ? name : Neutral.head(name, LONGEST_NAME) + "…";
    }

    private static String usual(Timing timing) {
        String usual = timing.usual().map(Figures::duration).orElse("");
        return usual.isEmpty() ? " ".repeat("usually".length() + 9) : "usually" + right(usual);
    }

    private static String factor(Timing timing) {
        return timing.slower()
                .map(factor -> String.format(Locale.ROOT, "  %.1f times as long as usual", factor))
                .orElse("");
    }

    private static String right(String duration) {
        return " ".repeat(Math.max(1, 9 - duration.length())) + duration;
    }
}
