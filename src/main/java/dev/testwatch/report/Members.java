package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** How many tests have one cause, and which. */
final class Members {

    private Members() {}

    /** {@code 37 tests}, {@code 35 tests, 2 classes}: a class counts where it failed as a whole. */
    static String count(List<Failure> failures) {
        long classes = failures.stream()
                .filter(failure -> failure.test().result().container())
                .count();
        long tests = failures.size() - classes;
        String ofClasses = Figures.count(classes, "class", "classes");
        if (classes == 0) {
            return Figures.tests(tests);
        }
        return tests == 0 ? ofClasses : Figures.tests(tests) + ", " + ofClasses;
    }

    /** For a block that is about a cause. */
    static List<Line> firstAndThen(FailureGroup group, Page page) {
        if (page.all()) {
            return names(group.failures());
        }
        if (group.failures().size() == 1) {
            return List.of(
                    Line.of("      in " + TestName.of(group.first().test().result())));
        }
        List<Failure> others = others(group);
        String first =
                TestName.simple(group.first().test().result().className()).replace('$', '.');
        return List.of(Line.wrapping(Span.of(
                "      first in " + first + ", then " + countWithClasses(others) + "     " + Hints.LISTS_THEM)));
    }

    /** For a block that is about a test. */
    static List<Line> alike(FailureGroup group, Page page) {
        List<Failure> others = others(group);
        if (others.isEmpty()) {
            return List.of();
        }
        if (!page.all()) {
            String verb = others.size() == 1 ? " fails alike" : " fail alike";
            return List.of(
                    Line.wrapping(Span.of("      " + countWithClasses(others) + verb + "     " + Hints.LISTS_THEM)));
        }
        var lines = new ArrayList<Line>();
        lines.add(Line.of("      alike:"));
        lines.addAll(names(others));
        return lines;
    }

    private static List<Failure> others(FailureGroup group) {
        return group.failures().subList(1, group.failures().size());
    }

    private static String countWithClasses(List<Failure> failures) {
        long classes = failures.stream()
                .map(failure ->
                        failure.test().module() + ":" + failure.test().result().testClass())
                .distinct()
                .count();
        boolean whole =
                failures.stream().allMatch(failure -> failure.test().result().container());
        return count(failures) + (whole ? "" : " in " + Figures.count(classes, "class", "classes"));
    }

    private static List<Line> names(List<Failure> failures) {
        return failures.stream()
                .map(failure -> Line.of("        " + TestName.of(failure.test().result())))
                .toList();
    }
}
