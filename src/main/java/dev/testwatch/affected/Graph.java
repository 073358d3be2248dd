package dev.testwatch.affected;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A directed graph, user to used, over the numbers from 0, with a content for each node. Immutable.
 *
 * <p>Knows for each node one number for the contents of everything that it reaches (its key), and from which nodes a
 * given one is reached.
 */
final class Graph {

    private static final long CHILD = 0x6A09E667F3BCC909L;

    private final long[] contents;
    private final Edges used;
    private final Edges users;
    private final long[] keys;
    private final BitSet marked;
    private final Marks marks = new Marks();
    private final int[] reachedMarks;

    private Graph(long[] contents, Edges used, Edges users, BitSet marked) {
        this.contents = contents;
        this.used = used;
        this.users = users;
        this.marked = (BitSet) marked.clone();
        this.reachedMarks = new int[contents.length];
        this.keys = new Keys().compute();
    }

    /** Takes edges {@code from[i]} to {@code to[i]} for i below {@code count}. */
    static Graph of(long[] contents, int[] from, int[] to, int count) {
        return of(contents, from, to, count, new BitSet());
    }

    /** As the other, with some nodes marked. */
    static Graph of(long[] contents, int[] from, int[] to, int count, BitSet marked) {
        int nodes = contents.length;
        return new Graph(contents.clone(), Edges.of(nodes, from, to, count), Edges.of(nodes, to, from, count), marked);
    }

    /** A number for the contents of the marked nodes that {@code node} reaches, in whatever way. */
    long marks(int node) {
        return marks.set(reachedMarks[node]).stream()
                .mapToLong(mark -> Digest.mix(contents[mark] ^ CHILD))
                .sum();
    }

    int size() {
        return contents.length;
    }

    /**
     * A number that differs if anything that {@code node} reaches differs in content, or if it reaches other nodes.
     * Does not depend on the numbering of nodes or the order of edges, only on what is reached and how.
     */
    long key(int node) {
        return keys[node];
    }

    /** All nodes that reach one of {@code targets}; those themselves included. */
    BitSet reaching(BitSet targets) {
        BitSet reached = new BitSet(size());
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        targets.stream().forEach(target -> {
            reached.set(target);
            queue.add(target);
        });
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int i = users.start[node]; i < users.start[node + 1]; i++) {
                int user = users.ends[i];
                if (!reached.get(user)) {
                    reached.set(user);
                    queue.add(user);
                }
            }
        }
        return reached;
    }

    /**
     * The shortest ways from all nodes to the nearest of {@code targets}. Ways through a node of {@code hubs} are
     * taken only by nodes that have no other.
     */
    Trace trace(BitSet targets, BitSet hubs) {
        int[] distance = new int[size()];
        int[] next = new int[size()];
        Arrays.fill(distance, Trace.NONE);
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        ArrayDeque<Integer> later = new ArrayDeque<>();
        targets.stream().forEach(target -> {
            distance[target] = 0;
            next[target] = target;
            queue.add(target);
        });
        while (!queue.isEmpty() || !later.isEmpty()) {
            int node = queue.isEmpty() ? later.remove() : queue.remove();
            for (int i = users.start[node]; i < users.start[node + 1]; i++) {
                int user = users.ends[i];
                if (distance[user] == Trace.NONE) {
                    distance[user] = distance[node] + (hubs.get(user) ? Trace.HUB : 1);
                    next[user] = node;
                    (hubs.get(user) ? later : queue).add(user);
                }
            }
        }
        return new Trace(distance, next);
    }

    /** Adjacency as two arrays: the neighbours of n are {@code ends[start[n]]} to {@code ends[start[n + 1] - 1]}. */
    private static final class Edges {

        final int[] start;
        final int[] ends;

        private Edges(int[] start, int[] ends) {
            this.start = start;
            this.ends = ends;
        }

        static Edges of(int nodes, int[] from, int[] to, int count) {
            int[] start = new int[nodes + 1];
            for (int i = 0; i < count; i++) {
                start[from[i] + 1]++;
            }
            for (int node = 0; node < nodes; node++) {
                start[node + 1] += start[node];
            }
            int[] next = Arrays.copyOf(start, nodes);
            int[] ends = new int[count];
            for (int i = 0; i < count; i++) {
                ends[next[from[i]]++] = to[i];
            }
            return new Edges(start, ends);
        }
    }

    /**
     * Tarjan's strongly connected components, with a stack of its own since paths are long. Components come out with
     * those that they reach before them, so a component's key can be made of its members' contents and the keys of
     * the components it leads to.
     */
    private final class Keys {

        private final long[] result = new long[contents.length];
        private final int[] order = new int[contents.length];
        private final int[] low = new int[contents.length];
        private final boolean[] open = new boolean[contents.length];
        private final int[] component = new int[contents.length];
        private final int[] path = new int[contents.length];
        private final int[] edge = new int[contents.length];
        private int members;
        private int depth;
        private int visited;

        long[] compute() {
            for (int node = 0; node < contents.length; node++) {
                if (order[node] == 0) {
                    explore(node);
                }
            }
            return result;
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
            component[members++] = node;
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
            int first = members;
            do {
                first--;
            } while (component[first] != head);
            long sum = (long) members - first;
            int reached = 0;
            for (int i = first; i < members; i++) {
                int node = component[i];
                sum += Digest.mix(contents[node]);
                reached = marked.get(node) ? marks.with(reached, node) : reached;
                for (int e = used.start[node]; e < used.start[node + 1]; e++) {
                    if (!open[used.ends[e]]) {
                        sum += Digest.mix(result[used.ends[e]] ^ CHILD);
                        reached = marks.union(reached, reachedMarks[used.ends[e]]);
                    }
                }
            }
            long key = Digest.mix(sum);
            for (int i = first; i < members; i++) {
                result[component[i]] = key;
                reachedMarks[component[i]] = reached;
                open[component[i]] = false;
            }
            members = first;
        }
    }
}
