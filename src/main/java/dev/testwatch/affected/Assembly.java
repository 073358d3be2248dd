package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Classes with numbers from 0, who defines which name, and the edges found so far. */
final class Assembly {

    private static final ClassNode[] NOBODY = {};

    final List<ClassNode> classes;
    private final ClassNode[][] definers;
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int edges;

    Assembly(Catalogue catalogue) {
        this.classes = new ArrayList<>(catalogue.classes.values());
        this.definers = new ClassNode[catalogue.symbols.size()][];
        Arrays.fill(definers, NOBODY);
        for (int id = 0; id < classes.size(); id++) {
            ClassNode node = classes.get(id);
            node.id = id;
            ClassNode[] others = definers[node.symbol];
            ClassNode[] all = Arrays.copyOf(others, others.length + 1);
            all[others.length] = node;
            definers[node.symbol] = all;
        }
    }

    /** The classes of this name: none, one, or several in different modules. */
    ClassNode[] definers(int symbol) {
        return symbol < definers.length ? definers[symbol] : NOBODY; // a later name is nobody's
    }

    void edge(int user, int used) {
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
        }
        from[edges] = user;
        to[edges++] = used;
    }

    Graph graph(long[] contents, BitSet marked) {
        return Graph.of(contents, from, to, edges, marked);
    }
}
