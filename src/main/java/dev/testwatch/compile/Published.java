package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.FileEntry;
import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A published output directory: its files, the inventory of them, and the manifest that outlives the process. */
final class Published {

    private final Path directory;
    private final Inventory inventory;
    private final Manifest manifest;
    private final Map<String, Optional<ClassFacts>> facts = new HashMap<>();
    private final Directories directories;

    Published(Path directory, Inventory inventory, Manifest manifest) {
        this.directory = directory;
        this.inventory = inventory;
        this.manifest = manifest;
        this.directories = new Directories(directory);
        this.directories.settle(paths());
    }

    Path directory() {
        return directory;
    }

    Inventory inventory() {
        return inventory;
    }

    Path file(String className) {
        return directory.resolve(Inventory.pathOf(className));
    }

    /**
     * The published files that somebody else has taken away or cut off, by their paths below this directory. Costs a
     * look at each directory, and at the files of those that were touched.
     */
    Set<String> lost() {
        var lost = new HashSet<String>();
        if (!directories.touched()) {
            return lost;
        }
        var doubtful = directories.doubtful(paths());
        for (var path : doubtful) {
            var file = directory.resolve(path).toFile();
            if (!file.isFile() || file.length() != size(path)) {
                lost.add(path);
            }
        }
        doubtful.removeAll(lost);
        directories.settle(doubtful);
        return lost;
    }

    private long size(String path) {
        var resource = inventory.resources().get(path);
        var entry = resource == null ? inventory.classes().get(Mirror.className(path)) : resource;
        return entry == null ? -1 : entry.size();
    }

    private List<String> paths() {
        var paths = new ArrayList<>(inventory.resources().keySet());
        inventory.classes().keySet().forEach(name -> paths.add(Inventory.pathOf(name)));
        return paths;
    }

    /** A class file as it is published; empty if there is none. */
    Optional<byte[]> bytes(String className) {
        try {
            return inventory.classes().containsKey(className)
                    ? Optional.of(Files.readAllBytes(file(className)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the published class says; empty also where it is no class file that can be read. */
    Optional<ClassFacts> facts(String className) {
        return facts.computeIfAbsent(className, name -> bytes(name).flatMap(ClassFacts::read));
    }

    /**
     * Brings files and manifest to what the update says.
     *
     * @param contents the bytes of the files in the update, by path below this directory; classes and resources whose
     *     bytes are not here have been published before
     */
    void publish(Update update, Map<String, byte[]> contents) {
        if (update.isEmpty()) {
            return;
        }
        try {
            if (touchesFiles(update, contents)) {
                manifest.intend(doubtful(update), touched(update));
                writeAll(contents);
                deleteAll(update);
                settled(update);
            }
            manifest.record(update);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inventory.apply(update);
        update.removedClasses().forEach(facts::remove);
        update.classes().keySet().forEach(facts::remove);
    }

    /** What was done to these directories was done here. */
    private void settled(Update update) {
        var paths = new ArrayList<>(update.resources().keySet());
        paths.addAll(update.removedResources());
        update.classes().keySet().forEach(name -> paths.add(Inventory.pathOf(name)));
        update.removedClasses().forEach(name -> paths.add(Inventory.pathOf(name)));
        directories.settle(paths);
    }

    static FileEntry entry(byte[] content) {
        return new FileEntry(ContentHash.of(content), content.length);
    }

    /** Whether anything was published since the last mark. */
    boolean isMarked() {
        return manifest.isMarked();
    }

    /** What is published here belongs to what is published elsewhere under the same mark. */
    void mark(long number) {
        try {
            manifest.mark(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends with this mark. */
    void close(long mark) {
        try {
            manifest.compact(inventory, mark);
            manifest.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean touchesFiles(Update update, Map<String, byte[]> contents) {
        return !contents.isEmpty()
                || !update.removedClasses().isEmpty()
                || !update.removedResources().isEmpty();
    }

    /** The sources whose classes are being touched: those in the update, and the owners of what is removed. */
    private Set<Path> doubtful(Update update) {
        var doubtful = new HashSet<>(update.sources().keySet());
        doubtful.addAll(update.removedSources());
        update.removedClasses().forEach(name -> inventory.owner(name).ifPresent(doubtful::add));
        return doubtful;
    }

    private static Set<String> touched(Update update) {
        var touched = new HashSet<>(update.classes().keySet());
        touched.addAll(update.removedClasses());
        touched.addAll(update.resources().keySet());
        touched.addAll(update.removedResources());
        return touched;
    }

    private void writeAll(Map<String, byte[]> contents) throws IOException {
        Files.createDirectories(directory);
        var temporary = directory.resolveSibling(directory.getFileName() + ".new");
        for (var content : contents.entrySet()) {
            var target = directory.resolve(content.getKey());
            Files.write(temporary, content.getValue());
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                Files.createDirectories(target.getParent());
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void deleteAll(Update update) throws IOException {
        for (var name : update.removedClasses()) {
            if (!update.classes().containsKey(name)) {
                delete(file(name));
            }
        }
        for (var path : update.removedResources()) {
            if (!update.resources().containsKey(path)) {
                delete(directory.resolve(path));
            }
        }
    }

    private void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            var parent = file.getParent();
            while (parent != null && !parent.equals(directory)) {
                Files.deleteIfExists(parent);
                parent = parent.getParent();
            }
        } catch (DirectoryNotEmptyException e) {
            return; // the first directory that holds anything else stays, with those around it
        }
    }
}
