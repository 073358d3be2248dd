package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells by the strings in classes who reads which resource. */
final class ResourceEdges {

    private final Map<Integer, List<ClassNode>> byTail = new HashMap<>();
    private final Symbols symbols;

    /** Knows the readers of {@code resources} and no others. */
    ResourceEdges(Iterable<ClassNode> classes, Iterable<ResourceName> resources, Symbols symbols) {
        this.symbols = symbols;
        for (ResourceName resource : resources) {
            if (ResourceFacts.isData(resource)) {
                segments(resource).forEach(segment -> byTail.put(segment, new ArrayList<>()));
            }
        }
        if (byTail.isEmpty()) {
            return;
        }
        for (ClassNode node : classes) {
            for (int tail : node.tails()) {
                List<ClassNode> readers = byTail.get(tail);
                if (readers != null) {
                    readers.add(node);
                }
            }
        }
    }

    /** The names by which classes are found to read something. */
    Set<Integer> names() {
        return byTail.keySet();
    }

    /**
     * The classes that read a resource: those with a string that ends in its file's name, and those with a string that
     * ends in a directory of its path, if there are any of the first kind. Nobody: then anything may read it.
     */
    List<ClassNode> readers(ResourceName resource) {
        if (!ResourceFacts.isData(resource)
                || namers(symbols.of(ResourceFacts.fileName(resource))).isEmpty()) {
            return List.of();
        }
        List<ClassNode> readers = new ArrayList<>();
        segments(resource).forEach(segment -> readers.addAll(namers(segment)));
        return readers;
    }

    private List<ClassNode> namers(int segment) {
        return byTail.getOrDefault(segment, List.of());
    }

    private List<Integer> segments(ResourceName resource) {
        List<Integer> segments = new ArrayList<>();
        for (String segment : resource.path().split("/", -1)) {
            segments.add(symbols.of(segment));
        }
        return segments;
    }
}
