package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Classes by name, without an object for each name, since there are many. They are in the order in which they came, but
 * for one that takes the place of one that is gone.
 */
final class Classes {

    private final Symbols symbols;
    private final Roster all = new Roster();
    /** By symbol: the place of the first class of this binary name and one; 0 if there is none. */
    private int[] first = new int[64];
    /** The places of those that have their binary name in common with a first one, in another module. */
    private final Map<ClassName, Integer> others = new HashMap<>();

    Classes(Symbols symbols) {
        this.symbols = symbols;
    }

    /** All of them, as of now. */
    List<ClassNode> all() {
        return Collections.unmodifiableList(all);
    }

    Optional<ClassNode> find(ClassName name) {
        OptionalInt symbol = symbols.find(name.binaryName());
        OptionalInt place = symbol.isPresent() ? place(symbol.getAsInt(), name.module()) : OptionalInt.empty();
        return place.isPresent() ? Optional.of(all.get(place.getAsInt())) : Optional.empty();
    }

    private OptionalInt place(int symbol, String module) {
        int place = symbol < first.length ? first[symbol] - 1 : -1;
        if (place < 0 || all.get(place).module.equals(module)) {
            return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
        }
        Integer other = others.get(new ClassName(module, symbols.name(symbol)));
        return other == null ? OptionalInt.empty() : OptionalInt.of(other);
    }

    /**
     * Takes in those of a table; there must be none yet.
     *
     * @throws IllegalStateException if one is there twice
     */
    void takeAll(ClassTable table) {
        all.take(table);
        first = Arrays.copyOf(first, Math.max(first.length, symbols.size()));
        for (int row = 0; row < table.rows(); row++) {
            int symbol = table.symbol(row);
            if (first[symbol] == 0) {
                first[symbol] = row + 1;
            } else if (table.module(first[symbol] - 1).equals(table.module(row))
                    || others.put(table.name(row), row) != null) {
                throw new IllegalStateException("a class that is there twice");
            }
        }
    }

    /** Puts a class in the place of the one of its name, and returns that; empty if there was none. */
    Optional<ClassNode> put(ClassNode node) {
        OptionalInt known = place(node.symbol, node.module);
        if (known.isPresent()) {
            return Optional.of(all.set(known.getAsInt(), node));
        }
        all.add(node);
        add(node, all.size() - 1);
        return Optional.empty();
    }

    /** Takes a class out; empty if there is none of this name. */
    Optional<ClassNode> remove(ClassName name) {
        Optional<ClassNode> gone = find(name);
        gone.ifPresent(this::remove);
        return gone;
    }

    private void remove(ClassNode node) {
        int place = place(node.symbol, node.module).orElseThrow();
        if (first[node.symbol] - 1 == place) {
            first[node.symbol] = 0;
            promote(node.symbol);
        } else {
            others.remove(node.name());
        }
        ClassNode last = all.takeLast();
        if (last != node) {
            all.set(place, last);
            if (first[last.symbol] - 1 == all.size()) {
                first[last.symbol] = place + 1;
            } else {
                others.put(last.name(), place);
            }
        }
    }

    /** One of those that have this binary name becomes the first. */
    private void promote(int symbol) {
        String binaryName = others.isEmpty() ? "" : symbols.name(symbol);
        others.keySet().stream()
                .filter(name -> name.binaryName().equals(binaryName))
                .findFirst()
                .ifPresent(name -> first[symbol] = others.remove(name) + 1);
    }

    private void add(ClassNode node, int place) {
        if (node.symbol >= first.length) {
            first = Arrays.copyOf(first, Math.max(symbols.size(), 2 * first.length));
        }
        if (first[node.symbol] == 0) {
            first[node.symbol] = place + 1;
        } else {
            others.put(node.name(), place);
        }
    }
}
