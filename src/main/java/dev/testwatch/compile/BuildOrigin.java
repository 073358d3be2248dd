package dev.testwatch.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the line of a build file that an argument of the compiler comes from. */
final class BuildOrigin {

    private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

    private BuildOrigin() {}

    /** A line of a build file, from 1. */
    record Place(Path file, int line, int column) {}

    /**
     * Looks for the argument that a message is about.
     *
     * @param files the build files, the most likely one first
     * @param arguments all arguments of the build
     */
    static Optional<Place> find(List<Path> files, List<String> arguments, String message) {
        var needles = arguments.stream()
                .filter(argument -> argument.startsWith("-") && message.contains(argument))
                .sorted(Comparator.comparing(String::length).reversed())
                .map(argument -> Pattern.compile(Pattern.quote(argument) + "(?![\\w-])"
                        + (argument.equals("-Werror") ? "|<failOnWarning>\\s*true" : "")));
        var releases = NUMBER.matcher(message)
                .results()
                .map(match -> match.group())
                .filter(arguments::contains)
                .map(release ->
                        Pattern.compile("(?i)(?:release|source|target|version)[^<>]*>\\s*" + release + "\\s*<"));
        return Stream.concat(needles, releases)
                .flatMap(needle -> files.stream().flatMap(file -> find(needle, file).stream()))
                .findFirst();
    }

    private static Optional<Place> find(Pattern needle, Path file) {
        List<String> lines;
        try {
            // Where it is ASCII, and what is looked for is, any such encoding will do.
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty(); // without it the message still says what is wrong
        }
        for (int i = 0; i < lines.size(); i++) {
            var match = needle.matcher(lines.get(i));
            if (match.find()) {
                return Optional.of(new Place(file, i + 1, match.start() + 1));
            }
        }
        return Optional.empty();
    }
}
