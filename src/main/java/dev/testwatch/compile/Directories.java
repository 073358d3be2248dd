package dev.testwatch.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directories that published files are in, with the times at which something was added to them or taken away: to
 * look at these is much less than to look at all files.
 */
final class Directories {

    private final Path root;
    private final Map<Path, FileTime> times = new HashMap<>();

    Directories(Path root) {
        this.root = root;
    }

    /** Whether any of them was touched by somebody else. */
    boolean touched() {
        return times.entrySet().stream().anyMatch(entry -> isTouched(entry.getKey()));
    }

    /** Those of these files, by their paths below the root, whose directories were touched by somebody else. */
    Set<String> doubtful(Iterable<String> files) {
        var touched = new HashMap<Path, Boolean>();
        var doubtful = new TreeSet<String>();
        for (var file : files) {
            if (touched.computeIfAbsent(parent(file), this::isTouched)) {
                doubtful.add(file);
            }
        }
        return doubtful;
    }

    /** From here on, these files' directories are as they should be. */
    void settle(Iterable<String> files) {
        var seen = new HashSet<Path>();
        for (var file : files) {
            var directory = parent(file);
            if (seen.add(directory)) {
                time(directory).ifPresentOrElse(time -> times.put(directory, time), () -> times.remove(directory));
            }
        }
    }

    private boolean isTouched(Path directory) {
        return !time(directory).equals(Optional.ofNullable(times.get(directory)));
    }

    private Path parent(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? root : root.resolve(file.substring(0, slash));
    }

    private static Optional<FileTime> time(Path directory) {
        try {
            return Optional.of(Files.getLastModifiedTime(directory));
        } catch (IOException e) {
            return Optional.empty(); // a directory that is not there is one that was touched
        }
    }

    /** Deletes a directory with all that is in it, if it exists. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var walk = Files.walk(directory)) {
                for (var file : (Iterable<Path>) walk.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
