package dev.testwatch.affected;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * A directed graph, user to used, over the numbers from 0, with a content for each node.
 *
 * <p>Knows for each node one number for the contents of everything that it reaches (its key), and from which nodes a
 * given one is reached. When it changes it is as one that is made anew, but for the order of edges.
 */
final class Graph {

    private final Edges used;
    private final Edges users;
    private final Components components;
    private final Keys keys;

    private Graph(long[] contents, Edges used, Edges users, BitSet marked) {
        this.used = used;
        this.users = users;
        this.components = Components.of(used);
        this.keys = new Keys(contents, used, users, components, marked);
    }

    /** Takes edges {@code from[i]} to {@code to[i]} for i below {@code count}. */
    static Graph of(long[] contents, int[] from, int[] to, int count) {
        return of(contents, from, to, count, new BitSet());
    }

    /** As the other, with some nodes marked. */
    static Graph of(long[] contents, int[] from, int[] to, int count, BitSet marked) {
        int nodes = contents.length;
        return new Graph(contents, Edges.of(nodes, from, to, count), Edges.of(nodes, to, from, count), marked);
    }

    /** From now on {@code nodes[i]} has the content {@code values[i]}. */
    void change(int[] nodes, long[] values) {
        change(size(), new EdgeList(), new EdgeList(), nodes, values);
    }

    /**
     * Changes nodes and edges.
     *
     * @param size how many nodes there are from now on, no fewer than before
     * @param added edges that come, none of which is in {@code removed}
     * @param removed edges that go; each was there
     * @param nodes those with another content: {@code nodes[i]} has {@code values[i]}
     */
    void change(int size, EdgeList added, EdgeList removed, int[] nodes, long[] values) {
        used.grow(size);
        users.grow(size);
        components.grow(size);
        keys.grow(size);
        for (int i = 0; i < removed.count; i++) {
            used.remove(removed.from[i], removed.to[i]);
            users.remove(removed.to[i], removed.from[i]);
            keys.edges(removed.from[i]);
        }
        for (int i = 0; i < added.count; i++) {
            used.add(added.from[i], added.to[i]);
            users.add(added.to[i], added.from[i]);
            keys.edges(added.from[i]);
        }
        BitSet changed = components.repair(used, added, removed);
        for (int place = changed.nextSetBit(0); place >= 0; place = changed.nextSetBit(place + 1)) {
            for (int i = place; i < components.end(place); i++) {
                keys.edges(components.node(i));
            }
        }
        for (int i = 0; i < nodes.length; i++) {
            keys.content(nodes[i], values[i]);
        }
        keys.update();
    }

    /** A number for the contents of the marked nodes that {@code node} reaches, in whatever way. */
    long marks(int node) {
        return marks(node, keys::content);
    }

    /** The same with something else in place of their contents. */
    long marks(int node, IntToLongFunction what) {
        return keys.marks(node).stream()
                .mapToLong(mark -> Digest.mix(what.applyAsLong(mark)))
                .sum();
    }

    long content(int node) {
        return keys.content(node);
    }

    /** The marked nodes that {@code node} reaches, as a number; equal sets have equal numbers. */
    int reached(int node) {
        return keys.reached(node);
    }

    int size() {
        return used.nodes();
    }

    /**
     * A number that differs if anything that {@code node} reaches differs in content, or if it reaches other nodes.
     * Does not depend on the numbering of nodes or the order of edges, only on what is reached and how.
     */
    long key(int node) {
        return keys.key(node);
    }

    /** All nodes that reach one of {@code targets}; those themselves included. */
    BitSet reaching(BitSet targets) {
        BitSet reached = (BitSet) targets.clone();
        int[] queue = Arrays.copyOf(targets.stream().toArray(), size());
        int length = targets.cardinality();
        for (int next = 0; next < length; next++) {
            int node = queue[next];
            for (int i = users.start[node]; i < users.stop[node]; i++) {
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
            for (int i = users.start[node]; i < users.stop[node]; i++) {
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
