package dev.testwatch.affected;

import java.util.Arrays;

/** Adjacency as two arrays: the neighbours of n are {@code ends[start[n]]} to {@code ends[start[n + 1] - 1]}. */
final class Edges {

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
