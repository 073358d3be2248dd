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

    private Graph(long[] contents, Edges used, Edges users, Components components, long[] keys) {
        this.contents = contents;
        this.used = used;
        this.users = users;
        this.components = components;
        this.keys = keys;
    }

    /** Takes edges {@code from[i]} to {@code to[i]} for i below {@code count}. */
    static Graph of(long[] contents, int[] from, int[] to, int count) {
        return of(contents, from, to, count, new BitSet());
    }

    /** As the other, with some nodes marked. */
    static Graph of(long[] contents, int[] from, int[] to, int count, BitSet marked) {
        int nodes = contents.length;
        Edges used = Edges.of(nodes, from, to, count);
        Components components = Components.of(used, marked);
        long[] keys = components.keys(contents, used);
        return new Graph(contents.clone(), used, Edges.of(nodes, to, from, count), components, keys);
    }

    /** The same edges and marks, where {@code nodes[i]} has the content {@code values[i]}. */
    Graph with(int[] nodes, long[] values) {
        long[] others = contents.clone();
        for (int i = 0; i < nodes.length; i++) {
            others[nodes[i]] = values[i];
        }
        long[] updated = keys.clone();
        components.update(updated, others, used, users, nodes);
        return new Graph(others, used, users, components, updated);
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
        BitSet reached = (BitSet) targets.clone();
        int[] queue = Arrays.copyOf(targets.stream().toArray(), size());
        int length = targets.cardinality();
        for (int next = 0; next < length; next++) {
            int node = queue[next];
            for (int i = users.start[node]; i < users.start[node + 1]; i++) {
                int user = users.ends[i];
                if (!reached.get(user)) {
                    reached.set(user);
                    queue[length++] = user;
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
        int[] queue = Arrays.copyOf(targets.stream().toArray(), size());
        int length = targets.cardinality();
        ArrayDeque<Integer> later = new ArrayDeque<>();
        for (int i = 0; i < length; i++) {
            distance[queue[i]] = 0;
            next[queue[i]] = queue[i];
        }
        int at = 0;
        while (at < length || !later.isEmpty()) {
            int node = at == length ? later.remove() : queue[at++];
            for (int i = users.start[node]; i < users.start[node + 1]; i++) {
                int user = users.ends[i];
                if (distance[user] == Trace.NONE) {
                    distance[user] = distance[node] + (hubs.get(user) ? Trace.HUB : 1);
                    next[user] = node;
                    if (hubs.get(user)) {
                        later.add(user);
                    } else {
                        queue[length++] = user;
                    }
                }
            }
        }
        return new Trace(distance, next);
    }
}
