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

    private final long[] contents;
    private final Edges used;
    private final Edges users;
    private final Components components;
    private final long[] keys;

    private Graph(long[] contents, Edges used, Edges users, Components components) {
        this.contents = contents;
        this.used = used;
        this.users = users;
        this.components = components;
        this.keys = components.keys(contents, used);
    }

    /** Takes edges {@code from[i]} to {@code to[i]} for i below {@code count}. */
    static Graph of(long[] contents, int[] from, int[] to, int count) {
        return of(contents, from, to, count, new BitSet());
    }

    /** As the other, with some nodes marked. */
    static Graph of(long[] contents, int[] from, int[] to, int count, BitSet marked) {
        int nodes = contents.length;
        Edges used = Edges.of(nodes, from, to, count);
        return new Graph(contents.clone(), used, Edges.of(nodes, to, from, count), Components.of(used, marked));
    }

    /** The same edges and marks with other contents. */
    Graph with(long[] others) {
        return new Graph(others.clone(), used, users, components);
    }

    /** A number for the contents of the marked nodes that {@code node} reaches, in whatever way. */
    long marks(int node) {
        return components.marks(node).stream()
                .mapToLong(mark -> Digest.mix(contents[mark]))
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
}
