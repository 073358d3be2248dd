package dev.testwatch.loop;

import dev.testwatch.project.TestChoice;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What a change of some files leads to, beside what is known of them.
 *
 * @param glob over paths relative to the project, with {@code /}: {@code db/**}{@code /*.sql}
 * @param action what is run
 */
public record Trigger(String glob, Action action) {

    private static final String ANY_DIRECTORIES = "**/";

    /** What is run. */
    public sealed interface Action {

        record All() implements Action {}

        /** Nothing; the files count as if they were not there. */
        record None() implements Action {}

        record Tests(TestChoice choice) implements Action {}
    }

    /**
     * From configuration.
     *
     * @param what {@code all}, {@code none}, or tests in the syntax of Surefire's {@code -Dtest}
     * @return empty if the glob is none
     */
    public static Optional<Trigger> of(String glob, String what) {
        Action action =
                switch (what) {
                    case "all" -> new Action.All();
                    case "none" -> new Action.None();
                    default -> new Action.Tests(new TestChoice(what));
                };
        try {
            matcher(glob);
            return Optional.of(new Trigger(glob, action));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean ignores() {
        return action instanceof Action.None;
    }

    /** @param root the project's directory */
    boolean matches(Path root, Path file) {
        if (!file.startsWith(root)) {
            return false;
        }
        Path relative = root.relativize(file);
        return readings(glob).anyMatch(reading -> matcher(reading).matches(relative));
    }

    /** The glob, with each of its double stars standing for some directories or for none: Java's takes at least one. */
    private static Stream<String> readings(String glob) {
        int stars = glob.startsWith(ANY_DIRECTORIES) ? 0 : glob.indexOf("/" + ANY_DIRECTORIES) + 1;
        if (stars == 0 && !glob.startsWith(ANY_DIRECTORIES)) {
            return Stream.of(glob);
        }
        String before = glob.substring(0, stars);
        String behind = glob.substring(stars + ANY_DIRECTORIES.length());
        return readings(behind).flatMap(rest -> Stream.of(before + ANY_DIRECTORIES + rest, before + rest));
    }

    /** The directory that holds all that can match. */
    Path base(Path root) {
        int wild = 0;
        while (wild < glob.length() && "*?{[\\".indexOf(glob.charAt(wild)) < 0) {
            wild++;
        }
        int slash = glob.lastIndexOf('/', wild);
        return slash < 0 ? root : root.resolve(glob.substring(0, slash));
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }
}
