package dev.testwatch.affected;

import java.util.Arrays;

/**
 * Adjacency as lists in one array: the neighbours of n are {@code ends[start[n]]} to {@code ends[stop[n] - 1]}, in no
 * order that means anything. A list that outgrows its place moves to the end.
 */
final class Edges {

    private static final int SMALLEST_WASTE = 4096;

    int[] start;
    int[] stop;
    int[] ends;
    /** By node: where the place of its list ends. */
    private int[] limit;

    private int nodes;
    private int length;
    private int wasted;

    private Edges(int[] start, int[] stop, int[] ends) {
        this.start = start;
        this.stop = stop;
        this.limit = stop.clone();
        this.ends = ends;
        this.nodes = start.length;
        this.length = ends.length;
    }

    static Edges of(int nodes, int[] from, int[] to, int count) {
        int[] start = new int[nodes];
        int[] stop = new int[nodes];
        for (int i = 0; i < count; i++) {
            stop[from[i]]++;
        }
        int total = 0;
        for (int node = 0; node < nodes; node++) {
            start[node] = total;
            total += stop[node];
            stop[node] = start[node];
        }
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[stop[from[i]]++] = to[i];
        }
        return new Edges(start, stop, ends);
    }

    /** No edges yet, but room for so many from each node. */
    static Edges withRoom(int[] counts) {
        int[] start = new int[counts.length];
        int total = 0;
        for (int node = 0; node < counts.length; node++) {
            start[node] = total;
            total += counts[node];
        }
        Edges edges = new Edges(start, start.clone(), new int[total]);
        for (int node = 0; node < counts.length; node++) {
            edges.limit[node] += counts[node];
        }
        return edges;
    }

    int nodes() {
        return nodes;
    }

    /** Makes room for this many nodes; new ones have no neighbours. */
    void grow(int wanted) {
        if (wanted > start.length) {
            int capacity = Math.max(wanted, start.length + start.length / 2 + 1);
            start = Arrays.copyOf(start, capacity);
            stop = Arrays.copyOf(stop, capacity);
            limit = Arrays.copyOf(limit, capacity);
        }
        nodes = Math.max(nodes, wanted);
    }

    void add(int node, int neighbour) {
        if (stop[node] == limit[node]) {
            move(node);
        }
        ends[stop[node]++] = neighbour;
    }

    /** Takes one of the edges between these two out, if there is any. */
    void remove(int node, int neighbour) {
        for (int i = start[node]; i < stop[node]; i++) {
            if (ends[i] == neighbour) {
                ends[i] = ends[--stop[node]];
                return;
            }
        }
    }

    private void move(int node) {
        if (wasted > Math.max(SMALLEST_WASTE, length / 2)) {
            compact();
        }
        int size = stop[node] - start[node];
        int room = size + size / 2 + 2;
        if (length + room > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(length + room, ends.length + ends.length / 4));
        }
        System.arraycopy(ends, start[node], ends, length, size);
        wasted += limit[node] - start[node];
        start[node] = length;
        stop[node] = length + size;
        limit[node] = length + room;
        length += room;
    }

    private void compact() {
        int[] dense = new int[ends.length];
        int at = 0;
        for (int node = 0; node < nodes; node++) {
            int size = stop[node] - start[node];
            System.arraycopy(ends, start[node], dense, at, size);
            start[node] = at;
            at += size;
            stop[node] = at;
            limit[node] = at;
        }
        ends = dense;
        length = at;
        wasted = 0;
    }
}
