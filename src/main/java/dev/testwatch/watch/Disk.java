package dev.testwatch.watch;

import dev.testwatch.watch.Snapshot.Known;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks the disk. What is not there is an empty answer; what cannot be read is an exception. */
final class Disk {

    private static final long UNSURE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Object NO_KEY = "no key";
    private static final int TRIES = 3;
    private static final char REPLACEMENT = '\uFFFD';

    private final Scope scope;
    private final InstantSource clock;
    private final Troubles troubles;

    Disk(Scope scope, InstantSource clock, Troubles troubles) {
        this.scope = scope;
        this.clock = clock;
        this.troubles = troubles;
    }

    /**
     * What a directory holds, as far as it counts.
     *
     * @param links those of the directories that are symbolic links
     */
    record Listing(Map<Path, BasicFileAttributes> files, Set<Path> directories, Set<Path> links) {}

    /**
     * The attributes of what the path leads to, symbolic links followed.
     *
     * @throws IOException when something is there but cannot be looked at
     */
    Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (Files.isDirectory(parentOf(path))) {
                throw e;
            }
            // Part of the way to it is a file now.
            return Optional.empty();
        }
    }

    /** Lists a directory; a child that cannot be looked at is left out and told. */
    Listing list(Path directory) throws IOException {
        var listing = new Listing(new HashMap<>(), new HashSet<>(), new HashSet<>());
        try (var children = Files.newDirectoryStream(directory)) {
            children.forEach(child -> sort(child, listing));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return listing;
    }

    private void sort(Path child, Listing listing) {
        if (!isNameable(child)) {
            troubles.unnameable(child);
            return;
        }
        try {
            var own = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Optional<BasicFileAttributes> target = own.isSymbolicLink() ? attributes(child) : Optional.of(own);
            if (target.filter(BasicFileAttributes::isDirectory).isPresent() && scope.enters(child)) {
                listing.directories.add(child);
                if (own.isSymbolicLink()) {
                    listing.links.add(child);
                }
            }
            if (scope.takes(child)) {
                target.filter(BasicFileAttributes::isRegularFile)
                        .ifPresent(attributes -> listing.files.put(child, attributes));
            }
        } catch (NoSuchFileException e) {
            // It went between being listed and being looked at: as if it had never been listed.
            troubles.over(child);
        } catch (IOException e) {
            troubles.unreadable(child, e);
        }
    }

    /**
     * Reads a file until it stays the same while it is read. One that never does is reported as unsure.
     *
     * @return nothing when the file is gone
     */
    Optional<Known> read(Path file, BasicFileAttributes attributes) throws IOException {
        BasicFileAttributes before = attributes;
        try {
            for (int tries = 1; ; tries++) {
                long hash = ContentHash.of(file);
                Optional<BasicFileAttributes> after = attributes(file).filter(BasicFileAttributes::isRegularFile);
                if (after.isEmpty()) {
                    return Optional.empty();
                }
                boolean calm = hasStamp(after.get(), before.size(), nanos(before), key(before));
                if (calm || tries == TRIES) {
                    return Optional.of(known(after.get(), !calm, hash));
                }
                before = after.get();
            }
        } catch (IOException e) {
            if (attributes(file).filter(BasicFileAttributes::isRegularFile).isPresent()) {
                throw e;
            }
            // It went, or became a directory, while it was read.
            return Optional.empty();
        }
    }

    private Known known(BasicFileAttributes attributes, boolean unsure, long hash) {
        long modified = nanos(attributes);
        return new Known(attributes.size(), modified, key(attributes), unsure || isRecent(modified), hash);
    }

    static boolean hasStamp(BasicFileAttributes attributes, long size, long modified, Object key) {
        return attributes.size() == size
                && nanos(attributes) == modified
                && key(attributes).equals(key);
    }

    /** Whether something may yet be written without a difference in the time of modification. */
    boolean isRecent(long modified) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        return Math.abs(now - modified) <= UNSURE_NANOS;
    }

    /** Nanoseconds since 1970, the precision that file systems have. */
    static long nanos(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** What tells one directory from every other, whatever path leads to it. */
    static Object identity(Path directory, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        return key == null ? directory.toRealPath() : key;
    }

    private static Object key(BasicFileAttributes attributes) {
        return Objects.requireNonNullElse(attributes.fileKey(), NO_KEY);
    }

    /** Whether a symbolic link is part of the path. */
    static boolean isReachedThroughLink(Path path) {
        try {
            return !path.toRealPath().equals(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the name leads back to the file when it is written down: not every locale knows every character. */
    private static boolean isNameable(Path path) {
        String name = path.toString();
        try {
            return name.indexOf(REPLACEMENT) < 0 || Path.of(name).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Path parentOf(Path path) {
        return Objects.requireNonNullElse(path.getParent(), path);
    }
}
