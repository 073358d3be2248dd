package dev.testwatch.report;

import java.util.List;
import java.util.Optional;

/** The first words on the screen. */
final class ReadyText {

    private ReadyText() {}

    static List<Line> lines(Notice.Ready ready, Optional<String> version) {
        String name = "testwatch" + version.map(text -> " " + text).orElse("");
        return List.of(
                Line.wrapping(Span.of(name + "  " + ready.project() + "  " + ready.about())),
                Line.wrapping(Span.of("  " + classes(ready))),
                Line.wrapping(Span.of("  " + stale(ready))));
    }

    private static String classes(Notice.Ready ready) {
        int reused = ready.testClasses() - ready.staleClasses();
        String classes =
                Figures.count(ready.classes(), "class", "classes") + ", " + Figures.testClasses(ready.testClasses());
        return reused > 0 && ready.tests() > 0
                ? classes + "; results of " + Figures.count(reused) + " reused"
                : classes;
    }

    private static String stale(Notice.Ready ready) {
        if (ready.testClasses() == 0) {
            return "no test classes found yet, watching for the first";
        }
        if (ready.tests() == 0) {
            return "no results yet, all are to run";
        }
        String all = " (a runs all " + Figures.count(ready.tests()) + ")";
        if (ready.staleClasses() == 0) {
            return "nothing is stale" + all;
        }
        String verb = ready.staleClasses() == 1 ? " is stale, running it" : " are stale, running those";
        return Figures.testClasses(ready.staleClasses()) + verb + all;
    }
}
