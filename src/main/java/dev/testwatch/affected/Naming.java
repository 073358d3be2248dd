package dev.testwatch.affected;

import java.util.Arrays;
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
     * @param elements how many elements there are; later ones are named by nobody
     */
    static Naming of(List<List<Outcome>> tests, int elements) {
        int[] from = new int[1024];
        int[] to = new int[1024];
        int count = 0;
        for (int test = 0; test < tests.size(); test++) {
            for (Outcome outcome : tests.get(test)) {
                int[] named = outcome.recording().map(Recording::elements).orElse(new int[0]);
                if (count + named.length > from.length) {
                    from = Arrays.copyOf(from, Math.max(2 * from.length, count + named.length));
                    to = Arrays.copyOf(to, from.length);
                }
                System.arraycopy(named, 0, from, count, named.length);
                Arrays.fill(to, count, count + named.length, test);
                count += named.length;
            }
        }
        return new Naming(Edges.of(elements, from, to, count));
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
