package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether git is changing the work tree: it holds {@code index.lock} while it does. */
final class GitLock {

    /** A lock older than this was left behind by a git that is no more. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private static final String POINTER = "gitdir:";

    private final Set<Path> locks;
    private final InstantSource clock;

    private GitLock(Set<Path> locks, InstantSource clock) {
        this.locks = locks;
        this.clock = clock;
    }

    /** The locks of the work trees that these paths are in. */
    static GitLock around(Stream<Path> paths, InstantSource clock) {
        Set<Path> locks = paths.flatMap(path ->
                        Scope.parents(path).flatMap(GitLock::gitDirectory).limit(1))
                .map(gitDirectory -> gitDirectory.resolve("index.lock"))
                .collect(Collectors.toUnmodifiableSet());
        return new GitLock(locks, clock);
    }

    boolean isHeld() {
        return locks.stream().anyMatch(this::isHeld);
    }

    private boolean isHeld(Path lock) {
        try {
            Instant taken = Files.getLastModifiedTime(lock).toInstant();
            return taken.isAfter(clock.instant().minus(LEFT_BEHIND));
        } catch (IOException e) {
            // Not there, which is what it is most of the time.
            return false;
        }
    }

    private static Stream<Path> gitDirectory(Path parent) {
        Path git = parent.resolve(".git");
        if (Files.isDirectory(git)) {
            return Stream.of(git);
        }
        return Files.isRegularFile(git) ? pointedTo(git).map(parent::resolve).stream() : Stream.empty();
    }

    /** In a linked work tree {@code .git} is a file that names the directory. */
    private static Optional<Path> pointedTo(Path pointer) {
        try {
            return Files.readAllLines(pointer).stream()
                    .filter(line -> line.startsWith(POINTER))
                    .map(line -> Path.of(line.substring(POINTER.length()).strip()))
                    .findFirst();
        } catch (IOException e) {
            // Without its lock git is merely not waited for.
            return Optional.empty();
        }
    }
}
