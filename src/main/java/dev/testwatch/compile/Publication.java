package dev.testwatch.compile;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Inventory.SourceEntry;
import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Brings the published directory of a unit to what was compiled, and its resources to what the change says. */
final class Publication {

    private final Unit unit;
    private final Draft draft;
    private final Map<Path, Long> jars;
    private final Set<Path> overdue;
    private final Map<String, byte[]> processed;
    private final Update update = Update.empty();
    private final Map<String, byte[]> contents = new HashMap<>();

    /**
     * @param jars on the class path that everything was compiled against anew
     * @param overdue sources that had to be compiled although their content is the same
     * @param processed resources made by annotation processors
     */
    Publication(Unit unit, Draft draft, Map<Path, Long> jars, Set<Path> overdue, Map<String, byte[]> processed) {
        this.unit = unit;
        this.draft = draft;
        this.jars = jars;
        this.overdue = overdue;
        this.processed = processed;
    }

    void publish(
            Change change,
            Findings findings,
            Map<ClassName, byte[]> written,
            Set<ClassName> removed,
            ResourceOutput resources) {
        draft.compiled().forEach((source, classes) -> compiled(source, classes, findings));
        for (var source : draft.deleted()) {
            update.removedSources().add(source);
        }
        update.removedClasses().addAll(draft.gone());
        blocked(findings);
        processed.forEach((path, content) -> ResourceCopies.put(path, content, unit, update, contents));
        ResourceCopies.copy(unit, change, update, contents);
        update.inputs().putAll(jars);
        update.classes()
                .keySet()
                .forEach(name -> written.put(
                        new ClassName(unit.module(), name),
                        Objects.requireNonNull(contents.get(Inventory.pathOf(name)))));
        draft.gone().forEach(name -> removed.add(new ClassName(unit.module(), name)));
        resources.add(unit.module(), update);
        unit.published().publish(update, contents);
    }

    private void compiled(Path source, Map<String, byte[]> classes, Findings findings) {
        var text = findings.text(source);
        // Sources that a processor made were not read; they are made anew each time.
        var entry = new SourceEntry(
                text.map(SourceText::hash).orElse(0L),
                false,
                classes.keySet(),
                text.map(read -> read.scan().identifiers()).orElse(Names.NONE));
        if (!unit.entry(source).filter(entry::equals).isPresent()) {
            update.sources().put(source, entry);
        }
        classes.forEach((name, content) -> {
            var file = Published.entry(content);
            if (!file.equals(unit.inventory().classes().get(name))) {
                update.classes().put(name, file);
                contents.put(Inventory.pathOf(name), content);
            }
        });
    }

    /** What is left is tried again next time, and by the next process, even if its text is what it was. */
    private void blocked(Findings findings) {
        var left = new HashSet<Path>();
        for (var source : findings.blocked().keySet()) {
            if (unit.sources().contains(source)) {
                left.add(source);
                unit.entry(source)
                        .filter(entry -> overdue.contains(source) && !entry.stale())
                        .ifPresent(entry -> update.sources().put(source, entry.toBeCompiled()));
            }
        }
        unit.pending(left);
    }
}
