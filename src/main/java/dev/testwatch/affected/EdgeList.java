package dev.testwatch.affected;

import java.util.Arrays;

/** Edges in the order in which they were found; the same one may be there several times, and counts as often. */
final class EdgeList {

    int[] from;
    int[] to;
    int count;

    EdgeList() {
        this(256);
    }

    /** With room for so many; more find room later. */
    EdgeList(int room) {
        this.from = new int[room];
        this.to = new int[room];
    }

    void add(int user, int used) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count + 1);
            to = Arrays.copyOf(to, 2 * count + 1);
        }
        from[count] = user;
        to[count++] = used;
    }

    /** Those of which there are more here than in {@code other}, by so many. */
    EdgeList without(EdgeList other) {
        long[] own = sorted();
        long[] others = other.sorted();
        EdgeList left = new EdgeList();
        int at = 0;
        for (long edge : own) {
            while (at < others.length && others[at] < edge) {
                at++;
            }
            if (at < others.length && others[at] == edge) {
                at++;
            } else {
                left.add((int) (edge >>> 32), (int) edge);
            }
        }
        return left;
    }

    private long[] sorted() {
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = (long) from[i] << 32 | to[i];
        }
        Arrays.sort(all);
        return all;
    }
}
