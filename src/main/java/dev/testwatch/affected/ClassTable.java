package dev.testwatch.affected;

import dev.testwatch.affected.ClassNode.Title;
import dev.testwatch.project.SourceSet.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Classes as bytes, to be read one after the other. What has a fixed length is kept for all of them at once, and so is
 * what their lists hold: that is read fast before the JVM is warm.
 */
final class ClassTable {

    /** Module, binary name, outermost class, traits with what else is yes or no; then how long each list is. */
    private static final int INTS = 4 + ClassNode.SYMBOL_LISTS;

    private static final int SIZES = 4;

    /** Title, content, fingerprint. */
    private static final int LONGS = 3;

    private static final int TEST = 1;
    private static final int INFO = 2;
    private static final int TRAITS = 2;

    private static final int[] NOTHING = {};

    private final Symbols symbols;
    private final List<String> modules;
    private final int[] ints;
    private final long[] longs;
    /** The symbols in all lists of all classes, one after the other. */
    private final int[] listed;

    private int row;
    private int taken;

    private ClassTable(Symbols symbols, List<String> modules, int[] ints, long[] longs, int[] listed) {
        this.symbols = symbols;
        this.modules = modules;
        this.ints = ints;
        this.longs = longs;
        this.listed = listed;
    }

    static void write(Encoder out, List<ClassNode> nodes) {
        List<String> modules =
                nodes.stream().map(node -> node.module).distinct().toList();
        int[] ints = new int[nodes.size() * INTS];
        long[] longs = new long[nodes.size() * LONGS];
        IntStream.Builder listed = IntStream.builder();
        for (int row = 0; row < nodes.size(); row++) {
            ClassNode node = nodes.get(row);
            int flags = (node.isMain() ? 0 : TEST) | (node.isInfo() ? INFO : 0);
            ints[row * INTS] = modules.indexOf(node.module);
            ints[row * INTS + 1] = node.symbol;
            ints[row * INTS + 2] = node.outermost;
            ints[row * INTS + 3] = node.traits << TRAITS | flags;
            int[][] lists = node.symbols();
            for (int list = 0; list < lists.length; list++) {
                ints[row * INTS + SIZES + list] = lists[list].length;
                Arrays.stream(lists[list]).forEach(listed);
            }
            longs[row * LONGS] = node.title;
            longs[row * LONGS + 1] = node.content;
            longs[row * LONGS + 2] = node.fingerprint;
        }
        int[] all = listed.build().toArray();
        out.mark().list(modules, Encoder::text).number(nodes.size());
        out.fixed(ints, 0, ints.length).fixed(longs, 0, longs.length);
        out.array(all);
        nodes.forEach(node -> {
            out.mark().text(node.sourceFile);
            node.packedParts().write(out);
        });
    }

    /** Reads what there is of all of them; {@link #next} reads the rest. */
    static ClassTable read(Decoder in, Symbols symbols) {
        in.mark();
        List<String> modules = in.list(Decoder::text);
        int count = in.below(Integer.MAX_VALUE / INTS);
        int[] ints = in.fixed(NOTHING, 0, count * INTS);
        long[] longs = in.fixed(new long[0], 0, count * LONGS);
        return new ClassTable(symbols, modules, ints, longs, in.array(symbols.size()));
    }

    /** How many classes there are. */
    int rows() {
        return longs.length / LONGS;
    }

    /** The next class. */
    ClassNode next(Decoder in) {
        in.mark();
        int flags = ints[row * INTS + 3];
        Title title = new Title(
                modules.get(ints[row * INTS]),
                Objects.checkIndex(ints[row * INTS + 1], symbols.size()),
                Objects.checkIndex(ints[row * INTS + 2], symbols.size()),
                (flags & INFO) != 0,
                longs[row * LONGS]);
        ClassNode node = new ClassNode(
                title,
                (flags & TEST) != 0 ? Kind.TEST : Kind.MAIN,
                longs[row * LONGS + 1],
                longs[row * LONGS + 2],
                in.text(),
                flags >>> TRAITS,
                symbols,
                lists(),
                PackedParts.read(in, symbols.size()));
        row++;
        return node;
    }

    private int[][] lists() {
        int[][] lists = new int[ClassNode.SYMBOL_LISTS][];
        for (int list = 0; list < lists.length; list++) {
            int size = ints[row * INTS + SIZES + list];
            Objects.checkFromIndexSize(taken, size, listed.length);
            lists[list] = size == 0 ? NOTHING : Arrays.copyOfRange(listed, taken, taken + size);
            taken += size;
        }
        return lists;
    }

    /**
     * To be called when all have been read.
     *
     * @throws IllegalStateException if there is more than they hold
     */
    void finish() {
        if (taken != listed.length) {
            throw new IllegalStateException("more names than classes name");
        }
    }
}
