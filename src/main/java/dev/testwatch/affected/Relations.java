package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is what to whom in one state of a catalogue, as those ask who follow a recording. Computed when asked for. */
final class Relations {

    /** With more of them it is not worth while to look who reaches which. */
    private static final int MOST_UNPROBED = 64;

    final Symbols symbols;
    final Managed managed;
    final Graph graph;
    private final Assembly assembly;
    private final Hierarchy hierarchy;
    private final Modules modules;
    private final Map<ClassNode, List<ClassNode>> subtypes;
    private final Map<Integer, List<ClassNode>> byOutermost;
    private final Map<ClassNode, BitSet> unprobed;
    private final Map<ClassNode, Boolean> frozen = new HashMap<>();
    private final boolean manyUnprobed;

    Relations(Symbols symbols, Assembly assembly, Hierarchy hierarchy, Managed managed, Modules modules, Graph graph) {
        this.symbols = symbols;
        this.assembly = assembly;
        this.hierarchy = hierarchy;
        this.managed = managed;
        this.modules = modules;
        this.graph = graph;
        this.subtypes = new HashMap<>();
        this.byOutermost = new HashMap<>();
        this.unprobed = new LinkedHashMap<>();
        List<ClassNode> without = assembly.classes().stream()
                .filter(node -> node.is(Trait.UNPROBED))
                .toList();
        this.manyUnprobed = without.size() > MOST_UNPROBED;
        (manyUnprobed ? without.subList(0, 0) : without).forEach(node -> unprobed.put(node, reaching(node)));
        for (ClassNode node : assembly.classes()) {
            byOutermost
                    .computeIfAbsent(node.outermost, any -> new ArrayList<>(1))
                    .add(node);
            hierarchy.supertypes(node).forEach(supertype -> subtypes.computeIfAbsent(
                            supertype, any -> new ArrayList<>(1))
                    .add(node));
        }
    }

    private Relations(Relations before) {
        this.symbols = before.symbols;
        this.assembly = before.assembly;
        this.hierarchy = before.hierarchy;
        this.managed = before.managed;
        this.modules = before.modules;
        this.graph = before.graph;
        this.subtypes = before.subtypes;
        this.byOutermost = before.byOutermost;
        this.unprobed = before.unprobed;
        this.manyUnprobed = before.manyUnprobed;
    }

    /** The same, where classes have other contents, but name what they named before. */
    Relations refreshed() {
        return new Relations(this);
    }

    private BitSet reaching(ClassNode node) {
        BitSet target = new BitSet();
        target.set(node.id);
        return graph.reaching(target);
    }

    /** As the other; nobody's name is not kept, since forks tell of names that are made up anew each time. */
    List<ClassNode> definers(String name, String module) {
        OptionalInt symbol = symbols.find(name);
        return symbol.isPresent() ? definers(symbol.getAsInt(), module) : List.of();
    }

    /** The classes of this name that the tests of {@code module} see; those of its own module first. */
    List<ClassNode> definers(int symbol, String module) {
        List<ClassNode> seen = new ArrayList<>(1);
        for (ClassNode node : assembly.definers(symbol)) {
            if (modules.visible(module).contains(node.module)) {
                seen.add(node);
            }
        }
        return seen;
    }

    /**
     * Those of these classes that none of the others names, nor what they are nested in, but for test classes: somebody
     * has asked for them by names which stand in none of these.
     */
    Set<ClassNode> unnamed(Collection<ClassNode> classes) {
        BitSet slots = new BitSet();
        classes.forEach(node -> slots.set(assembly.slot(node)));
        Set<Integer> named = new HashSet<>();
        for (ClassNode node : classes) {
            if (assembly.isNamed(node, slots) || modules.runs(node)) {
                named.add(node.outermost);
            }
        }
        return classes.stream()
                .filter(node -> !named.contains(node.outermost))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** All classes that the tests of {@code module} see. */
    List<ClassNode> visible(String module) {
        return assembly.classes().stream()
                .filter(node -> modules.visible(module).contains(node.module))
                .toList();
    }

    /** Where the project could have a class of this name that the tests of {@code module} see, and no library has one. */
    List<ClassName> places(String name, String module) {
        return modules.isLibrarys(name)
                ? List.of()
                : modules.visible(module).stream()
                        .map(place -> new ClassName(place, name))
                        .toList();
    }

    /** The classes that a framework can find by looking where they lie, when the tests of {@code module} start it. */
    List<ClassNode> found(String module) {
        return assembly.classes().stream()
                .filter(node -> modules.visible(module).contains(node.module) && managed.isFoundByScan(node))
                .toList();
    }

    /** Whether frameworks may look into the code of classes where the tests of {@code module} start one. */
    boolean isCodeRead(String module) {
        return modules.hasCodeReader(module);
    }

    boolean isOwn(int symbol) {
        return assembly.definers(symbol).length > 0;
    }

    /** All supertypes of a class that belong to the project. */
    Set<ClassNode> supertypes(ClassNode node) {
        return hierarchy.supertypes(node);
    }

    /** The classes that are nested in this one, at any depth. */
    List<ClassNode> nested(ClassNode node) {
        return byOutermost.getOrDefault(node.outermost, List.of()).stream()
                .filter(other ->
                        other.module.equals(node.module) && other.binaryName().startsWith(node.binaryName() + "$"))
                .toList();
    }

    /** Whether there are too many classes without probes to tell who needs which. */
    boolean manyUnprobed() {
        return manyUnprobed;
    }

    /** The classes without probes that this one reaches. */
    List<ClassNode> unprobed(ClassNode node) {
        List<ClassNode> reached = new ArrayList<>();
        unprobed.forEach((without, users) -> {
            if (users.get(node.id)) {
                reached.add(without);
            }
        });
        return reached;
    }

    /** Whether a field of this type can hold nothing but what never changes after it was made. */
    boolean isFrozen(int type) {
        ClassNode[] all = assembly.definers(type);
        for (ClassNode node : all) {
            if (!isFrozen(node)) {
                return false;
            }
        }
        return all.length > 0;
    }

    private boolean isFrozen(ClassNode node) {
        Boolean known = frozen.get(node);
        if (known != null) {
            return known;
        }
        frozen.put(node, true); // ends the way round where types hold each other
        boolean result = !isInterface(node) && !node.is(Trait.CHANGEABLE) && holdsFrozen(node);
        for (ClassNode supertype : supertypes(node)) {
            result &= isInterface(supertype) || (!supertype.is(Trait.CHANGEABLE) && holdsFrozen(supertype));
        }
        for (ClassNode subtype : subtypes.getOrDefault(node, List.of())) {
            result &= isFrozen(subtype);
        }
        if (!result) {
            frozen.keySet().removeIf(other -> Boolean.TRUE.equals(frozen.get(other))); // may rest on this one
        }
        frozen.put(node, result);
        return result;
    }

    private boolean holdsFrozen(ClassNode node) {
        for (int type : node.parts().held) {
            if (!isFrozen(type)) {
                return false;
            }
        }
        for (int supertype : node.supertypes()) {
            if (!isOwn(supertype)) {
                return false; // what a library's class holds is not known
            }
        }
        return true;
    }

    /** Whether a method of this name and descriptor is a constructor. */
    boolean isConstructor(int member) {
        return symbols.name(member).startsWith("<init>(");
    }

    private boolean isInterface(ClassNode node) {
        for (int member : node.parts().members) {
            if (isConstructor(member)) {
                return false;
            }
        }
        return true;
    }
}
