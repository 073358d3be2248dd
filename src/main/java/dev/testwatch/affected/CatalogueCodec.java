package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Classes and resources as bytes. */
final class CatalogueCodec {

    private final Catalogue catalogue;
    private final Map<Integer, Set<Trait>> traits = new HashMap<>();

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
            out.text(name.module()).text(name.binaryName()).flag(node != null);
            if (node != null) {
                write(out, node);
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
            ClassName name = new ClassName(in.text(), in.text());
            if (in.flag()) {
                catalogue.put(name, readNode(in, name));
            } else {
                catalogue.remove(name);
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
        out.flag(node.kind == Kind.TEST)
                .fixed(node.content)
                .fixed(node.fingerprint)
                .text(node.sourceFile)
                .number(Trait.bits(node.traits));
        for (int[] symbols : node.symbols()) {
            out.number(symbols.length);
            for (int symbol : symbols) {
                out.text(catalogue.symbols.name(symbol));
            }
        }
        node.parts.write(out, catalogue.symbols);
    }

    private ClassNode readNode(Decoder in, ClassName name) {
        Kind kind = in.flag() ? Kind.TEST : Kind.MAIN;
        long content = in.fixed();
        long fingerprint = in.fixed();
        String sourceFile = in.text();
        Set<Trait> known = traits.computeIfAbsent((int) in.number(), Trait::ofBits);
        int[][] symbols = new int[ClassNode.SYMBOL_LISTS][];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = in.symbols(catalogue.symbols);
        }
        Parts parts = Parts.read(in, catalogue.symbols);
        return new ClassNode(name, kind, content, fingerprint, sourceFile, known, catalogue.symbols, symbols, parts);
    }
}
