package dev.testwatch.affected;

import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet.Kind;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Brings a catalogue up to date with what compilations write and remove. */
final class Intake {

    private final Catalogue catalogue;
    private final Project project;
    private final Edits edits;

    Intake(Catalogue catalogue, Project project, Edits edits) {
        this.catalogue = catalogue;
        this.project = project;
        this.edits = edits;
    }

    /** What differs in the catalogue. */
    record Difference(Set<ClassName> classes, Set<ResourceName> resources) {
        Difference {
            classes = Set.copyOf(classes);
            resources = Set.copyOf(resources);
        }

        boolean isEmpty() {
            return classes.isEmpty() && resources.isEmpty();
        }
    }

    Difference take(Compilation.Output output) {
        Set<ClassName> classes = new LinkedHashSet<>(output.removed());
        Set<ResourceName> resources = new LinkedHashSet<>(output.resources().removed());
        classes.forEach(edits::before);
        classes.removeIf(name -> !catalogue.remove(name));
        resources.removeIf(name -> catalogue.resources.remove(name) == null);
        Locations locations = new Locations(project);
        output.written().forEach((name, bytes) -> {
            if (put(name, bytes, locations)) {
                classes.add(name);
            }
        });
        output.resources().written().forEach((name, content) -> {
            if (put(name, content, locations)) {
                resources.add(name);
            }
        });
        return new Difference(classes, resources);
    }

    /** All that must change for the catalogue to hold exactly this. */
    Difference reconcile(Compilation.Output everything) {
        Set<ClassName> gone = new LinkedHashSet<>(catalogue.classes.keySet());
        gone.removeAll(everything.written().keySet());
        Set<ResourceName> goneResources = new LinkedHashSet<>(catalogue.resources.keySet());
        goneResources.removeAll(everything.resources().written().keySet());
        return take(new Compilation.Output(
                everything.written(),
                gone,
                new Compilation.Resources(everything.resources().written(), goneResources)));
    }

    private boolean put(ClassName name, byte[] bytes, Locations locations) {
        ClassNode known = catalogue.classes.get(name);
        if (known != null && known.content == Digest.ofContent(bytes)) {
            Kind kind = locations.kind(name, known.sourceFile);
            if (kind != known.kind) {
                catalogue.put(name, known.withKind(kind, catalogue.symbols));
            }
            return kind != known.kind;
        }
        edits.before(name);
        ClassFacts facts = ClassReading.read(bytes);
        Kind kind = locations.kind(name, facts.sourceFile());
        catalogue.put(name, ClassNode.of(name, kind, facts, catalogue.symbols));
        return true;
    }

    private boolean put(ResourceName name, long content, Locations locations) {
        ResourceFacts known = catalogue.resources.get(name);
        if (known != null && known.content() == content) {
            return false;
        }
        Optional<String> text = ResourceFacts.mayNameClasses(name) ? locations.text(name) : Optional.empty();
        catalogue.resources.put(name, ResourceFacts.of(name, content, text));
        return true;
    }
}
