package dev.testwatch.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands around runs. None of them can hold a run up for longer than a minute, and none of them changes what comes of
 * it; one that fails is told of.
 *
 * @param before each run
 * @param onPass after a run that passed
 * @param onFail after a run that did not
 */
public record Hooks(Optional<String> before, Optional<String> onPass, Optional<String> onFail) {

    /** Nothing at all. */
    public static final Hooks NONE = new Hooks(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Returns when the command has ended; with lines for people if it has failed. */
    public List<String> runBefore(Path directory) {
        return run("--before", before, directory, "the run begins all the same");
    }

    /** The same, after a run. */
    public List<String> runAfter(boolean passed, Path directory) {
        return passed
                ? run("--on-pass", onPass, directory, "the watch goes on")
                : run("--on-fail", onFail, directory, "the watch goes on");
    }

    private static List<String> run(String option, Optional<String> command, Path directory, String then) {
        return command.flatMap(text -> Shell.run(text, directory, Map.of(), LIMIT))
                .map(lines -> told(option, lines, then))
                .orElse(List.of());
    }

    private static List<String> told(String option, List<String> lines, String then) {
        var all = new ArrayList<>(lines);
        all.set(0, option + ": " + lines.get(0) + "; " + then);
        return all;
    }
}
