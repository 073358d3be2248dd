package dev.testwatch.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of the watched files, and what became different since that was last {@linkplain #take() taken}. A
 * {@link Look} brings it up to date. It belongs to one thread.
 */
final class Snapshot {

    /**
     * A file as it was last seen.
     *
     * @param modified nanoseconds since 1970
     * @param key the file system's own identity of the file; the same constant where it has none
     * @param unsure written so shortly before it was read that an equal stamp proves nothing
     */
    record Known(long size, long modified, Object key, boolean unsure, long hash) {}

    /**
     * A directory as it was last listed.
     *
     * @param links those of the subdirectories that are symbolic links
     */
    record Folder(
            long modified, Object key, boolean unsure, Set<Path> files, Set<Path> subdirectories, Set<Path> links) {}

    private final Map<Path, Known> files = new HashMap<>();
    private final Map<Path, Folder> folders = new HashMap<>();
    /** Each directory is entered once, under this path, however many links lead to it. */
    private final Map<Object, Path> enteredAs = new HashMap<>();
    /** Other paths that lead to directories that are entered already. */
    private final Set<Path> aliases = new HashSet<>();
    /** The content hash, before it became different, of what may be different; nothing for what was not there. */
    private final Map<Path, Optional<Long>> before = new LinkedHashMap<>();

    private long alterations;
    private long departures;

    Optional<Known> file(Path path) {
        return Optional.ofNullable(files.get(path));
    }

    Optional<Folder> folder(Path path) {
        return Optional.ofNullable(folders.get(path));
    }

    Optional<Path> enteredAs(Object key) {
        return Optional.ofNullable(enteredAs.get(key));
    }

    boolean knows(Path path) {
        return files.containsKey(path) || folders.containsKey(path) || aliases.contains(path);
    }

    /** The directory is entered under another path. */
    void alias(Path path) {
        aliases.add(path);
    }

    boolean isAlias(Path path) {
        return aliases.contains(path);
    }

    /** The directory is not entered under another path any more. Returns whether it was. */
    boolean unalias(Path path) {
        return aliases.remove(path);
    }

    boolean hasAliases() {
        return !aliases.isEmpty();
    }

    /** The links through which directories were entered, and not those that lead to what is entered anyway. */
    Set<Path> followedLinks() {
        return folders.values().stream()
                .flatMap(folder -> folder.links().stream())
                .filter(folders::containsKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<Path> aliases() {
        return Set.copyOf(aliases);
    }

    int size() {
        return files.size();
    }

    boolean knowsNothingBelow(Path directory) {
        return files.keySet().stream().noneMatch(file -> file.startsWith(directory));
    }

    Map<Path, Long> contents() {
        var contents = new HashMap<Path, Long>();
        files.forEach((path, known) -> contents.put(path, known.hash()));
        return Map.copyOf(contents);
    }

    void put(Path path, Known known) {
        Optional<Long> old = Optional.ofNullable(files.put(path, known)).map(Known::hash);
        if (!old.equals(Optional.of(known.hash()))) {
            altered(path, old);
        }
    }

    /** The directory holds this now; what it held before and does not hold any more is forgotten. */
    void put(Path path, Folder folder) {
        Folder old = folders.put(path, folder);
        if (old != null) {
            enteredAs.remove(old.key(), path);
            missing(old.files(), folder.files()).forEach(this::forget);
            missing(old.subdirectories(), folder.subdirectories()).forEach(this::forget);
        }
        enteredAs.put(folder.key(), path);
    }

    private static List<Path> missing(Set<Path> before, Set<Path> now) {
        return before.stream().filter(path -> !now.contains(path)).toList();
    }

    /** The path is gone, with everything below it. */
    void forget(Path path) {
        forgetFile(path);
        aliases.remove(path);
        Folder folder = folders.remove(path);
        if (folder != null) {
            departures++;
            enteredAs.remove(folder.key(), path);
            folder.files().forEach(this::forget);
            folder.subdirectories().forEach(this::forget);
        }
    }

    /** There is no file at this path; there may be a directory. */
    void forgetFile(Path path) {
        Known known = files.remove(path);
        if (known != null) {
            altered(path, Optional.of(known.hash()));
        }
    }

    private void altered(Path path, Optional<Long> old) {
        alterations++;
        before.putIfAbsent(path, old);
    }

    /** How often content was found to be different: two equal counts mean that nothing happened between them. */
    long alterations() {
        return alterations;
    }

    /** How many directories went away: what was a second way into one of them may now be the only one. */
    long departures() {
        return departures;
    }

    /** What may be part of the next change. */
    Set<Path> altered() {
        return before.keySet();
    }

    /** Files that lost all their content, or are new and have none: somebody may be about to write it. */
    List<Path> emptied() {
        return before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Optional.of(ContentHash.EMPTY))
                        && file(entry.getKey())
                                .filter(now -> now.hash() == ContentHash.EMPTY)
                                .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is different from what it was when this was last called. What became what it was before is not. */
    Change take() {
        var modified = new HashSet<Path>();
        var deleted = new HashSet<Path>();
        before.forEach((path, old) -> {
            Optional<Long> now = file(path).map(Known::hash);
            if (now.isPresent() && !now.equals(old)) {
                modified.add(path);
            } else if (now.isEmpty() && old.isPresent()) {
                deleted.add(path);
            }
        });
        before.clear();
        return new Change(modified, deleted);
    }

    /** The newest modification time among these files. */
    Optional<Instant> newest(Collection<Path> paths) {
        return paths.stream()
                .flatMap(path -> Stream.ofNullable(files.get(path)))
                .map(Known::modified)
                .max(Comparator.naturalOrder())
                .map(nanos -> Instant.EPOCH.plusNanos(nanos));
    }
}
