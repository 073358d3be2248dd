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

    /**
     * What differs in the catalogue.
     *
     * @param inside whether all classes are there as before and name what they named before
     */
    record Difference(Set<ClassName> classes, Set<ResourceName> resources, boolean inside) {
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
        Set<ClassName> moved = new LinkedHashSet<>(classes);
        resources.removeIf(name -> catalogue.resources.remove(name) == null);
        Locations locations = new Locations(project);
        output.written().forEach((name, bytes) -> {
            if (put(name, bytes, locations, moved)) {
                classes.add(name);
            }
        });
        output.resources().written().forEach((name, content) -> {
            if (put(name, content, locations)) {
                resources.add(name);
            }
        });
        boolean inside = resources.isEmpty() && moved.isEmpty();
        return new Difference(classes, resources, inside);
    }

    /** All that must change for the catalogue to hold exactly this. */
    Difference reconcile(Compilation.Output everything) {
        Set<ClassName> gone = new LinkedHashSet<>();
        for (ClassNode node : catalogue.classes()) {
            if (!everything.written().containsKey(node.name())) {
                gone.add(node.name());
            }
        }
        Set<ResourceName> goneResources = new LinkedHashSet<>(catalogue.resources.keySet());
        goneResources.removeAll(everything.resources().written().keySet());
        return take(new Compilation.Output(
                everything.written(),
                gone,
                new Compilation.Resources(everything.resources().written(), goneResources)));
    }

    /** Adds a class to {@code moved} if it has another place in the graph now. */
    private boolean put(ClassName name, byte[] bytes, Locations locations, Set<ClassName> moved) {
        Optional<ClassNode> known = catalogue.find(name);
        if (known.isPresent() && known.get().content == Digest.ofContent(bytes)) {
            return move(known.get(), locations.kind(name, known.get().sourceFile), moved);
        }
        edits.before(name);
        ClassFacts facts = ClassReading.read(bytes);
        Kind kind = locations.kind(name, facts.sourceFile());
        ClassNode next = ClassNode.of(name, kind, facts, catalogue.symbols);
        known.ifPresent(before -> catalogue.compare(before, next));
        if (known.isEmpty() || !known.get().becomes(next)) {
            catalogue.put(next);
            moved.add(name);
        }
        return true;
    }

    private boolean move(ClassNode known, Kind kind, Set<ClassName> moved) {
        if (kind != known.kind) {
            catalogue.put(known.withKind(kind));
            moved.add(known.name());
        }
        return kind != known.kind;
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
