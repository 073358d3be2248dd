package dev.testwatch.watch;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Files whose content is not what it was: absolute paths.
 *
 * @param modified also those that are new
 */
public record Change(Set<Path> modified, Set<Path> deleted) {

    public static final Change NONE = new Change(Set.of(), Set.of());

    public Change {
        modified = Set.copyOf(modified);
        deleted = Set.copyOf(deleted);
    }

    public boolean isEmpty() {
        return modified.isEmpty() && deleted.isEmpty();
    }

    /** The part of this change that is about such files. */
    public Change only(Predicate<Path> files) {
        return new Change(
                modified.stream().filter(files).collect(Collectors.toSet()),
                deleted.stream().filter(files).collect(Collectors.toSet()));
    }

    /** This change, then the later one. */
    public Change then(Change later) {
        var allModified = new HashSet<>(modified);
        allModified.removeAll(later.deleted);
        allModified.addAll(later.modified);
        var allDeleted = new HashSet<>(deleted);
        allDeleted.removeAll(later.modified);
        allDeleted.addAll(later.deleted);
        return new Change(allModified, allDeleted);
    }
}
