package dev.testwatch.affected;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The strongly connected components of a graph, those that a component reaches before it. A component is known by its
 * place: where in the order its first node is.
 *
 * <p>When edges come and go, only that part of the order is searched again in which they could matter: an edge that
 * leads from a place to a later one is wrong, and so may be all places between the two.
 */
final class Components {

    /** All nodes, component after component. */
    private int[] sequence;
    /** By node: the place of its component. */
    private int[] place;
    /** By place: where the component ends. */
    private int[] end;

    private int nodes;

    private Components(int nodes) {
        this.sequence = new int[nodes];
        this.place = new int[nodes];
        this.end = new int[nodes];
    }

    static Components of(Edges used) {
        Components components = new Components(0);
        components.grow(used.nodes());
        components.new Search(used, 0, used.nodes()).run(new BitSet());
        return components;
    }

    /** Adds nodes without neighbours until there are this many. */
    void grow(int wanted) {
        if (wanted > sequence.length) {
            int capacity = Math.max(wanted, nodes + nodes / 2 + 1);
            sequence = Arrays.copyOf(sequence, capacity);
            place = Arrays.copyOf(place, capacity);
            end = Arrays.copyOf(end, capacity);
        }
        for (; nodes < wanted; nodes++) {
            sequence[nodes] = nodes;
            place[nodes] = nodes;
            end[nodes] = nodes + 1;
        }
    }

    /** The component of a node. */
    int place(int node) {
        return place[node];
    }

    int end(int ofPlace) {
        return end[ofPlace];
    }

    /** The node at this position; those from the place of a component to its end are its members. */
    int node(int position) {
        return sequence[position];
    }

    /**
     * Takes in that edges came and went.
     *
     * @param used the edges as they are now
     * @return the places of the components that have other members now
     */
    BitSet repair(Edges used, EdgeList added, EdgeList removed) {
        long[] windows = new long[added.count + removed.count];
        int count = 0;
        for (int i = 0; i < added.count; i++) {
            int user = place[added.from[i]];
            int other = place[added.to[i]];
            if (user < other) {
                windows[count++] = (long) user << 32 | end[other];
            }
        }
        for (int i = 0; i < removed.count; i++) {
            int both = place[removed.from[i]];
            if (both == place[removed.to[i]] && end[both] - both > 1) {
                windows[count++] = (long) both << 32 | end[both];
            }
        }
        Arrays.sort(windows, 0, count);
        BitSet changed = new BitSet();
        for (int i = 0; i < count; ) {
            int first = (int) (windows[i] >>> 32);
            int limit = (int) windows[i++];
            while (i < count && (int) (windows[i] >>> 32) < limit) {
                limit = Math.max(limit, (int) windows[i++]);
            }
            new Search(used, first, limit).run(changed);
        }
        return changed;
    }

    /** Tarjan's search in a part of the order, with a stack of its own since paths are long. */
    private final class Search {

        private final Edges used;
        private final int first;
        private final int[] roots;
        /** By place, counted from the first one: where the component ended. */
        private final int[] ended;
        /** By node: when it was come to, from 1. */
        private final int[] order = new int[nodes];

        // by the time when a node was come to
        private final int[] low;
        private final int[] edge;
        private final boolean[] open;

        private final int[] members;
        private final int[] path;
        private int size;
        private int depth;
        private int visited;
        private int next;

        Search(Edges used, int first, int limit) {
            this.used = used;
            this.first = first;
            this.next = first;
            this.roots = Arrays.copyOfRange(sequence, first, limit);
            this.ended = Arrays.copyOfRange(end, first, limit);
            this.low = new int[roots.length + 1];
            this.edge = new int[roots.length + 1];
            this.open = new boolean[roots.length + 1];
            this.members = new int[roots.length];
            this.path = new int[roots.length];
        }

        void run(BitSet changed) {
            for (int root : roots) {
                if (order[root] == 0) {
                    explore(root, changed);
                }
            }
        }

        private void explore(int root, BitSet changed) {
            enter(root);
            while (depth > 0) {
                int node = path[depth - 1];
                int time = order[node];
                if (edge[time] < used.stop[node]) {
                    follow(time, used.ends[edge[time]++]);
                } else {
                    depth--;
                    if (depth > 0) {
                        int before = order[path[depth - 1]];
                        low[before] = Math.min(low[before], low[time]);
                    }
                    if (low[time] == time) {
                        close(node, changed);
                    }
                }
            }
        }

        private void enter(int node) {
            visited++;
            order[node] = visited;
            low[visited] = visited;
            open[visited] = true;
            edge[visited] = used.start[node];
            members[size++] = node;
            path[depth++] = node;
        }

        private void follow(int time, int node) {
            int known = order[node];
            if (known == 0) {
                if (place[node] >= first) {
                    enter(node);
                }
            } else if (open[known]) {
                low[time] = Math.min(low[time], known);
            }
        }

        /** The component of {@code head} is the top of the stack of members, down to itself. */
        private void close(int head, BitSet changed) {
            int at = next;
            int was = place[head];
            boolean same = true;
            int node;
            do {
                node = members[--size];
                open[order[node]] = false;
                same &= place[node] == was;
                place[node] = at;
                sequence[next++] = node;
            } while (node != head);
            end[at] = next;
            changed.set(at, !same || ended[was - first] - was != next - at);
        }
    }
}
