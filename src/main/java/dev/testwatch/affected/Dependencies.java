package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.worker.Message.How;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who needs whom, as far as class files, resources and their names tell. Holds for the
 * state of a catalogue of which it was told last.
 *
 * <p>Besides classes and resources the graph has a few nodes per module that stand for sets ({@link Hubs}).
 */
final class Dependencies {

    private final Catalogue catalogue;
    private final Modules modules;
    private final Assembly assembly;
    private final Hierarchy hierarchy;
    private final Managed managed;
    private final Hubs hubs;
    private final Bindings bindings;
    private final List<ResourceName> resources;
    private final Map<ResourceName, Integer> resourceIds = new HashMap<>();
    /** By resource: one number for its name; 0 if no fork tells who reads it. */
    private final long[] titles;

    private final int firstClass;
    /** Those that load classes by name. */
    private final Set<ClassNode> loaders = new LinkedHashSet<>();

    private final Graph graph;
    /** Is another one when there are others. */
    private SortedMap<TestClass, ClassNode> tests = new TreeMap<>();

    private long names;
    private Optional<Relations> relations = Optional.empty();

    Dependencies(Catalogue catalogue, Modules modules) {
        this.catalogue = catalogue;
        this.modules = modules;
        this.resources = new ArrayList<>(catalogue.resources.keySet());
        this.titles = resources.stream()
                .mapToLong(name -> How.isResource(name.path()) ? title(name).value() : 0)
                .toArray();
        this.firstClass = Hubs.count(modules) + resources.size();
        ResourceEdges readers = new ResourceEdges(catalogue.classes(), resources, catalogue.symbols);
        this.assembly = new Assembly(catalogue, firstClass);
        this.hierarchy = new Hierarchy(assembly);
        this.managed = new Managed(assembly, catalogue.symbols, modules);
        this.hubs = new Hubs(modules, assembly, managed);
        this.bindings = new Bindings(readers.names());
        List<ClassNode> classes = assembly.classes();
        hubs.connect();
        classes.forEach(hubs::connect);
        classes.forEach(node -> hierarchy.connectNamed(node, 1));
        classes.forEach(hierarchy::connectNameless);
        classes.forEach(hierarchy::connectLoader);
        connectResources(readers);
        classes.forEach(this::add);
        EdgeList edges = assembly.takeEdges();
        this.graph = Graph.of(contents(classes), edges.from, edges.to, edges.count, configuration(classes));
    }

    Graph graph() {
        return graph;
    }

    /** The classes that name it, as far as class files tell. */
    Set<ClassNode> namers(int symbol) {
        return new LinkedHashSet<>(assembly.namers(symbol));
    }

    /** Takes in that these classes have other contents, but name what they named before. */
    void refresh(Set<ClassName> changed) {
        List<ClassNode> nodes =
                changed.stream().flatMap(name -> catalogue.find(name).stream()).toList();
        graph.change(
                nodes.stream().mapToInt(node -> node.id).toArray(),
                nodes.stream().mapToLong(this::content).toArray());
        relations = relations.map(Relations::refreshed);
    }

    /**
     * Takes in that these classes changed, came or went.
     *
     * @return false if that is too much: then this has to be made anew
     */
    boolean rewire(Set<ClassName> changed) {
        Rewiring rewiring = new Rewiring(changed, catalogue, assembly, hierarchy, managed, hubs);
        if (!rewiring.isLocal(modules, bindings)) {
            return false;
        }
        EdgeList before = rewiring.before();
        rewiring.replace();
        EdgeList after = rewiring.after();
        long formerly = names;
        Map<Integer, Long> contents = new LinkedHashMap<>();
        copyTestsIfOthers(rewiring.moves());
        rewiring.moves().forEach(move -> move.was().ifPresent(was -> {
            remove(was);
            contents.put(was.id, 0L);
        }));
        rewiring.moves().forEach(move -> move.is().ifPresent(this::add));
        changed.forEach(name -> catalogue.find(name).ifPresent(node -> contents.put(node.id, content(node))));
        if (names != formerly) {
            loaders.forEach(node -> contents.put(node.id, content(node)));
        }
        int[] nodes = contents.keySet().stream().mapToInt(node -> node).toArray();
        long[] values = contents.values().stream().mapToLong(value -> value).toArray();
        graph.change(firstClass + assembly.slots(), after.without(before), before.without(after), nodes, values);
        relations = Optional.empty();
        return true;
    }

    /** Somebody may be going through those that there were. */
    private void copyTestsIfOthers(List<Rewiring.Move> moves) {
        boolean others = moves.stream()
                .anyMatch(move -> move.was().filter(modules::runs).isPresent()
                        != move.is().filter(modules::runs).isPresent());
        if (others) {
            tests = new TreeMap<>(tests);
        }
    }

    private void add(ClassNode node) {
        names += name(node);
        if (node.is(Trait.LOADS)) {
            loaders.add(node);
        }
        if (modules.runs(node)) {
            tests.put(test(node), node);
        }
    }

    private void remove(ClassNode node) {
        names -= name(node);
        loaders.remove(node);
        if (modules.runs(node)) {
            tests.remove(test(node));
        }
    }

    private static TestClass test(ClassNode node) {
        return new TestClass(node.module, node.binaryName());
    }

    /** The same as those ask who follow a recording. */
    Relations relations() {
        Relations known = relations.orElseGet(
                () -> new Relations(catalogue.symbols, assembly, hierarchy, managed, modules, graph));
        relations = Optional.of(known);
        return known;
    }

    /**
     * One number for all that a class reaches and that may be read without running anything of it.
     *
     * @param heard whether it is known otherwise which resources were read: then only their names count here
     */
    long configuration(ClassNode node, boolean heard) {
        return heard ? graph.marks(node.id, this::unheard) : graph.marks(node.id);
    }

    private long unheard(int node) {
        long title = node < firstClass ? titles[node - firstClass + titles.length] : 0;
        return title == 0 ? graph.content(node) : title;
    }

    /** The test classes that the build would run, in order. */
    SortedMap<TestClass, ClassNode> tests() {
        return tests;
    }

    /** Whether any module has a resource of this path. */
    boolean hasResource(String path) {
        return resources.stream().anyMatch(resource -> resource.path().equals(path));
    }

    /** Nodes that stand for sets: a way through one of them is a guess. */
    BitSet hubs() {
        return hubs.all();
    }

    /** Whether a node stands for all classes that a module's tests see. */
    boolean isScan(int node) {
        return hubs.isScan(node);
    }

    /** The name of a class or resource; empty for nodes that stand for sets. */
    Optional<String> label(int node) {
        if (node >= firstClass) {
            return Optional.of(assembly.node(node).binaryName());
        }
        int resource = node - Hubs.count(modules);
        return resource < 0
                ? Optional.empty()
                : Optional.of(resources.get(resource).path());
    }

    /** The node of a class; if it is gone, the nodes of those that still name it. */
    BitSet nodes(ClassName name) {
        BitSet nodes = new BitSet();
        Optional<ClassNode> present = catalogue.find(name);
        if (present.isPresent()) {
            nodes.set(present.get().id);
            return nodes;
        }
        int symbol = catalogue.symbols.of(name.binaryName());
        assembly.namers(symbol).stream()
                .filter(node -> Hierarchy.refersTo(node, symbol))
                .forEach(node -> nodes.set(node.id));
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
        List<ClassNode> readers = new ResourceEdges(assembly.classes(), List.of(name), catalogue.symbols).readers(name);
        readers.forEach(reader -> nodes.set(reader.id));
        if (readers.isEmpty() && hubs.has(name.module())) {
            nodes.set(hubs.sharedResources(name.module()));
        }
        return nodes;
    }

    private void connectResources(ResourceEdges edges) {
        for (ResourceName resource : resources) {
            int id = Hubs.count(modules) + resourceIds.size();
            resourceIds.put(resource, id);
            facts(resource).mentions().forEach(mention -> bindings.mention(catalogue.symbols.of(mention)));
            List<ClassNode> readers = edges.readers(resource);
            readers.forEach(reader -> assembly.edge(reader.id, id));
            if (readers.isEmpty() && hubs.has(resource.module())) {
                assembly.edge(hubs.sharedResources(resource.module()), id);
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
        bindings.service(symbol);
        for (ClassNode node : assembly.classes()) {
            if (node.module.equals(module) && !node.is(Trait.ABSTRACT) && hierarchy.isA(node, symbol)) {
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

    /** One number for the name by which somebody may ask for the class; 0 if it has none. */
    private static long name(ClassNode node) {
        return node.isAnonymous() ? 0 : node.title;
    }

    private long content(ClassNode node) {
        return node.is(Trait.LOADS) ? node.identity + names : node.identity;
    }

    private long[] contents(List<ClassNode> classes) {
        long[] contents = new long[firstClass + classes.size()];
        classes.forEach(node -> contents[node.id] = content(node));
        resourceIds.forEach((name, id) -> contents[id] = content(name));
        return contents;
    }

    /** Everything that libraries and code may read without running anything of it. */
    private BitSet configuration(List<ClassNode> classes) {
        BitSet all = new BitSet();
        all.set(Hubs.count(modules), firstClass);
        classes.forEach(node -> all.set(node.id, modules.isShared(node)));
        return all;
    }

    private static Digest title(ResourceName name) {
        return new Digest().add(name.module()).add(name.path());
    }

    /** Of the classes that a resource names, those that there are belong to what it means. */
    private long content(ResourceName name) {
        Digest digest = title(name).add(facts(name).content());
        facts(name).mentions().forEach(mention -> digest.add(catalogue.definition(catalogue.symbols.of(mention))));
        return digest.value();
    }
}
