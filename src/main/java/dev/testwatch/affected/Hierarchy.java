package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who extends or implements whom, and what follows: a class that is made by name only is reached through the types
 * that it is used as.
 */
final class Hierarchy {

    private final Assembly assembly;
    private final Map<ClassNode, Set<ClassNode>> supertypes = new HashMap<>();
    /** By class number: whether somebody who is neither around it nor a subclass names the class. */
    private final boolean[] named;

    Hierarchy(Assembly assembly) {
        this.assembly = assembly;
        this.named = new boolean[assembly.classes.size()];
    }

    /** All supertypes of a class that belong to the project. */
    Set<ClassNode> supertypes(ClassNode node) {
        Set<ClassNode> known = supertypes.get(node);
        if (known != null) {
            return known;
        }
        Set<ClassNode> all = new LinkedHashSet<>();
        collect(node, all);
        all.remove(node);
        supertypes.put(node, all);
        return all;
    }

    private void collect(ClassNode node, Set<ClassNode> all) {
        for (int symbol : node.supertypes) {
            for (ClassNode supertype : assembly.definers(symbol)) {
                if (all.add(supertype)) {
                    collect(supertype, all);
                }
            }
        }
    }

    /** Takes note that {@code user} names {@code used}. */
    void names(ClassNode user, ClassNode used) {
        if (!named[used.id]
                && user != used
                && isUse(user, used)
                && !supertypes(user).contains(used)) {
            named[used.id] = true;
        }
    }

    /** The classes around a nested class name it in any case; only if they use a member of it do they use it. */
    private static boolean isUse(ClassNode user, ClassNode used) {
        if (user.outermost != used.outermost) {
            return true;
        }
        for (int owner : user.owners) {
            if (owner == used.symbol) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds an edge from each of its supertypes to every main class that nobody has {@link #names named}: something
     * must make it by reflection, and hands it out as one of those. To be called when all names are noted.
     */
    void connectNameless() {
        for (ClassNode node : assembly.classes) {
            if (node.isMain() && !node.is(Trait.ABSTRACT) && !named[node.id]) {
                supertypes(node).forEach(supertype -> assembly.edge(supertype.id, node.id));
            }
        }
    }

    /**
     * Adds edges from every class that loads classes by name to all subtypes of the types that it names: those are
     * what it may load.
     */
    void connectLoaders() {
        List<ClassNode> loaders =
                assembly.classes.stream().filter(node -> node.is(Trait.LOADS)).toList();
        if (loaders.isEmpty()) {
            return;
        }
        Map<ClassNode, List<ClassNode>> subtypes = new HashMap<>();
        for (ClassNode node : assembly.classes) {
            if (!node.is(Trait.ABSTRACT)) {
                supertypes(node).forEach(s -> subtypes.computeIfAbsent(s, any -> new ArrayList<>())
                        .add(node));
            }
        }
        for (ClassNode loader : loaders) {
            for (int symbol : loader.references) {
                for (ClassNode type : assembly.definers(symbol)) {
                    subtypes.getOrDefault(type, List.of()).forEach(sub -> assembly.edge(loader.id, sub.id));
                }
            }
        }
    }

    /** Whether {@code type} names the class or a supertype of it, as far as the project's own classes tell. */
    boolean isA(ClassNode node, int type) {
        return names(node, type) || supertypes(node).stream().anyMatch(supertype -> names(supertype, type));
    }

    private static boolean names(ClassNode node, int type) {
        for (int symbol : node.supertypes) {
            if (symbol == type) {
                return true;
            }
        }
        return false;
    }
}
