package dev.testwatch.affected;

import dev.testwatch.affected.ClassNode.Title;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Classes and resources as bytes. */
final class CatalogueCodec {

    /** For each class: module, binary name, outermost class, traits with what else is yes or no. */
    private static final int INTS = 4;

    /** For each class: title, content, fingerprint. */
    private static final int LONGS = 3;

    private static final int TEST = 1;
    private static final int INFO = 2;
    private static final int TRAITS = 2;

    private final Catalogue catalogue;

    CatalogueCodec(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Everything. */
    void write(Encoder out) {
        write(out, List.of(), catalogue.classes());
        write(out, catalogue.resources.keySet());
    }

    /** These, of which those that are not in the catalogue are written as gone. */
    void write(Encoder out, Set<ClassName> classes, Set<ResourceName> resources) {
        List<ClassName> gone = new ArrayList<>();
        List<ClassNode> there = new ArrayList<>();
        for (ClassName name : classes) {
            Optional<ClassNode> node = catalogue.find(name);
            node.ifPresentOrElse(there::add, () -> gone.add(name));
        }
        write(out, gone, there);
        write(out, resources);
    }

    private void write(Encoder out, List<ClassName> gone, List<ClassNode> there) {
        out.mark().number(gone.size());
        gone.forEach(name -> out.mark().text(name.module()).text(name.binaryName()));
        List<String> modules =
                there.stream().map(node -> node.module).distinct().toList();
        int[] ints = new int[there.size() * INTS];
        long[] longs = new long[there.size() * LONGS];
        for (int row = 0; row < there.size(); row++) {
            ClassNode node = there.get(row);
            int flags = (node.isMain() ? 0 : TEST) | (node.isInfo() ? INFO : 0);
            ints[row * INTS] = modules.indexOf(node.module);
            ints[row * INTS + 1] = node.symbol;
            ints[row * INTS + 2] = node.outermost;
            ints[row * INTS + 3] = node.traits << TRAITS | flags;
            longs[row * LONGS] = node.title;
            longs[row * LONGS + 1] = node.content;
            longs[row * LONGS + 2] = node.fingerprint;
        }
        out.mark().list(modules, Encoder::text).number(there.size());
        out.fixed(ints, 0, ints.length).fixed(longs, 0, longs.length);
        there.forEach(node -> write(out.mark(), node));
    }

    private void write(Encoder out, Set<ResourceName> resources) {
        out.mark().number(resources.size());
        for (ResourceName name : resources) {
            out.mark();
            ResourceFacts facts = catalogue.resources.get(name);
            out.text(name.module()).text(name.path()).flag(facts != null);
            if (facts != null) {
                out.fixed(facts.content()).list(facts.mentions(), Encoder::text);
            }
        }
    }

    /** Puts what was written into the catalogue, and takes out what was written as gone. */
    void read(Decoder in) {
        in.mark();
        for (long count = in.total(); count > 0; count--) {
            in.mark();
            catalogue.remove(new ClassName(in.text(), in.text()));
        }
        readClasses(in);
        in.mark();
        for (long count = in.total(); count > 0; count--) {
            in.mark();
            ResourceName name = new ResourceName(in.text(), in.text());
            if (in.flag()) {
                catalogue.resources.put(name, new ResourceFacts(in.fixed(), in.list(Decoder::text)));
            } else {
                catalogue.resources.remove(name);
            }
        }
    }

    private void write(Encoder out, ClassNode node) {
        out.text(node.sourceFile);
        for (int[] symbols : node.symbols()) {
            out.numbers(symbols);
        }
        node.packedParts().write(out);
    }

    /** What has a fixed length is read for all of them at once, which is fast before the JVM is warm. */
    private void readClasses(Decoder in) {
        in.mark();
        List<String> modules = in.list(Decoder::text);
        int count = in.below(Integer.MAX_VALUE / INTS);
        int[] ints = in.fixed(new int[0], 0, count * INTS);
        long[] longs = in.fixed(new long[0], 0, count * LONGS);
        int symbols = catalogue.symbols.size();
        for (int row = 0; row < count; row++) {
            in.mark();
            int flags = ints[row * INTS + 3];
            Title title = new Title(
                    modules.get(ints[row * INTS]),
                    Objects.checkIndex(ints[row * INTS + 1], symbols),
                    Objects.checkIndex(ints[row * INTS + 2], symbols),
                    (flags & INFO) != 0,
                    longs[row * LONGS]);
            Kind kind = (flags & TEST) != 0 ? Kind.TEST : Kind.MAIN;
            catalogue.put(readNode(in, title, kind, longs[row * LONGS + 1], longs[row * LONGS + 2], flags >>> TRAITS));
        }
    }

    private ClassNode readNode(Decoder in, Title title, Kind kind, long content, long fingerprint, int traits) {
        Symbols all = catalogue.symbols;
        String sourceFile = in.text();
        int[][] lists = new int[ClassNode.SYMBOL_LISTS][];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = in.allBelow(all.size());
        }
        PackedParts parts = PackedParts.read(in, all.size());
        return new ClassNode(title, kind, content, fingerprint, sourceFile, traits, all, lists, parts);
    }
}
