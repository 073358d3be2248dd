package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.FileEntry;
import dev.testwatch.compile.Inventory.SourceEntry;
import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Makes a published directory from the build tool's output directory, from nothing. */
final class Mirror {

    private final Path output;
    private final Path directory;
    private final SourceRoots sources;
    private final ResourceRoots resources;
    private final Map<Path, Long> contents;
    private final Update update = Update.empty();
    private final Map<Path, Set<String>> classesOf = new HashMap<>();

    private Mirror(
            Path output, Path directory, SourceRoots sources, ResourceRoots resources, Map<Path, Long> contents) {
        this.output = output;
        this.directory = directory;
        this.sources = sources;
        this.resources = resources;
        this.contents = contents;
    }

    /** Whatever was in the published directory before is gone afterwards. */
    static Inventory rebuild(
            Path output, Path directory, SourceRoots sources, ResourceRoots resources, Map<Path, Long> contents)
            throws IOException {
        var mirror = new Mirror(output, directory, sources, resources, contents);
        Directories.delete(directory);
        Files.createDirectories(directory);
        for (var file : files(output).keySet()) {
            mirror.copy(file);
        }
        for (var file : contents.keySet()) {
            mirror.stamp(file);
        }
        var inventory = new Inventory();
        inventory.apply(mirror.update);
        return inventory;
    }

    /** All files below a directory by their paths below it, with their sizes; none if there is no such directory. */
    static Map<String, Long> files(Path directory) throws IOException {
        var files = new HashMap<String, Long>();
        if (Files.isDirectory(directory)) {
            try (var walk =
                    Files.find(directory, Integer.MAX_VALUE, (file, attributes) -> attributes.isRegularFile())) {
                for (var file : (Iterable<Path>) walk::iterator) {
                    files.put(ResourceRoots.slashed(directory.relativize(file)), Files.size(file));
                }
            }
        }
        return files;
    }

    /** The name of the source that a class file was compiled from, as the class file says. */
    static Optional<String> sourceName(byte[] classFile) {
        var visitor = new SourceAttribute();
        try {
            ClassFacts.reader(classFile).accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
            return visitor.source;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    static boolean isClass(String path) {
        return path.endsWith(".class");
    }

    static String className(String path) {
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    private void copy(String path) throws IOException {
        byte[] content = Files.readAllBytes(output.resolve(path));
        var target = directory.resolve(path);
        Files.createDirectories(directory.resolve(path).resolveSibling("."));
        Files.write(target, content);
        if (!isClass(path) || resources.origin(path).isPresent()) {
            update.resources().put(path, Published.entry(content));
            return;
        }
        var name = className(path);
        update.classes().put(name, Published.entry(content));
        sourceName(content)
                .flatMap(file -> sources.source(Inventory.packageOf(name), file))
                .ifPresent(source ->
                        classesOf.computeIfAbsent(source, s -> new HashSet<>()).add(name));
    }

    private void stamp(Path file) throws IOException {
        var hash = Optional.ofNullable(contents.get(file)).orElseThrow();
        var resource = resources.resource(file);
        if (resource.isPresent() && isCopied(resource.get(), hash)) {
            update.inputs().put(file, hash);
        }
        var classes = classesOf.getOrDefault(file, Set.of());
        if (sources.contains(file) && !classes.isEmpty() && Files.isRegularFile(file)) {
            boolean newer = isNewer(file, classes);
            SourceText.read(file, sources.encoding())
                    .map(text -> text.scan().identifiers())
                    .ifPresent(names -> update.sources().put(file, new SourceEntry(hash, newer, classes, names)));
        }
    }

    private boolean isCopied(ResourceRoots.Resource resource, long hash) {
        var copy = update.resources().get(resource.target());
        return resource.filtered() || (copy != null && copy.hash() == hash);
    }

    /** Written at the same time as the class file, as far as the file system can tell, counts as newer. */
    private boolean isNewer(Path source, Set<String> classes) throws IOException {
        var written = Files.getLastModifiedTime(source);
        for (var name : classes) {
            if (written.compareTo(Files.getLastModifiedTime(output.resolve(Inventory.pathOf(name)))) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is published is what the inventory says; entries that are not true any more are taken out. */
    static Set<String> verify(Path directory, Inventory inventory, Set<String> doubtful) throws IOException {
        var found = files(directory);
        var update = Update.empty();
        for (var entry : inventory.classes().entrySet()) {
            if (isOther(directory, found, Inventory.pathOf(entry.getKey()), entry.getValue())
                    || doubtful.contains(entry.getKey())) {
                update.removedClasses().add(entry.getKey());
            }
        }
        for (var entry : inventory.resources().entrySet()) {
            if (isOther(directory, found, entry.getKey(), entry.getValue()) || doubtful.contains(entry.getKey())) {
                update.removedResources().add(entry.getKey());
            }
        }
        inventory.apply(update);
        for (var path : found.keySet()) {
            var known = inventory.resources().containsKey(path)
                    || (isClass(path) && inventory.classes().containsKey(className(path)));
            if (!known) {
                Files.delete(directory.resolve(path));
            }
        }
        return update.removedClasses();
    }

    private static boolean isOther(Path directory, Map<String, Long> found, String path, FileEntry entry)
            throws IOException {
        return found.getOrDefault(path, Long.MIN_VALUE) != entry.size()
                || ContentHash.of(directory.resolve(path)) != entry.hash();
    }

    private static final class SourceAttribute extends ClassVisitor {

        private Optional<String> source = Optional.empty();

        SourceAttribute() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitSource(@Nullable String file, @Nullable String debug) {
            source = Optional.ofNullable(file);
        }
    }
}
