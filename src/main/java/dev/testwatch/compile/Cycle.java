package dev.testwatch.compile;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One compilation over all source sets: main before test, modules in build order; then everything is published. */
final class Cycle {

    private final List<Unit> units;
    private final Change change;
    private final Findings findings = new Findings();
    private final Map<Unit, Draft> drafts = new LinkedHashMap<>();
    private final List<Publication> publications = new ArrayList<>();

    Cycle(List<Unit> units, Change change) {
        this.units = units;
        this.change = change;
    }

    Compilation run() {
        for (var unit : units) {
            var failure = compile(unit);
            if (failure.isPresent()) {
                return new Compilation.Failed(failure.get());
            }
        }
        var output = publish();
        if (findings.blocked().isEmpty()) {
            return new Compilation.Succeeded(output, findings.problems());
        }
        return new Compilation.Partial(output, findings.problems(), blocked());
    }

    private Optional<List<Problem>> compile(Unit unit) {
        var draft = new Draft(unit.published());
        drafts.put(unit, draft);
        var view = new ArrayList<Draft>();
        view.add(draft);
        unit.upstream()
                .forEach(each -> view.add(Optional.ofNullable(drafts.get(each)).orElseThrow()));
        var jars = unit.changedJars();
        var edited = new HashSet<Path>();
        var overdue = new HashSet<Path>();
        sort(unit, draft, edited, overdue);
        if (!jars.isEmpty()) {
            unit.reopenJavac();
            overdue.addAll(unit.allSources());
        }
        if (touchesResources(unit) && unit.dependsOnResources()) {
            overdue.addAll(unit.allSources());
        }
        findings.edited(edited);
        edited.addAll(overdue);
        var rounds = new Rounds(unit, view, findings, edited);
        var failure = rounds.run();
        overdue.addAll(rounds.required());
        publications.add(new Publication(unit, draft, jars, overdue, rounds.resources()));
        return failure;
    }

    private boolean touchesResources(Unit unit) {
        return Stream.concat(change.modified().stream(), change.deleted().stream())
                .anyMatch(file -> unit.resources().resource(file).isPresent());
    }

    /** Which sources are edited, deleted, or were left over; the rest of the change is not about this unit's sources. */
    private void sort(Unit unit, Draft draft, Set<Path> edited, Set<Path> overdue) {
        var candidates = new HashSet<>(unit.pending());
        candidates.addAll(change.modified());
        candidates.addAll(change.deleted());
        for (var path : candidates) {
            if (!unit.sources().contains(path) || unit.isProcessorOutput(path)) {
                continue;
            }
            var text = SourceText.read(path, unit.sources().encoding());
            var entry = unit.entry(path);
            text.ifPresent(findings::read);
            if (text.isEmpty()) {
                entry.ifPresent(gone -> delete(draft, path, gone.classes()));
            } else if (entry.isEmpty() || entry.get().hash() != text.get().hash()) {
                edited.add(path);
            }
            if (text.isPresent() && entry.map(Inventory.SourceEntry::stale).orElse(false)) {
                overdue.add(path);
            }
        }
    }

    private void delete(Draft draft, Path source, Set<String> classes) {
        var before = new HashMap<String, Optional<ClassFacts>>();
        classes.forEach(name -> before.put(name, draft.facts(name)));
        draft.delete(source);
        before.forEach((name, facts) -> findings.changed(AbiChange.between(facts, draft.facts(name))));
    }

    private Compilation.Output publish() {
        var written = new HashMap<ClassName, byte[]>();
        var removed = new HashSet<ClassName>();
        var resources = new ResourceOutput();
        for (var publication : publications) {
            publication.publish(change, findings, written, removed, resources);
        }
        removed.removeAll(written.keySet());
        return new Compilation.Output(written, removed, resources.resources());
    }

    private Map<ClassName, Problem> blocked() {
        var blocked = new HashMap<ClassName, Problem>();
        for (var unit : units) {
            findings.blocked().forEach((path, problem) -> {
                if (unit.sources().contains(path)) {
                    for (var name : classesOf(unit, path)) {
                        blocked.put(new ClassName(unit.module(), name), problem);
                    }
                }
            });
        }
        return blocked;
    }

    private Set<String> classesOf(Unit unit, Path source) {
        var published = unit.entry(source).map(Inventory.SourceEntry::classes).orElse(Set.of());
        if (!published.isEmpty()) {
            return published;
        }
        return findings.text(source).map(text -> Set.of(text.expectedClass())).orElse(Set.of());
    }
}
