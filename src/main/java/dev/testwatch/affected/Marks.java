package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sets of marked nodes as small numbers; equal sets have equal numbers, and the empty set is 0. */
final class Marks {

    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final Map<Long, Integer> unions = new HashMap<>();

    Marks() {
        number(new BitSet());
    }

    int with(int set, int node) {
        BitSet single = new BitSet();
        single.set(node);
        return union(set, number(single));
    }

    int union(int one, int other) {
        if (one == other || other == 0) {
            return one;
        } else if (one == 0) {
            return other;
        }
        long pair = (long) Math.min(one, other) << 32 | Math.max(one, other);
        Integer known = unions.get(pair);
        if (known != null) {
            return known;
        }
        BitSet both = (BitSet) sets.get(one).clone();
        both.or(sets.get(other));
        int union = number(both);
        unions.put(pair, union);
        return union;
    }

    BitSet set(int number) {
        return sets.get(number);
    }

    private int number(BitSet set) {
        Integer known = numbers.putIfAbsent(set, sets.size());
        if (known != null) {
            return known;
        }
        sets.add(set);
        return sets.size() - 1;
    }
}
