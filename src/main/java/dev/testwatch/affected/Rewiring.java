package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the edges that come and go when some classes become others, come or go. An edge belongs to the classes by which
 * it comes about; those of the changed classes are found twice, as they were and as they are.
 */
final class Rewiring {

    /** When more than one in this many classes changes, or is gone, it is faster to begin anew. */
    private static final int MANY = 8;

    private static final int FEW = 64;

    /** A class before and after; the same object where it names what it named before. */
    record Move(Optional<ClassNode> was, Optional<ClassNode> is) {

        boolean isInPlace() {
            return was.isPresent() && is.isPresent() && was.get() == is.get();
        }

        /** Whether other classes may find something else in it. */
        private boolean matters() {
            return was.isEmpty() || is.isEmpty() || !was.get().leansAs(is.get());
        }

        private ClassNode any() {
            return was.or(() -> is).orElseThrow();
        }
    }

    private final Assembly assembly;
    private final Hierarchy hierarchy;
    private final Managed managed;
    private final Hubs hubs;
    private final List<Move> moves = new ArrayList<>();
    private final Set<ClassNode> moved = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The names of moved classes and of all that they name. */
    private final Set<Integer> involved = new LinkedHashSet<>();

    Rewiring(
            Set<ClassName> changed,
            Catalogue catalogue,
            Assembly assembly,
            Hierarchy hierarchy,
            Managed managed,
            Hubs hubs) {
        this.assembly = assembly;
        this.hierarchy = hierarchy;
        this.managed = managed;
        this.hubs = hubs;
        for (ClassName name : changed) {
            Move move = new Move(assembly.find(name), catalogue.find(name));
            if (!move.isInPlace() && (move.was().isPresent() || move.is().isPresent())) {
                moves.add(move);
                move.was().ifPresent(this::involve);
                move.is().ifPresent(this::involve);
            }
        }
    }

    private void involve(ClassNode node) {
        moved.add(node);
        involved.add(node.symbol);
        for (int reference : node.references()) {
            involved.add(reference);
        }
    }

    List<Move> moves() {
        return moves;
    }

    /** Whether the rules are the same as before for all classes that did not move. To be asked first. */
    boolean isLocal(Modules modules, Bindings bindings) {
        int dead = assembly.slots() - assembly.size();
        if (Math.max(moves.size(), dead) > FEW + assembly.size() / MANY) {
            return false;
        }
        Set<Move> open = new LinkedHashSet<>();
        for (Move move : moves) {
            boolean shared = modules.isShared(move.any());
            if (shared || bindings.concern(move.was(), move.is(), assembly)) {
                return false;
            }
            if (move.matters()) {
                open.add(move);
            }
        }
        return leanOnlyOnEachOther(open, modules);
    }

    /** Whether nobody but classes that moved too finds something else in what moved. */
    private boolean leanOnlyOnEachOther(Set<Move> mattering, Modules modules) {
        ArrayDeque<Move> open = new ArrayDeque<>(mattering);
        Set<ClassNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Move move = open.remove();
            int symbol = move.any().symbol;
            boolean runs = move.was().map(modules::runs).orElse(false);
            boolean samePlace = runs == move.is().map(modules::runs).orElse(false);
            if (!samePlace && !moved.containsAll(List.of(assembly.definers(symbol)))) {
                return false; // one of the same name in another module
            }
            for (ClassNode node : assembly.leaning(symbol)) {
                boolean inherits = node.lists().has(NameLists.SUPERTYPES, symbol)
                        || node.lists().has(NameLists.ANNOTATIONS, symbol)
                        || node.lists().has(NameLists.EXTENSIONS, symbol);
                if (moved.contains(node)) {
                    if (seen.add(node)) {
                        moves.stream()
                                .filter(other ->
                                        other.was().filter(was -> was == node).isPresent())
                                .forEach(open::add);
                    }
                } else if (inherits || !samePlace) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The edges of the moved classes as they were. To be asked before {@link #replace}. */
    EdgeList before() {
        connectNameless();
        for (Move move : moves) {
            move.was().ifPresent(node -> connect(node, -1));
            if (move.is().isEmpty()) {
                move.was().ifPresent(node -> connectNamers(node, -1));
            }
        }
        return assembly.takeEdges();
    }

    /** Puts classes in the places of those that they were. */
    void replace() {
        moves.forEach(move -> assembly.replace(move.was(), move.is()));
        hierarchy.forget();
        managed.forget();
    }

    /** The edges of the moved classes as they are. To be asked after {@link #replace}. */
    EdgeList after() {
        for (Move move : moves) {
            move.is().ifPresent(node -> connect(node, 1));
            if (move.was().isEmpty()) {
                move.is().ifPresent(node -> connectNamers(node, 1));
            }
        }
        connectNameless();
        return assembly.takeEdges();
    }

    private void connect(ClassNode node, int more) {
        hierarchy.connectNamed(node, more);
        hierarchy.connectLoader(node);
        hierarchy.connectToLoaders(node, moved::contains);
        hubs.connect(node);
    }

    /** Edges from those that did not move and name the class. */
    private void connectNamers(ClassNode node, int more) {
        for (ClassNode user : assembly.namers(node.symbol)) {
            if (!moved.contains(user)) {
                assembly.edge(user.id, node.id);
            }
        }
        for (ClassNode user : new LinkedHashSet<>(assembly.namers(node.symbol))) {
            if (!moved.contains(user) && Hierarchy.refersTo(user, node.symbol)) {
                hierarchy.names(user, node, more);
            }
        }
    }

    private void connectNameless() {
        for (int symbol : involved) {
            for (ClassNode node : assembly.definers(symbol)) {
                hierarchy.connectNameless(node);
            }
        }
    }
}
