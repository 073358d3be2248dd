package dev.testwatch.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, from system properties {@code bench.*}; the build's profile {@code bench} lists them all.
 *
 * @param project a real project to measure on a copy of; none: a generated one
 * @param edits the edits to make in it
 * @param sources how many source files a generated project has
 * @param watchedFiles how many files are watched while it idles, in a generated project
 * @param warmups unmeasured edits of each kind
 * @param rounds measured edits of each kind
 * @param mavenRounds how many of them the build tool does too
 * @param javacRounds how many of them javac and the ConsoleLauncher do too
 * @param recordingPairs how many runs of the suite with recording and without; 0: none
 * @param restarts how many times it is started with nothing stale
 * @param pause between edits, for the next fork to get ready
 * @param idle how long the idle process is observed; zero: not at all
 * @param maven the build tool's command
 * @param mavenArguments for every call of it
 * @param jvmArguments for the ConsoleLauncher's JVM
 * @param options for the watch
 * @param work where the copies go; emptied first
 */
record Settings(
        Optional<Path> project,
        Optional<Path> edits,
        int sources,
        int watchedFiles,
        int warmups,
        int rounds,
        int mavenRounds,
        int javacRounds,
        int recordingPairs,
        int restarts,
        Duration pause,
        Duration idle,
        String maven,
        List<String> mavenArguments,
        List<String> jvmArguments,
        List<String> options,
        Path work) {

    static Settings fromProperties() {
        return new Settings(
                text("project").map(Path::of).map(Path::toAbsolutePath),
                text("edits").map(Path::of).map(Path::toAbsolutePath),
                number("sources", 600),
                number("watched", 5_000),
                number("warmups", 5),
                number("rounds", 15),
                number("rounds.maven", 3),
                number("rounds.javac", 5),
                number("pairs", 5),
                number("restarts", 3),
                Duration.ofMillis(number("pause", 700)),
                Duration.ofSeconds(number("idle", 20)),
                text("maven").orElse("mvn"),
                words("maven.arguments"),
                words("jvm.arguments"),
                words("options"),
                Path.of(text("work").orElse("target/bench")).toAbsolutePath());
    }

    private static Optional<String> text(String name) {
        return Optional.ofNullable(System.getProperty("bench." + name)).filter(text -> !text.isBlank());
    }

    private static int number(String name, int usual) {
        return text(name).map(Integer::parseInt).orElse(usual);
    }

    private static List<String> words(String name) {
        return text(name).map(text -> List.of(text.strip().split("\\s+"))).orElse(List.of());
    }
}
