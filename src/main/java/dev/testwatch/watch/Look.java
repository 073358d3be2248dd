package dev.testwatch.watch;

import static dev.testwatch.watch.Disk.parentOf;

import dev.testwatch.watch.Snapshot.Folder;
import dev.testwatch.watch.Snapshot.Known;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the disk, which brings a {@link Snapshot} up to date. "Different" counts, never "newer". A file whose
 * stamp (size, modification time, key) is the same is trusted, unless it was named, or was written less than two
 * seconds before it was last read. A directory is listed anew only when its own stamp differs.
 */
final class Look {

    private final Scope scope;
    private final Disk disk;
    private final Snapshot snapshot;
    private final Troubles troubles;
    private final LargeFiles largeFiles;
    private final boolean thorough;

    private final Set<Path> named = new HashSet<>();
    private final Set<Path> entered = new HashSet<>();
    /** Links are entered last: a directory is known under its own path, if that is watched too. */
    private final Deque<Path> links = new ArrayDeque<>();

    private boolean newLinks;

    /** @param thorough whether to list and read everything anew, whatever the stamps say */
    Look(Scope scope, Disk disk, Snapshot snapshot, Troubles troubles, LargeFiles largeFiles, boolean thorough) {
        this.scope = scope;
        this.disk = disk;
        this.snapshot = snapshot;
        this.troubles = troubles;
        this.largeFiles = largeFiles;
        this.thorough = thorough;
    }

    /**
     * Looks at everything.
     *
     * @return whether a directory was newly entered through a link, or found to be known under another path
     */
    boolean atEverything() {
        long departures = snapshot.departures();
        roots();
        scope.files().forEach(this::file);
        if (snapshot.departures() != departures && snapshot.hasAliases()) {
            // What was a second way to a directory may be the only one now.
            entered.clear();
            roots();
        }
        return newLinks;
    }

    /**
     * Reads these files and lists these directories, with all below, whatever their stamps say.
     *
     * @return whether a directory was newly entered through a link, or found to be known under another path
     */
    boolean at(Collection<Path> paths) {
        long departures = snapshot.departures();
        named.addAll(paths);
        var incomplete = new LinkedHashSet<Path>();
        for (Path path : paths) {
            aboveRoots(path);
            if (scope.files().contains(path)) {
                file(path);
            }
            if (scope.isInsideRoot(path)) {
                insideRoot(path, incomplete);
            }
        }
        incomplete.forEach(this::complete);
        followLinks();
        if (snapshot.departures() != departures && snapshot.hasAliases()) {
            entered.clear();
            roots();
        }
        return newLinks;
    }

    private void aboveRoots(Path path) {
        if (scope.leadsToWanted(path)) {
            scope.roots().stream().filter(root -> root.startsWith(path)).forEach(this::root);
            scope.files().stream().filter(file -> file.startsWith(path)).forEach(this::file);
        }
    }

    /** What is known is looked at directly; for what is not, the nearest known directory is listed, once for all. */
    private void insideRoot(Path path, Set<Path> incomplete) {
        if (scope.isRoot(path)) {
            root(path);
        } else if (snapshot.folder(path).isPresent()) {
            enter(path);
        }
        if (snapshot.file(path).isPresent()) {
            file(path);
        }
        if (!scope.isRoot(path) && !snapshot.knows(path)) {
            incomplete.add(nearestListed(path));
        }
    }

    private Path nearestListed(Path path) {
        Path at = parentOf(path);
        while (snapshot.folder(at).isEmpty() && !scope.isRoot(at)) {
            at = parentOf(at);
        }
        return at;
    }

    private void complete(Path directory) {
        named.add(directory);
        if (snapshot.folder(directory).isEmpty()) {
            root(directory);
            return;
        }
        list(directory).ifPresent(folder -> folder.subdirectories().stream()
                .filter(subdirectory -> snapshot.folder(subdirectory).isEmpty())
                .forEach(subdirectory -> subdirectory(folder, subdirectory)));
    }

    private void roots() {
        scope.roots().forEach(this::root);
        followLinks();
    }

    private void root(Path root) {
        if (snapshot.folder(root).isEmpty() && Disk.isReachedThroughLink(root)) {
            links.add(root);
        } else {
            enter(root);
        }
    }

    private void subdirectory(Folder folder, Path subdirectory) {
        if (folder.links().contains(subdirectory)) {
            links.add(subdirectory);
        } else {
            enter(subdirectory);
        }
    }

    private void followLinks() {
        for (Path link = links.poll(); link != null; link = links.poll()) {
            Optional<Object> before = snapshot.folder(link).map(Folder::key);
            enter(link);
            Optional<Object> after = snapshot.folder(link).map(Folder::key);
            newLinks |= after.isPresent() && !after.equals(before);
        }
    }

    private void enter(Path directory) {
        if (!entered.add(directory)) {
            return;
        }
        try {
            Optional<BasicFileAttributes> now = disk.attributes(directory).filter(BasicFileAttributes::isDirectory);
            if (now.isEmpty()) {
                forget(directory);
                return;
            }
            Object key = Disk.identity(directory, now.get());
            if (isEnteredHere(directory, key)) {
                lookInto(directory, key, now.get());
            }
        } catch (IOException e) {
            troubles.unreadable(directory, e);
        }
    }

    /** Whether this is the path under which the directory is entered; one directory has only one such path. */
    private boolean isEnteredHere(Path directory, Object key) throws IOException {
        Optional<Path> elsewhere = snapshot.enteredAs(key).filter(path -> !path.equals(directory));
        if (elsewhere.isPresent() && isStill(elsewhere.get(), key)) {
            if (!snapshot.isAlias(directory)) {
                snapshot.forget(directory);
                snapshot.alias(directory);
                newLinks = true;
            }
            troubles.enteredElsewhere(directory, elsewhere.get());
            return false;
        }
        elsewhere.ifPresent(snapshot::forget);
        if (snapshot.unalias(directory)) {
            newLinks = true;
            troubles.over(directory);
        }
        return true;
    }

    private boolean isStill(Path directory, Object key) throws IOException {
        Optional<BasicFileAttributes> now = disk.attributes(directory).filter(BasicFileAttributes::isDirectory);
        return now.isPresent() && Disk.identity(directory, now.get()).equals(key);
    }

    private void lookInto(Path directory, Object key, BasicFileAttributes now) {
        Optional<Folder> known = snapshot.folder(directory);
        Optional<Folder> trusted = known.filter(folder -> isTrusted(directory, folder, key, now));
        trusted.ifPresent(folder -> folder.files().forEach(this::file));
        Optional<Folder> current = trusted.isPresent() ? trusted : list(directory);
        current.ifPresent(
                folder -> folder.subdirectories().forEach(subdirectory -> subdirectory(folder, subdirectory)));
    }

    private boolean isTrusted(Path directory, Folder folder, Object key, BasicFileAttributes now) {
        return !thorough
                && !folder.unsure()
                && !named.contains(directory)
                && !troubles.has(directory)
                && folder.modified() == Disk.nanos(now)
                && folder.key().equals(key);
    }

    /** Lists the directory and reads what is new or different in it, without going further down. */
    private Optional<Folder> list(Path directory) {
        try {
            Optional<BasicFileAttributes> now = disk.attributes(directory).filter(BasicFileAttributes::isDirectory);
            if (now.isEmpty()) {
                forget(directory);
                return Optional.empty();
            }
            var listing = disk.list(directory);
            long modified = Disk.nanos(now.get());
            var folder = new Folder(
                    modified,
                    Disk.identity(directory, now.get()),
                    disk.isRecent(modified),
                    Set.copyOf(listing.files().keySet()),
                    Set.copyOf(listing.directories()),
                    Set.copyOf(listing.links()));
            snapshot.put(directory, folder);
            troubles.over(directory);
            listing.files().forEach(this::read);
            return Optional.of(folder);
        } catch (IOException e) {
            troubles.unreadable(directory, e);
            return snapshot.folder(directory);
        }
    }

    private void file(Path file) {
        try {
            Optional<BasicFileAttributes> now = disk.attributes(file);
            if (now.filter(BasicFileAttributes::isRegularFile).isPresent()) {
                read(file, now.get());
            } else if (now.isPresent()) {
                // A directory by that name may be watched, too, and with it what it holds.
                snapshot.forgetFile(file);
            } else {
                forget(file);
            }
        } catch (AccessDeniedException e) {
            // One message for the directory that bars the way, not one for each file in it.
            troubles.unreadable(parentOf(file), e);
        } catch (IOException e) {
            troubles.unreadable(file, e);
        }
    }

    private void read(Path file, BasicFileAttributes attributes) {
        if (isTrusted(file, attributes)) {
            return;
        }
        if (largeFiles.take(attributes)) {
            largeFiles.read(file, attributes);
            return;
        }
        try {
            Optional<Known> now = disk.read(file, attributes);
            now.ifPresentOrElse(known -> snapshot.put(file, known), () -> forget(file));
            troubles.over(file);
        } catch (IOException e) {
            troubles.unreadable(file, e);
        }
    }

    private boolean isTrusted(Path file, BasicFileAttributes now) {
        return !thorough
                && !named.contains(file)
                && !troubles.has(file)
                && snapshot.file(file)
                        .filter(known ->
                                !known.unsure() && Disk.hasStamp(now, known.size(), known.modified(), known.key()))
                        .isPresent();
    }

    private void forget(Path path) {
        snapshot.forget(path);
        troubles.over(path);
    }
}
