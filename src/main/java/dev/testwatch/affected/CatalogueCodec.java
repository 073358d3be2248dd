package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classes and resources as bytes. */
final class CatalogueCodec {

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
        ClassTable.write(out, there);
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
        catalogue.putAll(ClassTable.read(in, catalogue.symbols));
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
}
