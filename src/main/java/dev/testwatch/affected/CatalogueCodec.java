package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.Set;

/** Classes and resources as bytes. */
final class CatalogueCodec {

    private final Catalogue catalogue;

    CatalogueCodec(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Everything. */
    void write(Encoder out) {
        write(out, catalogue.classes.keySet(), catalogue.resources.keySet());
    }

    /** These, of which those that are not in the catalogue are written as gone. */
    void write(Encoder out, Set<ClassName> classes, Set<ResourceName> resources) {
        out.mark().number(classes.size());
        for (ClassName name : classes) {
            out.mark();
            ClassNode node = catalogue.classes.get(name);
            out.text(name.module());
            if (node == null) {
                out.flag(false).text(name.binaryName());
            } else {
                write(out.flag(true), node);
            }
        }
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
            String module = in.text();
            if (in.flag()) {
                ClassNode node = readNode(in, module);
                catalogue.put(node.name, node);
            } else {
                catalogue.remove(new ClassName(module, in.text()));
            }
        }
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
        out.number(node.symbol)
                .flag(node.kind == Kind.TEST)
                .fixed(node.content)
                .fixed(node.fingerprint)
                .text(node.sourceFile)
                .number(node.traits);
        for (int[] symbols : node.symbols()) {
            out.numbers(symbols);
        }
        node.packedParts().write(out);
    }

    private ClassNode readNode(Decoder in, String module) {
        Symbols all = catalogue.symbols;
        int symbol = in.below(all.size());
        Kind kind = in.flag() ? Kind.TEST : Kind.MAIN;
        long content = in.fixed();
        long fingerprint = in.fixed();
        String sourceFile = in.text();
        int traits = (int) in.number();
        int[][] lists = new int[ClassNode.SYMBOL_LISTS][];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = in.allBelow(all.size());
        }
        PackedParts parts = PackedParts.read(in, all.size());
        ClassName name = new ClassName(module, all.name(symbol));
        return new ClassNode(name, symbol, kind, content, fingerprint, sourceFile, traits, all, lists, parts);
    }
}
