package dev.testwatch.affected;

import java.util.BitSet;
import java.util.List;

/** Which of several test classes have recordings that name an element. Immutable. */
final class Naming {

    /** Elements to test classes. */
    private final Edges rows;

    private Naming(Edges rows) {
        this.rows = rows;
    }

    /**
     * Of what is known of test classes, by their numbers.
     *
     * @param elements how many elements there are; no recording names another one
     */
    static Naming of(List<List<Outcome>> tests, int elements) {
        int[] counts = new int[elements];
        for (List<Outcome> outcomes : tests) {
            for (Outcome outcome : outcomes) {
                outcome.recording().ifPresent(recording -> recording.forEach(e -> counts[e]++));
            }
        }
        Edges rows = Edges.withRoom(counts);
        for (int test = 0; test < tests.size(); test++) {
            int number = test;
            for (Outcome outcome : tests.get(test)) {
                outcome.recording().ifPresent(recording -> recording.forEach(e -> rows.add(e, number)));
            }
        }
        return new Naming(rows);
    }

    /** The numbers of the test classes with a recording that names any of these. */
    BitSet any(int[] elements) {
        BitSet tests = new BitSet();
        for (int element : elements) {
            if (element < rows.nodes()) {
                for (int i = rows.start[element]; i < rows.stop[element]; i++) {
                    tests.set(rows.ends[i]);
                }
            }
        }
        return tests;
    }
}
