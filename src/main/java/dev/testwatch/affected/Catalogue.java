package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The classes and resources of the project as they are now. */
final class Catalogue {

    final Symbols symbols = new Symbols();
    private final Map<ClassName, ClassNode> own = new HashMap<>();
    /** To be changed by {@link #put} and {@link #remove} only. */
    final Map<ClassName, ClassNode> classes = Collections.unmodifiableMap(own);

    final Map<ResourceName, ResourceFacts> resources = new HashMap<>();
    /** By symbol: a sum over the modules that have a class of this name; 0 if there is none. */
    private long[] definitions = new long[1024];

    private long names;
    private final Set<Integer> renamed = new HashSet<>();

    boolean isEmpty() {
        return classes.isEmpty() && resources.isEmpty();
    }

    void put(ClassName name, ClassNode node) {
        if (own.put(name, node) == null) {
            define(name, node.symbol, 1);
        }
    }

    /** Takes it out, and tells whether it was there. */
    boolean remove(ClassName name) {
        ClassNode gone = own.remove(name);
        if (gone != null) {
            define(name, gone.symbol, -1);
        }
        return gone != null;
    }

    void clear() {
        own.clear();
        resources.clear();
        Arrays.fill(definitions, 0);
        names = 0;
    }

    /** One number for the modules that have a class of this name; 0 if there is none. */
    long definition(int symbol) {
        return symbol < definitions.length ? definitions[symbol] : 0;
    }

    /** One number for the names of all classes. */
    long names() {
        return names;
    }

    /** The names of which there are more or fewer classes since this was asked last. */
    Set<Integer> takeRenamed() {
        Set<Integer> taken = Set.copyOf(renamed);
        renamed.clear();
        return taken;
    }

    private void define(ClassName name, int symbol, int sign) {
        if (symbol >= definitions.length) {
            definitions = Arrays.copyOf(definitions, Math.max(2 * definitions.length, symbol + 1));
        }
        long module = new Digest().add(name.module()).value();
        definitions[symbol] += sign * module;
        names += sign * new Digest().add(name.module()).add(name.binaryName()).value();
        renamed.add(symbol);
    }
}
