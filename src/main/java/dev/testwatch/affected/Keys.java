package dev.testwatch.affected;

import java.util.Arrays;
import java.util.BitSet;

/**
 * By node of a graph: one number for the contents of all that it reaches, and which marked nodes those are. The key of a
 * component is made of its members' contents and of the keys of the nodes that they lead to.
 */
final class Keys {

    private static final long CHILD = 0x6A09E667F3BCC909L;

    private final Edges used;
    private final Edges users;
    private final Components components;
    private final BitSet marked;
    private final Marks marks = new Marks();
    private long[] contents;
    private long[] keys;
    /** By node: its own share in the key of its component. */
    private long[] sums;
    /** By node: the set of marked nodes that it reaches. */
    private int[] reached;

    // what is to be done

    /** Nodes whose share has to be computed anew. */
    private final BitSet anew = new BitSet();
    /** Components whose key may differ. */
    private final BitSet open = new BitSet();
    /** Those of which other marked nodes may be reached. */
    private final BitSet remarked = new BitSet();

    Keys(long[] contents, Edges used, Edges users, Components components, BitSet marked) {
        this.used = used;
        this.users = users;
        this.components = components;
        this.marked = marked;
        this.contents = contents.clone();
        this.keys = new long[contents.length];
        this.sums = new long[contents.length];
        this.reached = new int[contents.length];
        for (int place = 0; place < contents.length; place = components.end(place)) {
            begin(place, components.end(place));
        }
    }

    /** Those that lead to a component come after it. */
    private void begin(int place, int end) {
        long sum = (long) end - place;
        for (int i = place; i < end; i++) {
            int node = components.node(i);
            sums[node] = share(place, node);
            sum += sums[node];
        }
        long key = Digest.mix(sum);
        int set = reachedFrom(place, end);
        for (int i = place; i < end; i++) {
            keys[components.node(i)] = key;
            reached[components.node(i)] = set;
        }
    }

    long key(int node) {
        return keys[node];
    }

    /** The marked nodes that this one reaches, as a number; equal sets have equal numbers. */
    int reached(int node) {
        return reached[node];
    }

    BitSet marks(int node) {
        return marks.set(reached[node]);
    }

    long content(int node) {
        return contents[node];
    }

    void grow(int nodes) {
        if (nodes > contents.length) {
            int capacity = nodes + nodes / 8 + 1;
            contents = Arrays.copyOf(contents, capacity);
            keys = Arrays.copyOf(keys, capacity);
            sums = Arrays.copyOf(sums, capacity);
            reached = Arrays.copyOf(reached, capacity);
        }
    }

    /** The node has this content; to be followed by {@link #update}. */
    void content(int node, long content) {
        sums[node] += Digest.mix(content) - Digest.mix(contents[node]);
        contents[node] = content;
        open.set(components.place(node));
    }

    /** The node has other edges, or is in a component with other members; to be followed by {@link #update}. */
    void edges(int node) {
        anew.set(node);
    }

    /** Looks only at components that lead to a key that differs, or of which something was said. */
    void update() {
        for (int node = anew.nextSetBit(0); node >= 0; node = anew.nextSetBit(node + 1)) {
            open.set(components.place(node));
            remarked.set(components.place(node));
        }
        // Those that lead to a component come after it.
        for (int place = open.nextSetBit(0); place >= 0; place = open.nextSetBit(place + 1)) {
            update(place);
        }
        anew.clear();
        open.clear();
        remarked.clear();
    }

    private void update(int place) {
        int end = components.end(place);
        long sum = (long) end - place;
        for (int i = place; i < end; i++) {
            int node = components.node(i);
            if (anew.get(node)) {
                sums[node] = share(place, node);
            }
            sum += sums[node];
        }
        long key = Digest.mix(sum);
        boolean looked = remarked.get(place);
        int set = looked ? reachedFrom(place, end) : 0;
        for (int i = place; i < end; i++) {
            int node = components.node(i);
            boolean others = looked && reached[node] != set;
            if (keys[node] != key || others) {
                tellUsers(place, node, Digest.mix(key ^ CHILD) - Digest.mix(keys[node] ^ CHILD), others);
                keys[node] = key;
                reached[node] = looked ? set : reached[node];
            }
        }
    }

    private void tellUsers(int place, int node, long difference, boolean others) {
        for (int i = users.start[node]; i < users.stop[node]; i++) {
            int user = users.ends[i];
            int at = components.place(user);
            if (at != place) {
                sums[user] += difference; // of no use where it is computed anew
                open.set(at);
                if (others) {
                    remarked.set(at);
                }
            }
        }
    }

    private long share(int place, int node) {
        long sum = Digest.mix(contents[node]);
        for (int i = used.start[node]; i < used.stop[node]; i++) {
            int other = used.ends[i];
            if (components.place(other) != place) {
                sum += Digest.mix(keys[other] ^ CHILD);
            }
        }
        return sum;
    }

    private int reachedFrom(int place, int end) {
        int set = 0;
        for (int i = place; i < end; i++) {
            int node = components.node(i);
            set = marked.get(node) ? marks.with(set, node) : set;
            for (int e = used.start[node]; e < used.stop[node]; e++) {
                int other = used.ends[e];
                set = components.place(other) == place ? set : marks.union(set, reached[other]);
            }
        }
        return set;
    }
}
