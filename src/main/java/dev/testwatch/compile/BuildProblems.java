package dev.testwatch.compile;

import dev.testwatch.compile.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The problems in what a build tool calls errors. */
final class BuildProblems {

    /** As Maven's compiler plugins name a place: {@code /shop/Money.java:[41,24] cannot find symbol}. */
    private static final Pattern PLACE =
            Pattern.compile("(?:file://)?(.+\\.\\w+): ?[\\[(](\\d+), ?(\\d+)[\\])]:? ?(.*)");

    private BuildProblems() {}

    /** Those with a place; where there is none, one for the whole. */
    static List<Problem> of(List<String> errors) {
        List<Problem> placed = errors.stream()
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(BuildProblems::placed)
                .distinct()
                .toList();
        return placed.isEmpty()
                ? List.of(new Problem(Optional.empty(), 0, 0, Severity.ERROR, String.join("\n", errors)))
                : placed;
    }

    private static Problem placed(Matcher place) {
        return new Problem(
                Optional.of(Path.of(place.group(1))),
                Integer.parseInt(place.group(2)),
                Integer.parseInt(place.group(3)),
                Severity.ERROR,
                place.group(4));
    }
}
