package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who needs whom, as far as class files, resources and their names tell. Holds for one state of a catalogue.
 *
 * <p>Besides classes and resources the graph has a few nodes per module that stand for sets ({@link Hub}).
 */
final class Dependencies {

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

    private final Catalogue catalogue;
    private final Modules modules;
    private final Assembly assembly;
    private final Hierarchy hierarchy;
    private final Managed managed;
    private final List<ResourceName> resources;
    private final Map<ResourceName, Integer> resourceIds = new HashMap<>();
    private final Map<String, Integer> hubIds = new HashMap<>();
    private final SortedMap<TestClass, ClassNode> tests = new TreeMap<>();
    private final int firstHub;
    private final long names;
    private Graph graph;
    private Optional<Relations> relations = Optional.empty();

    Dependencies(Catalogue catalogue, Modules modules) {
        this.catalogue = catalogue;
        this.modules = modules;
        this.resources = new ArrayList<>(catalogue.resources.keySet());
        ResourceEdges readers = new ResourceEdges(catalogue.classes.values(), resources, catalogue.symbols);
        this.assembly = new Assembly(catalogue);
        this.hierarchy = new Hierarchy(assembly);
        this.managed = new Managed(assembly, catalogue.symbols);
        this.names = names();
        this.firstHub = assembly.classes.size() + resources.size();
        for (String module : modules.names()) {
            hubIds.put(module, firstHub + hubIds.size() * Hub.COUNT);
        }
        connectHubs();
        assembly.classes.forEach(this::connectClass);
        hierarchy.connectNameless();
        hierarchy.connectLoaders();
        connectResources(readers);
        this.graph = assembly.graph(contents(), configuration());
    }

    Graph graph() {
        return graph;
    }

    /**
     * Takes in that these classes have other contents, but name what they named before.
     *
     * @return whether {@link Graph#marks} may differ
     */
    boolean refresh(Set<ClassName> changed) {
        List<ClassNode> nodes = changed.stream()
                .flatMap(name -> Optional.ofNullable(catalogue.classes.get(name)).stream())
                .toList();
        graph = graph.with(
                nodes.stream().mapToInt(node -> node.id).toArray(),
                nodes.stream().mapToLong(this::content).toArray());
        relations = relations.map(known -> known.with(graph));
        return nodes.stream().anyMatch(Dependencies::isInfo);
    }

    /** The same as those ask who follow a recording. */
    Relations relations() {
        Relations known = relations.orElseGet(
                () -> new Relations(catalogue.symbols, assembly, hierarchy, managed, modules, graph));
        relations = Optional.of(known);
        return known;
    }

    /** Everything that libraries and code may read without running anything of it. */
    private BitSet configuration() {
        BitSet all = new BitSet();
        all.set(assembly.classes.size(), firstHub);
        for (ClassNode node : assembly.classes) {
            all.set(node.id, isInfo(node));
        }
        return all;
    }

    private static boolean isInfo(ClassNode node) {
        String name = node.name.binaryName();
        return name.endsWith("module-info") || name.endsWith("package-info");
    }

    /** The test classes that the build would run, in order. */
    SortedMap<TestClass, ClassNode> tests() {
        return tests;
    }

    /** Nodes that stand for sets: a way through one of them is a guess. */
    BitSet hubs() {
        BitSet hubs = new BitSet(graph.size());
        hubs.set(firstHub, graph.size());
        return hubs;
    }

    /** Whether a node stands for all classes that a module's tests see. */
    boolean isScan(int node) {
        return node >= firstHub && (node - firstHub) % Hub.COUNT == Hub.VISIBLE_CLASSES.number;
    }

    /** The name of a class or resource; empty for nodes that stand for sets. */
    Optional<String> label(int node) {
        int classes = assembly.classes.size();
        if (node < classes) {
            return Optional.of(assembly.classes.get(node).name.binaryName());
        }
        return node < firstHub ? Optional.of(resources.get(node - classes).path()) : Optional.empty();
    }

    /** The node of a class; if it is gone, the nodes of those that still name it. */
    BitSet nodes(ClassName name) {
        BitSet nodes = new BitSet();
        ClassNode present = catalogue.classes.get(name);
        if (present != null) {
            nodes.set(present.id);
            return nodes;
        }
        int symbol = catalogue.symbols.of(name.binaryName());
        for (ClassNode node : assembly.classes) {
            for (int reference : node.references) {
                if (reference == symbol) {
                    nodes.set(node.id);
                }
            }
        }
        return nodes;
    }

    /** The node of a resource; if it is gone, the nodes of those that would read it. */
    BitSet nodes(ResourceName name) {
        BitSet nodes = new BitSet();
        Integer present = resourceIds.get(name);
        if (present != null) {
            nodes.set(present);
            return nodes;
        }
        List<ClassNode> readers = new ResourceEdges(assembly.classes, List.of(name), catalogue.symbols).readers(name);
        readers.forEach(reader -> nodes.set(reader.id));
        if (readers.isEmpty() && hubIds.containsKey(name.module())) {
            nodes.set(hub(name.module(), Hub.SHARED_RESOURCES));
        }
        return nodes;
    }

    private void connectHubs() {
        for (String module : modules.names()) {
            for (String other : modules.visible(module)) {
                assembly.edge(hub(module, Hub.VISIBLE_CLASSES), hub(other, Hub.ALL_CLASSES));
                assembly.edge(hub(module, Hub.VISIBLE_MANAGED_CLASSES), hub(other, Hub.MANAGED_CLASSES));
                assembly.edge(hub(module, Hub.VISIBLE_RESOURCES), hub(other, Hub.SHARED_RESOURCES));
            }
        }
    }

    private void connectClass(ClassNode node) {
        for (int reference : node.references) {
            for (ClassNode used : assembly.definers(reference)) {
                assembly.edge(node.id, used.id);
                hierarchy.names(node, used);
            }
        }
        for (int tail : node.tails) {
            for (ClassNode used : assembly.definers(tail)) {
                assembly.edge(node.id, used.id); // only a class without a package has a name without a dot
            }
        }
        if (hubIds.containsKey(node.name.module())) {
            connectToHubs(node, node.name.module());
        }
    }

    private void connectToHubs(ClassNode node, String module) {
        boolean runs = modules.runs(node);
        assembly.edge(hub(module, Hub.ALL_CLASSES), node.id);
        if (node.is(Trait.SCANS) || node.is(Trait.OPAQUE)) {
            assembly.edge(node.id, hub(module, Hub.VISIBLE_CLASSES));
        }
        if (node.is(Trait.STARTS_CONTAINER) || (!node.isMain() && managed.startsFramework(node))) {
            assembly.edge(node.id, hub(module, Hub.VISIBLE_MANAGED_CLASSES));
        }
        if (managed.isManaged(node) && isFoundByScan(node, runs)) {
            assembly.edge(hub(module, Hub.MANAGED_CLASSES), node.id);
        }
        String name = node.name.binaryName();
        if (isInfo(node)) {
            assembly.edge(hub(module, Hub.SHARED_RESOURCES), node.id);
        }
        if (runs) {
            tests.put(new TestClass(module, name), node);
            assembly.edge(node.id, hub(module, Hub.VISIBLE_RESOURCES));
        }
    }

    /** Frameworks leave out test classes and what is nested in them, but find other classes beside the tests. */
    private boolean isFoundByScan(ClassNode node, boolean runs) {
        if (node.isMain()) {
            return true;
        }
        boolean inTest = false;
        for (ClassNode outermost : assembly.definers(node.outermost)) {
            inTest |= modules.runs(outermost);
        }
        return !runs && !inTest;
    }

    private void connectResources(ResourceEdges edges) {
        for (ResourceName resource : resources) {
            int id = assembly.classes.size() + resourceIds.size();
            resourceIds.put(resource, id);
            List<ClassNode> readers = edges.readers(resource);
            readers.forEach(reader -> assembly.edge(reader.id, id));
            if (readers.isEmpty() && hubIds.containsKey(resource.module())) {
                assembly.edge(hub(resource.module(), Hub.SHARED_RESOURCES), id);
                connectMentions(resource, id);
            }
        }
    }

    /** A configuration leads to the classes that it names; those that a framework manages are reached through it. */
    private void connectMentions(ResourceName resource, int id) {
        Optional<String> service = ResourceFacts.service(resource);
        for (String mention : facts(resource).mentions()) {
            for (ClassNode used : assembly.definers(catalogue.symbols.of(mention))) {
                if (service.isPresent() || !managed.isManaged(used)) {
                    assembly.edge(id, used.id);
                    service.ifPresent(type -> provide(type, used));
                }
            }
        }
        service.ifPresent(type -> connectProviders(resource.module(), id, type));
    }

    /** Whatever the text of the list says: a provider is a subtype. */
    private void connectProviders(String module, int id, String type) {
        int symbol = catalogue.symbols.of(type);
        for (ClassNode node : assembly.classes) {
            if (node.name.module().equals(module) && !node.is(Trait.ABSTRACT) && hierarchy.isA(node, symbol)) {
                assembly.edge(id, node.id);
                provide(type, node);
            }
        }
    }

    private void provide(String type, ClassNode provider) {
        for (ClassNode service : assembly.definers(catalogue.symbols.of(type))) {
            assembly.edge(service.id, provider.id);
        }
    }

    private ResourceFacts facts(ResourceName resource) {
        return Optional.ofNullable(catalogue.resources.get(resource)).orElseThrow();
    }

    private int hub(String module, Hub hub) {
        return Optional.ofNullable(hubIds.get(module)).orElseThrow() + hub.number;
    }

    /** One number for the names by which somebody may ask for a class. */
    private long names() {
        long sum = 0;
        for (ClassNode node : assembly.classes) {
            String name = node.name.binaryName();
            int nested = name.lastIndexOf('$') + 1;
            boolean anonymous = nested > 0 && nested < name.length() && Character.isDigit(name.charAt(nested));
            sum += anonymous ? 0 : new Digest().add(name).value();
        }
        return sum;
    }

    private long content(ClassNode node) {
        return node.is(Trait.LOADS) ? node.identity + names : node.identity;
    }

    private long[] contents() {
        long[] contents = new long[firstHub + hubIds.size() * Hub.COUNT];
        for (ClassNode node : assembly.classes) {
            contents[node.id] = content(node);
        }
        resourceIds.forEach((name, id) -> contents[id] = content(name));
        return contents;
    }

    /** Of the classes that a resource names, those that there are belong to what it means. */
    private long content(ResourceName name) {
        Digest digest =
                new Digest().add(name.module()).add(name.path()).add(facts(name).content());
        facts(name).mentions().forEach(mention -> digest.add(catalogue.definition(catalogue.symbols.of(mention))));
        return digest.value();
    }
}
