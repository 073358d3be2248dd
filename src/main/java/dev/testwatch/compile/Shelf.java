package dev.testwatch.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A draft as another process sees it: what is published is read from its directory, the rest came along. */
final class Shelf implements ClassView {

    private final Path directory;
    private final Set<String> names;
    private final Map<String, byte[]> fresh;
    private final Map<String, List<String>> packages = new HashMap<>();

    /**
     * @param directory where classes are published
     * @param names of all classes, those included that are not published yet
     * @param fresh the class files that are not published yet
     */
    Shelf(Path directory, Set<String> names, Map<String, byte[]> fresh) {
        this.directory = directory;
        this.names = Set.copyOf(names);
        this.fresh = Map.copyOf(fresh);
        for (var name : names) {
            packages.computeIfAbsent(Inventory.packageOf(name), p -> new ArrayList<>())
                    .add(name);
        }
    }

    Path directory() {
        return directory;
    }

    Set<String> names() {
        return names;
    }

    Map<String, byte[]> fresh() {
        return fresh;
    }

    @Override
    public Optional<byte[]> bytes(String className) {
        var bytes = fresh.get(className);
        if (bytes != null) {
            return Optional.of(bytes);
        }
        try {
            return names.contains(className)
                    ? Optional.of(Files.readAllBytes(directory.resolve(Inventory.pathOf(className))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // javac then says that it cannot read this class
        }
    }

    @Override
    public List<String> classesIn(String packageName) {
        return packages.getOrDefault(packageName, List.of());
    }

    @Override
    public Set<String> packages() {
        return packages.keySet();
    }
}
