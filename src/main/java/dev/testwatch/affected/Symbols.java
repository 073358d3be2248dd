package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names as small numbers. A name keeps its number as long as this object lives. */
final class Symbols {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int of(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    int[] ofAll(List<String> all) {
        int[] result = new int[all.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = of(all.get(i));
        }
        return result;
    }

    String name(int symbol) {
        return names.get(symbol);
    }

    int size() {
        return names.size();
    }
}
