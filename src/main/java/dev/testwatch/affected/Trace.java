package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.List;

/** For each node of a graph the shortest way to something that changed. */
final class Trace {

    /** The distance of nodes that have no way. */
    static final int NONE = Integer.MAX_VALUE;

    /** What a step through a hub costs: more than any way without. */
    static final int HUB = 1 << 20;

    private final int[] distance;
    private final int[] next;

    Trace(int[] distance, int[] next) {
        this.distance = distance;
        this.next = next;
    }

    /** The number of steps, {@link #HUB} more for each hub on the way, or {@link #NONE}. */
    int distance(int node) {
        return distance[node];
    }

    /** The nodes from {@code node} to the end of its way, both included; empty if there is none. */
    List<Integer> path(int node) {
        List<Integer> path = new ArrayList<>();
        if (distance[node] != NONE) {
            int at = node;
            path.add(at);
            while (next[at] != at) {
                at = next[at];
                path.add(at);
            }
        }
        return path;
    }
}
