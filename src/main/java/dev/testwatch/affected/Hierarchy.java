package dev.testwatch.affected;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who extends or implements whom, and what follows: a class that is made by name only is reached through the types
 * that it is used as.
 */
final class Hierarchy {

    private final Assembly assembly;
    private final Map<ClassNode, Set<ClassNode>> supertypes = new HashMap<>();
    /** By class: how often somebody who is neither around it nor a subclass names it. */
    private int[] named;

    Hierarchy(Assembly assembly) {
        this.assembly = assembly;
        this.named = new int[assembly.slots()];
    }

    /** All supertypes of a class that belong to the project. */
    Set<ClassNode> supertypes(ClassNode node) {
        if (!hasSupertypes(node)) {
            return Set.of(); // most have none, and there are many
        }
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

    private boolean hasSupertypes(ClassNode node) {
        return node.lists().hasAny(NameLists.SUPERTYPES, symbol -> assembly.definers(symbol).length > 0);
    }

    private void collect(ClassNode node, Set<ClassNode> all) {
        for (int symbol : node.supertypes()) {
            for (ClassNode supertype : assembly.definers(symbol)) {
                if (all.add(supertype)) {
                    collect(supertype, all);
                }
            }
        }
    }

    /** Classes were replaced, came or went. */
    void forget() {
        supertypes.clear();
        named = Arrays.copyOf(named, Math.max(named.length, assembly.slots()));
    }

    /**
     * Adds edges to all that the class names, and takes note that it names them, or by a negative number that it does no
     * more.
     */
    void connectNamed(ClassNode node, int more) {
        for (int reference : node.references()) {
            for (ClassNode used : assembly.definers(reference)) {
                assembly.edge(node.id, used.id);
                names(node, used, more);
            }
        }
        for (int tail : node.tails()) {
            for (ClassNode used : assembly.definers(tail)) {
                assembly.edge(node.id, used.id); // only a class without a package has a name without a dot
            }
        }
    }

    /** Takes note that {@code user} names {@code used}, or by a negative number that it does no more. */
    void names(ClassNode user, ClassNode used, int more) {
        if (user != used
                && isUse(user, used)
                && !(hasSupertypes(user) && supertypes(user).contains(used))) {
            named[assembly.slot(used)] += more;
        }
    }

    /** The classes around a nested class name it in any case; only if they use a member of it do they use it. */
    private static boolean isUse(ClassNode user, ClassNode used) {
        if (user.outermost != used.outermost) {
            return true;
        }
        return user.lists().has(NameLists.OWNERS, used.symbol);
    }

    /**
     * Adds an edge from each of its supertypes to a main class that nobody has {@link #names named}: something must
     * make it by reflection, and hands it out as one of those. To be called when all names are noted.
     */
    void connectNameless(ClassNode node) {
        if (node.isMain() && !node.is(Trait.ABSTRACT) && named[assembly.slot(node)] == 0) {
            supertypes(node).forEach(supertype -> assembly.edge(supertype.id, node.id));
        }
    }

    /**
     * If the class loads classes by name, adds edges from it to all subtypes of the types that it names: those are what
     * it may load.
     */
    void connectLoader(ClassNode loader) {
        if (loader.is(Trait.LOADS)) {
            for (int symbol : loader.references()) {
                for (ClassNode type : assembly.definers(symbol)) {
                    subtypes(type).forEach(sub -> assembly.edge(loader.id, sub.id));
                }
            }
        }
    }

    /** All subtypes of a class that somebody can make an instance of. */
    private Set<ClassNode> subtypes(ClassNode type) {
        Set<ClassNode> seen = new LinkedHashSet<>(List.of(type));
        ArrayDeque<ClassNode> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            int symbol = open.remove().symbol;
            for (ClassNode node : assembly.leaning(symbol)) {
                if (names(node, symbol) && seen.add(node)) {
                    open.add(node);
                }
            }
        }
        seen.remove(type);
        seen.removeIf(node -> node.is(Trait.ABSTRACT));
        return seen;
    }

    /** Adds the edges of {@link #connectLoader} that lead to this class, from all loaders but those. */
    void connectToLoaders(ClassNode node, Predicate<ClassNode> except) {
        if (node.is(Trait.ABSTRACT)) {
            return;
        }
        for (ClassNode supertype : supertypes(node)) {
            for (ClassNode loader : new LinkedHashSet<>(assembly.namers(supertype.symbol))) {
                if (loader.is(Trait.LOADS) && !except.test(loader) && refersTo(loader, supertype.symbol)) {
                    assembly.edge(loader.id, node.id);
                }
            }
        }
    }

    /** Whether the class names it in another way than by a string that could be anything. */
    static boolean refersTo(ClassNode node, int symbol) {
        return node.lists().has(NameLists.REFERENCES, symbol);
    }

    /** Whether {@code type} names the class or a supertype of it, as far as the project's own classes tell. */
    boolean isA(ClassNode node, int type) {
        return names(node, type) || supertypes(node).stream().anyMatch(supertype -> names(supertype, type));
    }

    private static boolean names(ClassNode node, int type) {
        return node.lists().has(NameLists.SUPERTYPES, type);
    }
}
