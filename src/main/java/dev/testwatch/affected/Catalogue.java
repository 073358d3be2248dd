package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The classes and resources of the project as they are now. */
final class Catalogue {

    final Symbols symbols = new Symbols();
    /** In the order in which they came, also in the store: what comes together is looked at together. */
    private final Classes classes = new Classes(symbols);

    final Map<ResourceName, ResourceFacts> resources = new HashMap<>();
    /** By symbol: a sum over the modules that have a class of this name; 0 if there is none. */
    private long[] definitions = new long[1024];

    private long names;
    private final BitSet renamed = new BitSet();
    private final BitSet redeclared = new BitSet();
    /** By name of a module: its part in a definition. */
    private final Map<String, Long> modules = new HashMap<>();

    boolean isEmpty() {
        return classes().isEmpty() && resources.isEmpty();
    }

    /** All classes, as of now. */
    List<ClassNode> classes() {
        return classes.all();
    }

    Optional<ClassNode> find(ClassName name) {
        return classes.find(name);
    }

    void put(ClassNode node) {
        Optional<ClassNode> before = classes.put(node);
        if (before.isEmpty()) {
            define(node, 1);
        } else {
            compare(before.get(), node);
        }
    }

    /** Puts all classes of a table in; those that come first are no news. */
    void putAll(ClassTable table) {
        if (classes().isEmpty()) {
            classes.takeAll(table);
            defineAll(table);
        } else {
            IntStream.range(0, table.rows()).mapToObj(table::node).forEach(this::put);
        }
    }

    private void defineAll(ClassTable table) {
        long[] homes = table.modules().stream().mapToLong(this::part).toArray();
        definitions = Arrays.copyOf(definitions, Math.max(definitions.length, symbols.size()));
        for (int row = 0; row < table.rows(); row++) {
            definitions[table.symbol(row)] += homes[table.home(row)];
            names += table.title(row);
        }
    }

    /** A class is about to become another one in its place. */
    void compare(ClassNode before, ClassNode node) {
        Parts was = before.parts();
        Parts is = node.parts();
        if (!Arrays.equals(was.declared, is.declared)
                || !Arrays.equals(was.access, is.access)
                || !Arrays.equals(before.supertypes(), node.supertypes())
                || before.is(Trait.INHERITS) != node.is(Trait.INHERITS)) {
            redeclared.set(node.symbol);
        }
    }

    /** Takes it out, and tells whether it was there. */
    boolean remove(ClassName name) {
        Optional<ClassNode> gone = classes.remove(name);
        gone.ifPresent(node -> define(node, -1));
        return gone.isPresent();
    }

    /** One number for the modules that have a class of this name; 0 if there is none. */
    long definition(int symbol) {
        return symbol < definitions.length ? definitions[symbol] : 0;
    }

    /** The classes of this name, in whatever modules. */
    List<ClassNode> named(int symbol) {
        return definition(symbol) == 0
                ? List.of()
                : modules.keySet().stream()
                        .flatMap(module -> find(new ClassName(module, symbols.name(symbol))).stream())
                        .toList();
    }

    /** One number for the names of all classes. */
    long names() {
        return names;
    }

    /** The names of which there are more or fewer classes since this was asked last. */
    Set<Integer> takeRenamed() {
        Set<Integer> taken = renamed.stream().boxed().collect(Collectors.toSet());
        renamed.clear();
        return taken;
    }

    /** The names of which there are classes that declare other methods, or have other supertypes, since this was asked. */
    Set<Integer> takeRedeclared() {
        Set<Integer> taken = redeclared.stream().boxed().collect(Collectors.toSet());
        redeclared.clear();
        return taken;
    }

    /** That there are more or fewer classes, or that they declare other things, is no news. */
    void forgetChanges() {
        renamed.clear();
        redeclared.clear();
    }

    private void define(ClassNode node, int sign) {
        int symbol = node.symbol;
        if (symbol >= definitions.length) {
            definitions = Arrays.copyOf(definitions, Math.max(2 * definitions.length, symbol + 1));
        }
        definitions[symbol] += sign * part(node.module);
        names += sign * node.title;
        renamed.set(symbol);
        redeclared.set(symbol);
    }

    /** What a module is in definitions. */
    private long part(String module) {
        return modules.computeIfAbsent(module, any -> new Digest().add(any).value());
    }
}
