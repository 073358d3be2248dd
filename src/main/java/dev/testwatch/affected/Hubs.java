package dev.testwatch.affected;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes that stand for sets of classes or resources, a few per module, and who belongs to them or needs them. They have
 * the first numbers of a graph.
 */
final class Hubs {

    /** A set of classes or resources of a module, or of all modules that its tests see. */
    private enum Hub {
        ALL_CLASSES(0),
        MANAGED_CLASSES(1),
        SHARED_RESOURCES(2),
        VISIBLE_CLASSES(3),
        VISIBLE_MANAGED_CLASSES(4),
        VISIBLE_RESOURCES(5);

        static final int COUNT = values().length;
        final int number;

        Hub(int number) {
            this.number = number;
        }
    }

    private final Modules modules;
    private final Assembly assembly;
    private final Managed managed;
    private final Map<String, Integer> first = new HashMap<>();

    Hubs(Modules modules, Assembly assembly, Managed managed) {
        this.modules = modules;
        this.assembly = assembly;
        this.managed = managed;
        for (String module : modules.names()) {
            first.put(module, first.size() * Hub.COUNT);
        }
    }

    static int count(Modules modules) {
        return modules.names().size() * Hub.COUNT;
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, count(modules));
        return all;
    }

    boolean has(String module) {
        return first.containsKey(module);
    }

    /** Whether a node stands for all classes that a module's tests see. */
    boolean isScan(int node) {
        return node < count(modules) && node % Hub.COUNT == Hub.VISIBLE_CLASSES.number;
    }

    /** The resources of a module that anything may read. */
    int sharedResources(String module) {
        return hub(module, Hub.SHARED_RESOURCES);
    }

    void connect() {
        for (String module : modules.names()) {
            for (String other : modules.visible(module)) {
                assembly.edge(hub(module, Hub.VISIBLE_CLASSES), hub(other, Hub.ALL_CLASSES));
                assembly.edge(hub(module, Hub.VISIBLE_MANAGED_CLASSES), hub(other, Hub.MANAGED_CLASSES));
                assembly.edge(hub(module, Hub.VISIBLE_RESOURCES), hub(other, Hub.SHARED_RESOURCES));
            }
        }
    }

    /** Adds the edges between a class and the hubs of its module. */
    void connect(ClassNode node) {
        String module = node.module;
        if (!has(module)) {
            return;
        }
        boolean runs = modules.runs(node);
        assembly.edge(hub(module, Hub.ALL_CLASSES), node.id);
        if (node.is(Trait.SCANS) || node.is(Trait.OPAQUE)) {
            assembly.edge(node.id, hub(module, Hub.VISIBLE_CLASSES));
        }
        if (managed.starts(node)) {
            assembly.edge(node.id, hub(module, Hub.VISIBLE_MANAGED_CLASSES));
        }
        if (managed.isManaged(node) && managed.isFoundByScan(node)) {
            assembly.edge(hub(module, Hub.MANAGED_CLASSES), node.id);
        }
        if (modules.isShared(node)) {
            assembly.edge(hub(module, Hub.SHARED_RESOURCES), node.id);
        }
        if (runs) {
            assembly.edge(node.id, hub(module, Hub.VISIBLE_RESOURCES));
        }
    }

    private int hub(String module, Hub hub) {
        Integer known = first.get(module);
        if (known == null) {
            throw new IllegalStateException("no module " + module);
        }
        return known + hub.number;
    }
}
