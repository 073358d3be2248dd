package dev.testwatch.affected;

import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the present classes behind what a fork has loaded. */
final class Loading {

    private final Relations relations;
    private final String module;
    private final List<Loaded> byBase;
    private final Map<String, List<Loaded>> byName = new HashMap<>();
    private final Map<Loaded, List<ClassNode>> found = new HashMap<>();

    Loading(Footprint footprint, Relations relations, String module) {
        this.relations = relations;
        this.module = module;
        this.byBase = new ArrayList<>(footprint.loaded());
        byBase.sort(Comparator.comparingInt(Loaded::base));
        for (Loaded loaded : byBase) {
            List<Loaded> others = byName.put(loaded.name(), List.of(loaded));
            if (others != null) {
                List<Loaded> all = new ArrayList<>(others);
                all.add(loaded);
                byName.put(loaded.name(), all);
            }
        }
    }

    /**
     * A method by its probe.
     *
     * @param nodes the classes it may be of: several if modules hold the same one
     * @param trouble why it cannot be told; then there are no classes
     */
    record Place(List<ClassNode> nodes, int method, Optional<String> trouble) {
        Place {
            nodes = List.copyOf(nodes);
        }
    }

    Place place(int probe) {
        int low = 0;
        int high = byBase.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byBase.get(middle).base() + byBase.get(middle).count() <= probe) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == byBase.size() || probe < byBase.get(low).base()) {
            return new Place(List.of(), 0, Optional.of("what it ran could not be told"));
        }
        Loaded loaded = byBase.get(low);
        List<ClassNode> nodes = nodes(loaded);
        return new Place(
                nodes, probe - loaded.base(), nodes.isEmpty() ? Optional.of(changed(loaded)) : Optional.empty());
    }

    /** A class that has run without probes though it could have had some, so that nobody knows what of it ran. */
    Optional<String> blank() {
        return byBase.stream()
                .filter(loaded -> loaded.count() == 0)
                .filter(loaded -> relations.definers(loaded.name(), module).stream()
                        .anyMatch(node -> node.content == loaded.content()
                                && node.parts().count() > 0
                                && !node.is(Trait.UNPROBED)))
                .findFirst()
                .map(loaded -> loaded.name() + " ran unseen");
    }

    /** The first probes of a class, once for each loader that has loaded it. */
    List<Integer> bases(ClassNode node) {
        return byName.getOrDefault(node.binaryName(), List.of()).stream()
                .filter(loaded -> nodes(loaded).contains(node))
                .map(Loaded::base)
                .toList();
    }

    /** Why it cannot be told what this class did when it was initialised. */
    Optional<String> trouble(ClassNode node) {
        return byName.getOrDefault(node.binaryName(), List.of()).stream()
                .filter(loaded -> nodes(loaded).isEmpty())
                .map(Loading::changed)
                .findFirst();
    }

    /**
     * The present classes behind all that were loaded.
     *
     * @param trouble told of one that is another now
     */
    Set<ClassNode> all(Consumer<String> trouble) {
        Set<ClassNode> all = new LinkedHashSet<>();
        for (Loaded loaded : byBase) {
            List<ClassNode> nodes = nodes(loaded);
            all.addAll(nodes);
            if (nodes.isEmpty()) {
                trouble.accept(changed(loaded));
            }
        }
        return all;
    }

    private List<ClassNode> nodes(Loaded loaded) {
        return found.computeIfAbsent(loaded, any -> relations.definers(loaded.name(), module).stream()
                .filter(node -> node.content == loaded.content() && node.parts().count() == loaded.count())
                .toList());
    }

    private static String changed(Loaded loaded) {
        return loaded.name() + " changed while it ran";
    }
}
