package dev.testwatch.compile;

import dev.testwatch.compile.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The problems in what a build tool calls errors. */
final class BuildProblems {

    private static final String FILE = "(?:file://)?(?<file>.+\\.\\w+)";
    private static final String MESSAGE = ":? ?(?<message>.*)";

    /** As compilers that Maven runs name a place. */
    private static final List<Pattern> PLACES = Stream.of(
                    // javac: /shop/Money.java:[41,24] cannot find symbol
                    FILE + ": ?[\\[(](?<line>\\d+), ?(?<column>\\d+)[\\])]" + MESSAGE,
                    // Kotlin's and Scala's: file:///shop/Money.kt:41:24 Syntax error: Expecting an expression.
                    FILE + ":(?<line>\\d+):(?<column>\\d+)" + MESSAGE,
                    // Groovy's: /shop/Money.groovy: 41: Unexpected input: '}' @ line 41, column 24.
                    FILE + ": (?<line>\\d+): (?<message>.*) @ line \\d+, column (?<column>\\d+)\\.")
            .map(Pattern::compile)
            .toList();

    private BuildProblems() {}

    /** Those with a place; where there is none, one for the whole. */
    static List<Problem> of(List<String> errors) {
        List<Problem> placed = errors.stream()
                .flatMap(error -> PLACES.stream()
                        .map(place -> place.matcher(error))
                        .filter(Matcher::matches)
                        .limit(1))
                .map(BuildProblems::placed)
                .distinct()
                .toList();
        return placed.isEmpty()
                ? List.of(new Problem(Optional.empty(), 0, 0, Severity.ERROR, String.join("\n", errors)))
                : placed;
    }

    private static Problem placed(Matcher place) {
        return new Problem(
                Optional.of(Path.of(place.group("file"))),
                Integer.parseInt(place.group("line")),
                Integer.parseInt(place.group("column")),
                Severity.ERROR,
                place.group("message"));
    }
}
