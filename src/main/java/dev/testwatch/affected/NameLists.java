package dev.testwatch.affected;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The lists of names that a class has, as numbers. Those of classes that were read together lie in arrays that all of
 * them share, since there are many classes. Immutable.
 */
final class NameLists {

    static final int SUPERTYPES = 0;
    static final int ANNOTATIONS = 1;
    static final int REFERENCES = 2;
    static final int OWNERS = 3;
    static final int TAILS = 4;
    static final int EXTENSIONS = 5;

    /** How many lists there are. */
    static final int COUNT = 6;

    private static final int[] NOTHING = {};

    /** The names in all lists, one after the other. */
    private final int[] listed;
    /** By list: where it ends. */
    private final int[] ends;
    /** Which of the lists is the first one of this class. */
    private final int first;

    /** The lists from the {@code first} one on, of those that end there. */
    NameLists(int[] listed, int[] ends, int first) {
        this.listed = listed;
        this.ends = ends;
        this.first = first;
    }

    /** These, in the order of the constants. */
    static NameLists of(List<int[]> lists) {
        int[] ends = new int[COUNT];
        for (int list = 0, end = 0; list < COUNT; list++) {
            end += lists.get(list).length;
            ends[list] = end;
        }
        return new NameLists(lists.stream().flatMapToInt(Arrays::stream).toArray(), ends, 0);
    }

    /** One of them, for its owner to change. */
    int[] get(int list) {
        int from = start(list);
        int to = ends[first + list];
        return from == to ? NOTHING : Arrays.copyOfRange(listed, from, to);
    }

    /** Whether a list holds this name. */
    boolean has(int list, int symbol) {
        for (int at = start(list); at < ends[first + list]; at++) {
            if (listed[at] == symbol) {
                return true;
            }
        }
        return false;
    }

    /** Whether a list holds any name like this. */
    boolean hasAny(int list, IntPredicate wanted) {
        for (int at = start(list); at < ends[first + list]; at++) {
            if (wanted.test(listed[at])) {
                return true;
            }
        }
        return false;
    }

    int size(int list) {
        return ends[first + list] - start(list);
    }

    private int start(int list) {
        return first + list == 0 ? 0 : ends[first + list - 1];
    }

    /** All names in them, list after list. */
    IntStream all() {
        return Arrays.stream(listed, start(0), ends[first + COUNT - 1]);
    }

    /** Whether these hold the same names as {@code other}, in whatever order within a list. */
    boolean isSame(NameLists other) {
        return IntStream.range(0, COUNT).allMatch(list -> isSame(other, list));
    }

    boolean isSame(NameLists other, int list) {
        return isSame(get(list), other.get(list));
    }

    /** Whether two lists hold the same names, in whatever order. */
    static boolean isSame(int[] one, int[] other) {
        return Arrays.equals(sorted(one), sorted(other));
    }

    private static int[] sorted(int[] list) {
        int[] sorted = list.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
