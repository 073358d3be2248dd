package dev.testwatch.affected;

import dev.testwatch.affected.ClassNode.Title;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Classes as they are kept, by number from 0. What is known of all of them is in a few arrays, that are read as they
 * were written, and a class is made of them when somebody asks for it: that is read fast before the JVM is warm.
 */
final class ClassTable {

    /** Module, binary name, outermost class, traits with what else is yes or no, length of its parts. */
    private static final int INTS = 5;

    private static final int MODULE = 0;
    private static final int SYMBOL = 1;
    private static final int OUTERMOST = 2;
    private static final int FLAGS = 3;
    private static final int PARTS = 4;

    /** Title, content, fingerprint. */
    private static final int LONGS = 3;

    private static final int TEST = 1;
    private static final int INFO = 2;
    private static final int TRAITS = 2;

    private final Symbols symbols;
    private final List<String> modules;
    private final int[] ints;
    private final long[] longs;
    /** The symbols in all lists of all classes, one after the other, and where each list ends. */
    private final int[] listed;

    private final int[] ends;
    /** The source files of those of which that is another one than their names tell. */
    private final Map<Integer, String> sourceFiles = new HashMap<>();
    /** By class: what its parts are in, and where they begin there. */
    private final byte[][] parts;

    private final int[] starts;

    private ClassTable(Decoder in, Symbols symbols) {
        this.symbols = symbols;
        in.mark();
        this.modules = in.list(Decoder::text);
        int rows = in.below(Integer.MAX_VALUE / NameLists.COUNT);
        this.ints = in.fixed(new int[0], 0, rows * INTS);
        this.longs = in.fixed(new long[0], 0, rows * LONGS);
        this.ends = in.fixed(new int[0], 0, rows * NameLists.COUNT);
        in.mark();
        this.listed = in.fixed(new int[0], 0, in.below(Integer.MAX_VALUE));
        in.mark();
        for (long left = in.total(); left > 0; left--) {
            in.mark();
            sourceFiles.put(in.below(rows), in.text());
        }
        this.parts = new byte[rows][];
        this.starts = new int[rows];
        for (int row = 0; row < rows; row++) {
            in.mark();
            parts[row] = in.bytes();
            starts[row] = in.pass(ints[row * INTS + PARTS]);
        }
    }

    static void write(Encoder out, List<ClassNode> nodes) {
        List<String> modules =
                nodes.stream().map(node -> node.module).distinct().toList();
        int[] ints = new int[nodes.size() * INTS];
        long[] longs = new long[nodes.size() * LONGS];
        int[] ends = new int[nodes.size() * NameLists.COUNT];
        IntStream.Builder listed = IntStream.builder();
        List<Integer> elsewhere = new ArrayList<>();
        int end = 0;
        for (int row = 0; row < nodes.size(); row++) {
            ClassNode node = nodes.get(row);
            ints[row * INTS + MODULE] = modules.indexOf(node.module);
            ints[row * INTS + SYMBOL] = node.symbol;
            ints[row * INTS + OUTERMOST] = node.outermost;
            ints[row * INTS + FLAGS] = node.traits << TRAITS | (node.isMain() ? 0 : TEST) | (node.isInfo() ? INFO : 0);
            ints[row * INTS + PARTS] = node.packedParts().length();
            longs[row * LONGS] = node.title;
            longs[row * LONGS + 1] = node.content;
            longs[row * LONGS + 2] = node.fingerprint;
            for (int list = 0; list < NameLists.COUNT; list++) {
                end += node.lists().size(list);
                ends[row * NameLists.COUNT + list] = end;
            }
            node.lists().all().forEach(listed);
            if (!node.sourceFile.isEmpty()) {
                elsewhere.add(row);
            }
        }
        out.mark().list(modules, Encoder::text).number(nodes.size());
        out.fixed(ints, 0, ints.length).fixed(longs, 0, longs.length).fixed(ends, 0, ends.length);
        out.array(listed.build().toArray());
        out.mark().number(elsewhere.size());
        elsewhere.forEach(row -> out.mark().number(row).text(nodes.get(row).sourceFile));
        nodes.forEach(node -> node.packedParts().write(out.mark()));
    }

    /** Reads what was written, and has it looked through. */
    static ClassTable read(Decoder in, Symbols symbols) {
        ClassTable table = new ClassTable(in, symbols);
        in.check(table::check);
        return table;
    }

    /** Makes sure that each class can be made, and that its parts can be taken apart. */
    private void check() {
        for (int row = 0; row < rows(); row++) {
            Objects.checkIndex(home(row), modules.size());
            Objects.checkIndex(symbol(row), symbols.size());
            Objects.checkIndex(ints[row * INTS + OUTERMOST], symbols.size());
        }
        int last = 0;
        for (int end : ends) {
            Objects.checkFromToIndex(last, end, listed.length);
            last = end;
        }
        Objects.checkFromToIndex(listed.length, last, last); // nothing is in no list
        for (int symbol : listed) {
            Objects.checkIndex(symbol, symbols.size());
        }
        for (int row = 0; row < rows(); row++) {
            Slice bytes = new Slice(parts[row], starts[row], starts[row] + ints[row * INTS + PARTS]);
            Checks.run(bytes, in -> Parts.check(in, symbols.size()));
        }
    }

    /** How many classes there are. */
    int rows() {
        return starts.length;
    }

    int symbol(int row) {
        return ints[row * INTS + SYMBOL];
    }

    long title(int row) {
        return longs[row * LONGS];
    }

    /** The names of the modules that they are of. */
    List<String> modules() {
        return modules;
    }

    /** The module of a class, as a place among those. */
    int home(int row) {
        return ints[row * INTS + MODULE];
    }

    String module(int row) {
        return modules.get(home(row));
    }

    ClassName name(int row) {
        return new ClassName(module(row), symbols.name(symbol(row)));
    }

    /** A new object for a class. */
    ClassNode node(int row) {
        int flags = ints[row * INTS + FLAGS];
        return new ClassNode(
                new Title(module(row), symbol(row), ints[row * INTS + OUTERMOST], (flags & INFO) != 0, title(row)),
                (flags & TEST) != 0 ? Kind.TEST : Kind.MAIN,
                longs[row * LONGS + 1],
                longs[row * LONGS + 2],
                sourceFiles.getOrDefault(row, ""),
                flags >>> TRAITS,
                symbols,
                new NameLists(listed, ends, row * NameLists.COUNT),
                new PackedParts(new Slice(parts[row], starts[row], starts[row] + ints[row * INTS + PARTS])));
    }
}
