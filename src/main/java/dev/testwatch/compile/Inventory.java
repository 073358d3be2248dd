package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in a published output directory and which sources it was made from. Changes only by {@link Update}s, which
 * are also what the manifest on disk consists of.
 */
final class Inventory {

    private final Map<Path, SourceEntry> sources = new HashMap<>();
    private final Map<String, FileEntry> classes = new HashMap<>();
    private final Map<String, FileEntry> resources = new HashMap<>();
    private final Map<Path, Long> inputs = new HashMap<>();
    private final Map<String, Path> owners = new HashMap<>();
    private final Map<String, Set<String>> packages = new HashMap<>();

    /**
     * A source whose classes are published.
     *
     * @param hash the content that the classes were made from
     * @param stale whether it has to be compiled again although its content is the same
     * @param classes what it was compiled to, binary names
     */
    record SourceEntry(long hash, boolean stale, Set<String> classes, Names identifiers) {
        SourceEntry {
            classes = Set.copyOf(classes);
        }

        SourceEntry toBeCompiled() {
            return new SourceEntry(hash, true, classes, identifiers);
        }
    }

    /** A published file; its size is in bytes. */
    record FileEntry(long hash, long size) {}

    /** What is gone and what is there; additions win over removals. */
    record Update(
            Set<Path> removedSources,
            Map<Path, SourceEntry> sources,
            Set<String> removedClasses,
            Map<String, FileEntry> classes,
            Set<String> removedResources,
            Map<String, FileEntry> resources,
            Set<Path> removedInputs,
            Map<Path, Long> inputs) {

        static Update empty() {
            return new Update(
                    new HashSet<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashMap<>());
        }

        boolean isEmpty() {
            return removedSources.isEmpty()
                    && sources.isEmpty()
                    && removedClasses.isEmpty()
                    && classes.isEmpty()
                    && removedResources.isEmpty()
                    && resources.isEmpty()
                    && removedInputs.isEmpty()
                    && inputs.isEmpty();
        }
    }

    Map<Path, SourceEntry> sources() {
        return sources;
    }

    Map<String, FileEntry> classes() {
        return classes;
    }

    /** By path below the output directory, with {@code /}. */
    Map<String, FileEntry> resources() {
        return resources;
    }

    /** The files that resources were made from, with the content that they had. */
    Map<Path, Long> inputs() {
        return inputs;
    }

    /** The source that a class was compiled from; empty for classes that came with the build tool's output. */
    Optional<Path> owner(String className) {
        return Optional.ofNullable(owners.get(className));
    }

    Set<String> classesIn(String packageName) {
        return packages.getOrDefault(packageName, Set.of());
    }

    Set<String> packages() {
        return packages.keySet();
    }

    static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    static String pathOf(String className) {
        return className.replace('.', '/') + ".class";
    }

    void apply(Update update) {
        for (var path : update.removedSources()) {
            disown(path);
            sources.remove(path);
        }
        update.sources().forEach((path, entry) -> {
            disown(path);
            sources.put(path, entry);
        });
        update.sources().forEach((path, entry) -> entry.classes().forEach(name -> owners.put(name, path)));
        update.removedClasses().forEach(this::removeClass);
        update.classes().forEach((name, entry) -> {
            classes.put(name, entry);
            packages.computeIfAbsent(packageOf(name), p -> new HashSet<>()).add(name);
        });
        update.removedResources().forEach(resources::remove);
        resources.putAll(update.resources());
        update.removedInputs().forEach(inputs::remove);
        inputs.putAll(update.inputs());
    }

    /** One update that makes an empty inventory equal to this one. */
    Update whole() {
        return new Update(Set.of(), sources, Set.of(), classes, Set.of(), resources, Set.of(), inputs);
    }

    private void disown(Path source) {
        var old = sources.get(source);
        if (old != null) {
            old.classes().forEach(name -> owners.remove(name, source));
        }
    }

    private void removeClass(String name) {
        classes.remove(name);
        var inPackage = packages.get(packageOf(name));
        if (inPackage != null) {
            inPackage.remove(name);
            if (inPackage.isEmpty()) {
                packages.remove(packageOf(name));
            }
        }
    }
}
