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
    byte[] writeAll() {
        return write(catalogue.classes.keySet(), catalogue.resources.keySet());
    }

    /** These, of which those that are not in the catalogue are written as gone. */
    byte[] write(Set<ClassName> classes, Set<ResourceName> resources) {
        Encoder out = new Encoder();
        out.number(classes.size());
        for (ClassName name : classes) {
            ClassNode node = catalogue.classes.get(name);
            out.text(name.module()).text(name.binaryName()).flag(node != null);
            if (node != null) {
                write(out, node);
            }
        }
        out.number(resources.size());
        for (ResourceName name : resources) {
            ResourceFacts facts = catalogue.resources.get(name);
            out.text(name.module()).text(name.path()).flag(facts != null);
            if (facts != null) {
                out.fixed(facts.content()).list(facts.mentions(), Encoder::text);
            }
        }
        return out.bytes();
    }

    /** Puts what was written into the catalogue, and takes out what was written as gone. */
    void read(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        for (int count = in.count(); count > 0; count--) {
            ClassName name = new ClassName(in.text(), in.text());
            if (in.flag()) {
                catalogue.put(name, readNode(in, name));
            } else {
                catalogue.remove(name);
            }
        }
        for (int count = in.count(); count > 0; count--) {
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
        Set<Trait> traits = Trait.ofBits((int) in.number());
        int[][] symbols = new int[ClassNode.SYMBOL_LISTS][];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = in.symbols(catalogue.symbols);
        }
        Parts parts = Parts.read(in, catalogue.symbols);
        return new ClassNode(name, kind, content, fingerprint, sourceFile, traits, catalogue.symbols, symbols, parts);
    }
}
