package dev.testwatch.affected;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The strongly connected components of a graph, those that a component reaches before it, so that a component's key can
 * be made of its members' contents and the keys of the components it leads to. Knows too which marked nodes each node
 * reaches.
 */
final class Components {

    private static final long CHILD = 0x6A09E667F3BCC909L;

    /** All nodes, component after component. */
    private final int[] sequence;
    /** Where components begin in it, and the end. */
    private int[] firsts = new int[64];

    private int count;
    /** By node: the number of its component. */
    private final int[] component;

    private final Marks marks = new Marks();
    /** By component: the marked nodes that it reaches. */
    private int[] reached = new int[64];

    private Components(int nodes) {
        this.sequence = new int[nodes];
        this.component = new int[nodes];
    }

    static Components of(Edges used, BitSet marked) {
        Components components = new Components(used.start.length - 1);
        components.new Search(used, marked).run();
        return components;
    }

    /** By node: one number for the contents of all that it reaches. */
    long[] keys(long[] contents, Edges used) {
        long[] keys = new long[contents.length];
        for (int number = 0; number < count; number++) {
            long key = key(number, keys, contents, used);
            for (int i = firsts[number]; i < firsts[number + 1]; i++) {
                keys[sequence[i]] = key;
            }
        }
        return keys;
    }

    private long key(int number, long[] keys, long[] contents, Edges used) {
        long sum = (long) firsts[number + 1] - firsts[number];
        for (int i = firsts[number]; i < firsts[number + 1]; i++) {
            int node = sequence[i];
            sum += Digest.mix(contents[node]);
            for (int e = used.start[node]; e < used.start[node + 1]; e++) {
                if (component[used.ends[e]] != number) {
                    sum += Digest.mix(keys[used.ends[e]] ^ CHILD);
                }
            }
        }
        return Digest.mix(sum);
    }

    /**
     * Brings keys up to date with contents that differ for these nodes. Looks only at the components that lead to a key
     * that differs.
     */
    void update(long[] keys, long[] contents, Edges used, Edges users, int[] changed) {
        BitSet open = new BitSet(count);
        for (int node : changed) {
            open.set(component[node]);
        }
        // Those that lead to a component come after it.
        for (int number = open.nextSetBit(0); number >= 0; number = open.nextSetBit(number + 1)) {
            long key = key(number, keys, contents, used);
            if (key == keys[sequence[firsts[number]]]) {
                continue;
            }
            for (int i = firsts[number]; i < firsts[number + 1]; i++) {
                int node = sequence[i];
                keys[node] = key;
                for (int e = users.start[node]; e < users.start[node + 1]; e++) {
                    int user = component[users.ends[e]];
                    if (user != number) {
                        open.set(user);
                    }
                }
            }
        }
    }

    /** The marked nodes that this one reaches. */
    BitSet marks(int node) {
        return marks.set(reached[component[node]]);
    }

    /** Tarjan's search, with a stack of its own since paths are long. */
    private final class Search {

        private final Edges used;
        private final BitSet marked;
        private final int[] order = new int[sequence.length];
        private final int[] low = new int[sequence.length];
        private final boolean[] open = new boolean[sequence.length];
        private final int[] members = new int[sequence.length];
        private final int[] path = new int[sequence.length];
        private final int[] edge = new int[sequence.length];
        private int size;
        private int depth;
        private int visited;

        Search(Edges used, BitSet marked) {
            this.used = used;
            this.marked = marked;
        }

        void run() {
            for (int node = 0; node < sequence.length; node++) {
                if (order[node] == 0) {
                    explore(node);
                }
            }
        }

        private void explore(int root) {
            enter(root);
            while (depth > 0) {
                int node = path[depth - 1];
                if (edge[node] < used.start[node + 1]) {
                    follow(node, used.ends[edge[node]++]);
                } else {
                    depth--;
                    if (depth > 0) {
                        low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
                    }
                    if (low[node] == order[node]) {
                        close(node);
                    }
                }
            }
        }

        private void enter(int node) {
            visited++;
            order[node] = visited;
            low[node] = visited;
            open[node] = true;
            edge[node] = used.start[node];
            members[size++] = node;
            path[depth++] = node;
        }

        private void follow(int node, int end) {
            if (order[end] == 0) {
                enter(end);
            } else if (open[end]) {
                low[node] = Math.min(low[node], order[end]);
            }
        }

        /** The component of {@code head} is the top of the stack of members, down to itself. */
        private void close(int head) {
            if (count + 2 > firsts.length) {
                firsts = Arrays.copyOf(firsts, 2 * firsts.length);
                reached = Arrays.copyOf(reached, 2 * reached.length);
            }
            int next = firsts[count];
            int set = 0;
            int node;
            do {
                node = members[--size];
                open[node] = false;
                component[node] = count;
                sequence[next++] = node;
                set = marked.get(node) ? marks.with(set, node) : set;
            } while (node != head);
            for (int i = firsts[count]; i < next; i++) {
                for (int e = used.start[sequence[i]]; e < used.start[sequence[i] + 1]; e++) {
                    int other = component[used.ends[e]];
                    set = other == count ? set : marks.union(set, reached[other]);
                }
            }
            reached[count] = set;
            firsts[++count] = next;
        }
    }
}
