package dev.testwatch.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to look at, and how. Paths are made absolute and normalised.
 *
 * @param directories watched with everything below them; they need not exist yet
 * @param files watched alone, a pom.xml for example; they need not exist yet
 * @param excluded directories never entered; a bare name such as {@code target} stands for every directory of that
 *     name. A directory named in {@code directories} is entered even when it lies below an excluded one.
 * @param quiet how long nothing may happen after a single save before contents are compared
 * @param interval the time between two looks when polling; it is stretched when looking is expensive
 * @param home the directory that it is all about: when that is gone, or nothing watched is left in it, nobody is told
 *     that everything was deleted; it is waited for instead
 */
public record WatchSpec(
        Set<Path> directories,
        Set<Path> files,
        Set<Path> excluded,
        Mode mode,
        Duration quiet,
        Duration interval,
        Optional<Path> home) {

    /** Quiet after a single save: more than an editor takes between the steps of one save. */
    public static final Duration QUIET = Duration.ofMillis(10);

    /** Time between two looks when polling. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    /** How changes are noticed. */
    public enum Mode {
        /** Native events, and polling as soon as they turn out not to work. */
        AUTO,
        /** Native events, whatever happens. */
        NATIVE,
        /** Looking again and again, without any native event. */
        POLL
    }

    public WatchSpec {
        directories = absolute(directories);
        files = absolute(files);
        excluded = excluded.stream().map(WatchSpec::nameOrAbsolute).collect(Collectors.toUnmodifiableSet());
        home = home.map(path -> path.toAbsolutePath().normalize());
    }

    /** What is deleted is deleted, be it everything. */
    public WatchSpec(
            Set<Path> directories, Set<Path> files, Set<Path> excluded, Mode mode, Duration quiet, Duration interval) {
        this(directories, files, excluded, mode, quiet, interval, Optional.empty());
    }

    /** The same, with a home. */
    public WatchSpec at(Path directory) {
        return new WatchSpec(directories, files, excluded, mode, quiet, interval, Optional.of(directory));
    }

    /** Watches with the usual mode, quiet and interval. */
    public static WatchSpec of(Set<Path> directories, Set<Path> files, Set<Path> excluded) {
        return new WatchSpec(directories, files, excluded, Mode.AUTO, QUIET, INTERVAL);
    }

    private static Set<Path> absolute(Set<Path> paths) {
        return paths.stream().map(path -> path.toAbsolutePath().normalize()).collect(Collectors.toUnmodifiableSet());
    }

    private static Path nameOrAbsolute(Path path) {
        return !path.isAbsolute() && path.getNameCount() == 1
                ? path
                : path.toAbsolutePath().normalize();
    }
}
