package dev.testwatch.affected;

import dev.testwatch.affected.Used.Aspect;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What files are at this moment, each as a number that only says whether it is the same again. Opens a file only if it
 * may be another since it was read. Confined to one thread.
 */
final class FileStates {

    /** There is no such file. */
    static final long ABSENT = 1;

    /** The edition of a file of which nothing was known before tests wrote it. */
    static final long FIRST_EDITION = 5;

    private static final long DIRECTORY = 2;
    private static final long OTHER = 3;
    private static final long UNREADABLE = 4;

    /** A file may be written twice within the precision of its time stamp. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final InstantSource clock;
    /** Where the state directory ought to be, if it is elsewhere: what earlier runs found there is not looked at. */
    private final Optional<Path> deserted;

    /** What tests themselves have written and left. */
    private final Map<Path, Left> left = new HashMap<>();

    private final Map<Path, Content> contents = new HashMap<>();

    /**
     * @param state what it is
     * @param edition what it was when somebody else changed it last; for those who write it that is what counts
     */
    private record Left(long state, long edition) {}

    private record Content(long size, FileTime modified, Optional<Object> key, boolean unsure, long hash) {}

    /**
     * @param root the project's directory
     * @param state where testwatch publishes classes and resources
     */
    FileStates(Path root, Path state, InstantSource clock) {
        Path usual = root.toAbsolutePath().normalize().resolve(".testwatch");
        this.deserted = Optional.of(usual).filter(place -> !state.equals(place));
        this.clock = clock;
    }

    /** Forgets what is known of all others. */
    void retain(Set<Used> used) {
        contents.keySet()
                .removeIf(file -> !used.contains(new Used(file, Aspect.CONTENT))
                        && !used.contains(new Used(file, Aspect.EDITION)));
        left.keySet().removeIf(file -> !used.contains(new Used(file, Aspect.EDITION)));
    }

    /** Tests have made of it what it is now: as long as it is that, it is of this edition. */
    void leave(Path path, long edition) {
        left.put(path, new Left(whole(path), edition));
    }

    /** What it is now. */
    long find(Used used) {
        if (deserted.filter(used.path()::startsWith).isPresent()) {
            return UNREADABLE; // nobody publishes there now
        }
        if (used.aspect() == Aspect.EDITION) {
            return edition(used.path());
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(used.path(), BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return used.aspect() == Aspect.NAMES ? number(names(used.path())) : DIRECTORY;
            } else if (!attributes.isRegularFile()) {
                return OTHER;
            }
            return switch (used.aspect()) {
                case CONTENT -> content(used.path(), attributes);
                case PRESENCE ->
                    different(new Digest().add("file").add(attributes.size()).value());
                case NAMES, EDITION -> OTHER;
            };
        } catch (NoSuchFileException e) {
            return ABSENT;
        } catch (IOException e) {
            return Files.exists(used.path()) ? UNREADABLE : ABSENT;
        }
    }

    private long edition(Path path) {
        long now = whole(path);
        Left known = left.get(path);
        return known != null && known.state() == now ? known.edition() : now;
    }

    /** What is in a file, or the names in a directory. */
    private long whole(Path path) {
        return find(new Used(path, Files.isDirectory(path) ? Aspect.NAMES : Aspect.CONTENT));
    }

    /** None of the numbers with a meaning. */
    private static long different(long value) {
        return value >= 0 && value <= FIRST_EDITION ? value + FIRST_EDITION + 1 : value;
    }

    /** What is in a directory, and whether that is one, too. */
    static Map<String, Boolean> names(Path directory) throws IOException {
        Map<String, Boolean> names = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(path -> names.put(path.getFileName().toString(), Files.isDirectory(path)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return names;
    }

    /** What a directory with these names is. */
    static long number(Map<String, Boolean> names) {
        Digest digest = new Digest();
        names.forEach((name, isDirectory) -> digest.add(name).add(isDirectory ? 1 : 0));
        return different(digest.value());
    }

    private long content(Path file, BasicFileAttributes attributes) throws IOException {
        Content known = contents.get(file);
        Optional<Object> key = Optional.ofNullable(attributes.fileKey());
        if (known != null
                && !known.unsure()
                && known.size() == attributes.size()
                && known.modified().equals(attributes.lastModifiedTime())
                && known.key().equals(key)) {
            return known.hash();
        }
        Instant begun = clock.instant();
        long hash = different(ContentHash.of(file));
        boolean unsure = attributes.lastModifiedTime().toInstant().isAfter(begun.minus(COARSE));
        contents.put(file, new Content(attributes.size(), attributes.lastModifiedTime(), key, unsure, hash));
        return hash;
    }
}
