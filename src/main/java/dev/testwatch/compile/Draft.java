package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The classes of one source set as they would be after publishing what this compilation has made so far. */
final class Draft implements ClassView {

    private final Published published;
    private final Map<Path, Map<String, byte[]>> compiled = new HashMap<>();
    private final Set<Path> deleted = new HashSet<>();
    private final Map<String, byte[]> fresh = new HashMap<>();
    private final Map<String, Set<String>> freshPackages = new HashMap<>();
    private final Map<String, Optional<ClassFacts>> freshFacts = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    Draft(Published published) {
        this.published = published;
    }

    /** What was compiled, by source: binary names and class files. */
    Map<Path, Map<String, byte[]>> compiled() {
        return compiled;
    }

    Set<Path> deleted() {
        return deleted;
    }

    Set<String> gone() {
        return gone;
    }

    void delete(Path source) {
        deleted.add(source);
        refresh();
    }

    void take(Map<Path, Map<String, byte[]>> classes) {
        compiled.putAll(classes);
        refresh();
    }

    /** Takes back what was made of these sources: they turned out to be broken. */
    void discard(Set<Path> sources) {
        if (compiled.keySet().removeAll(sources)) {
            refresh();
        }
    }

    @Override
    public Optional<byte[]> bytes(String className) {
        var bytes = fresh.get(className);
        if (bytes != null) {
            return Optional.of(bytes);
        }
        return gone.contains(className) ? Optional.empty() : published.bytes(className);
    }

    Optional<ClassFacts> facts(String className) {
        var bytes = fresh.get(className);
        if (bytes != null) {
            return freshFacts.computeIfAbsent(className, name -> ClassFacts.read(bytes));
        }
        return gone.contains(className) ? Optional.empty() : published.facts(className);
    }

    @Override
    public List<String> classesIn(String packageName) {
        var names = new ArrayList<String>();
        for (var name : published.inventory().classesIn(packageName)) {
            if (!gone.contains(name)) {
                names.add(name);
            }
        }
        for (var name : freshPackages.getOrDefault(packageName, Set.of())) {
            if (!published.inventory().classes().containsKey(name)) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Set<String> packages() {
        var packages = new HashSet<>(published.inventory().packages());
        packages.addAll(freshPackages.keySet());
        return packages;
    }

    /** All classes, whether they come from a source or not. */
    Set<String> classes() {
        var names = new HashSet<>(published.inventory().classes().keySet());
        names.removeAll(gone);
        names.addAll(fresh.keySet());
        return names;
    }

    /** The same as it is for another process. */
    Shelf shelf() {
        return new Shelf(published.directory(), classes(), fresh);
    }

    /** The classes of a source: as compiled now, else as published. */
    Set<String> classesOf(Path source) {
        var now = compiled.get(source);
        if (now != null) {
            return now.keySet();
        }
        var entry = published.inventory().sources().get(source);
        return entry == null ? Set.of() : entry.classes();
    }

    private void refresh() {
        fresh.clear();
        freshPackages.clear();
        freshFacts.clear();
        gone.clear();
        compiled.values().forEach(fresh::putAll);
        for (var name : fresh.keySet()) {
            freshPackages
                    .computeIfAbsent(Inventory.packageOf(name), p -> new HashSet<>())
                    .add(name);
        }
        compiled.keySet().forEach(this::supersede);
        deleted.forEach(this::supersede);
        gone.removeAll(fresh.keySet());
    }

    private void supersede(Path source) {
        var inventory = published.inventory();
        var entry = inventory.sources().get(source);
        for (var name : entry == null ? Set.<String>of() : entry.classes()) {
            // A class that moved into another file belongs to that one now.
            if (inventory.owner(name).equals(Optional.of(source))) {
                gone.add(name);
            }
        }
    }
}
