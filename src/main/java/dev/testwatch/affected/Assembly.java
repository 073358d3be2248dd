package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The classes of a graph with their numbers, who defines which name and who names it, and the edges found so far. A
 * class keeps its number while it is there; the number of one that is gone is not given again.
 */
final class Assembly {

    private static final ClassNode[] NOBODY = {};

    private final Symbols symbols;
    private final int first;
    /** By number, counted from the first one. */
    private ClassNode[] slots;

    private int count;
    private final BitSet present = new BitSet();
    private ClassNode[][] definers;
    /** By name: those that name it, in references and in tails. */
    private final Edges namers;
    /** By name: those that have it for a supertype, an annotation, or the class around them. */
    private final Edges leaning;

    private EdgeList edges;

    /** Numbers the classes from {@code first} on. */
    Assembly(Catalogue catalogue, int first) {
        this.symbols = catalogue.symbols;
        this.first = first;
        this.slots = catalogue.classes().toArray(NOBODY);
        this.count = slots.length;
        this.definers = new ClassNode[symbols.size()][];
        Arrays.fill(definers, NOBODY);
        present.set(0, count);
        int[] named = new int[symbols.size()];
        int[] leaned = new int[symbols.size()];
        for (int slot = 0; slot < count; slot++) {
            ClassNode node = slots[slot];
            node.id = first + slot;
            define(node);
            count(named, naming(node));
            count(leaned, leaning(node));
        }
        this.namers = Edges.withRoom(named);
        this.leaning = Edges.withRoom(leaned);
        this.edges = new EdgeList(Arrays.stream(named).sum());
        for (int slot = 0; slot < count; slot++) {
            index(slots[slot], slot, true);
        }
    }

    private static void count(int[] counts, int[][] lists) {
        for (int[] names : lists) {
            for (int name : names) {
                counts[name]++;
            }
        }
    }

    private static int[][] naming(ClassNode node) {
        return new int[][] {node.references(), node.tails()};
    }

    private static int[][] leaning(ClassNode node) {
        int[] around = node.outermost == node.symbol ? new int[0] : new int[] {node.outermost};
        return new int[][] {node.supertypes(), node.annotations(), node.extensions(), around};
    }

    /** All classes. */
    List<ClassNode> classes() {
        List<ClassNode> all = new ArrayList<>(present.cardinality());
        present.stream().forEach(slot -> all.add(slots[slot]));
        return all;
    }

    /** How many numbers there are for classes, given or not given any more. */
    int slots() {
        return count;
    }

    int size() {
        return present.cardinality();
    }

    /** The place of a class in arrays that have one for each number that was given. */
    int slot(ClassNode node) {
        return node.id - first;
    }

    ClassNode node(int id) {
        return slots[id - first];
    }

    Optional<ClassNode> find(ClassName name) {
        for (ClassNode node : definers(symbols.of(name.binaryName()))) {
            if (node.name().equals(name)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    /** The classes of this name: none, one, or several in different modules. */
    ClassNode[] definers(int symbol) {
        return symbol < definers.length ? definers[symbol] : NOBODY; // a later name is nobody's
    }

    /** Those that name it, once for each list of theirs that does. */
    List<ClassNode> namers(int symbol) {
        return list(namers, symbol);
    }

    /** Whether one of these classes, by their slots, names another one, though it is not nested in the same class. */
    boolean isNamed(ClassNode node, BitSet by) {
        for (int i = namers.start[node.symbol]; i < namers.stop[node.symbol]; i++) {
            int slot = namers.ends[i];
            if (by.get(slot) && slots[slot].outermost != node.outermost) {
                return true;
            }
        }
        return false;
    }

    /** Those that have it for a supertype, for an annotation, or for the class around them. */
    List<ClassNode> leaning(int symbol) {
        return list(leaning, symbol);
    }

    private List<ClassNode> list(Edges index, int symbol) {
        List<ClassNode> all = new ArrayList<>();
        if (symbol < index.nodes()) {
            for (int i = index.start[symbol]; i < index.stop[symbol]; i++) {
                all.add(slots[index.ends[i]]);
            }
        }
        return all;
    }

    /** Puts {@code is} in the place of {@code was}; at least one of them is there. */
    void replace(Optional<ClassNode> was, Optional<ClassNode> is) {
        was.ifPresent(this::takeOut);
        is.ifPresent(node -> {
            node.id = was.map(before -> before.id).orElse(first + count);
            putIn(node);
        });
    }

    private void takeOut(ClassNode node) {
        int slot = slot(node);
        present.clear(slot);
        definers[node.symbol] = Arrays.stream(definers[node.symbol])
                .filter(other -> other != node)
                .toArray(ClassNode[]::new);
        index(node, slot, false);
    }

    private void putIn(ClassNode node) {
        int slot = slot(node);
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, slot + slot / 8 + 16);
        }
        count = Math.max(count, slot + 1);
        slots[slot] = node;
        present.set(slot);
        if (node.symbol >= definers.length) {
            int known = definers.length;
            definers = Arrays.copyOf(definers, Math.max(symbols.size(), known + known / 8));
            Arrays.fill(definers, known, definers.length, NOBODY);
        }
        define(node);
        namers.grow(symbols.size());
        leaning.grow(symbols.size());
        index(node, slot, true);
    }

    private void index(ClassNode node, int slot, boolean in) {
        for (int[] names : naming(node)) {
            index(namers, names, slot, in);
        }
        for (int[] names : leaning(node)) {
            index(leaning, names, slot, in);
        }
    }

    private static void index(Edges index, int[] names, int slot, boolean in) {
        for (int name : names) {
            if (in) {
                index.add(name, slot);
            } else {
                index.remove(name, slot);
            }
        }
    }

    private void define(ClassNode node) {
        ClassNode[] others = definers[node.symbol];
        ClassNode[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = node;
        definers[node.symbol] = all;
    }

    void edge(int user, int used) {
        edges.add(user, used);
    }

    /** The edges found since this was asked last. */
    EdgeList takeEdges() {
        EdgeList taken = edges;
        edges = new EdgeList();
        return taken;
    }
}
