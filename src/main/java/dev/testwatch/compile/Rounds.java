package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles the sources of one source set: those that were edited, then whoever depends on what changed in them, until
 * nothing more changes. Sources with errors are left out, with those that depend on them.
 */
final class Rounds {

    /** Where rounds go on and on, everything is compiled together, and that is the end of it. */
    private static final int MOST = 10;

    private static final String MODULE_INFO =
            "testwatch compiles and tests on the class path: this change waits for the next run of the build tool";

    private final Unit unit;
    private final Draft draft;
    private final List<Draft> view;
    private final Findings findings;
    private final Set<Path> edited;
    private final Set<Path> required = new HashSet<>();
    private final Map<String, byte[]> resources = new HashMap<>();

    /**
     * @param view the drafts that the sources see, in class path order, the unit's own first
     * @param edited sources whose content is not what was compiled
     */
    Rounds(Unit unit, List<Draft> view, Findings findings, Set<Path> edited) {
        this.unit = unit;
        this.draft = view.get(0);
        this.view = view;
        this.findings = findings;
        this.edited = edited;
    }

    /** The sources that had to be compiled because of others. */
    Set<Path> required() {
        return required;
    }

    /** What annotation processors made beside classes. */
    Map<String, byte[]> resources() {
        return resources;
    }

    /** Compiles; empty if it went well or left sources blocked, else why nothing can be compiled at all. */
    Optional<List<Problem>> run() {
        var todo = new HashSet<>(edited);
        require(dependents(findings.change()), todo);
        if (!draft.deleted().isEmpty() && unit.javac().processors()) {
            // What processors made of a deleted source is only known by letting them make everything else.
            todo.addAll(everything(Set.of()));
        }
        for (int round = 1; !todo.isEmpty() && round <= MOST; round++) {
            boolean whole = unit.javac().processors() || round == MOST;
            var attempt = compile(whole ? everything(todo) : todo);
            if (attempt.failure().isPresent()) {
                return attempt.failure();
            }
            findings.changed(attempt.change());
            todo.clear();
            if (!whole) {
                addRivals(attempt.compiled(), todo);
                var dependents = dependents(attempt.change());
                dependents.removeAll(attempt.compiled());
                require(dependents, todo);
                todo.removeAll(findings.blocked().keySet());
            }
        }
        return Optional.empty();
    }

    private Set<Path> everything(Set<Path> todo) {
        var all = new HashSet<>(todo);
        all.addAll(unit.allSources());
        all.removeAll(draft.deleted());
        return all;
    }

    private void require(Set<Path> sources, Set<Path> todo) {
        todo.addAll(sources);
        required.addAll(sources);
    }

    private record Attempt(Set<Path> compiled, AbiChange change, Optional<List<Problem>> failure) {

        static final Attempt NOTHING = new Attempt(Set.of(), AbiChange.NONE, Optional.empty());

        static Attempt failed(Findings findings) {
            return new Attempt(Set.of(), AbiChange.NONE, Optional.of(findings.problems()));
        }
    }

    /** Compiles what can be compiled of these sources; each pass leaves out at least one more. */
    private Attempt compile(Set<Path> sources) {
        var left = new TreeSet<>(sources);
        while (true) {
            var texts = readable(left);
            texts.removeIf(text -> !left.contains(text.path()));
            if (left.isEmpty()) {
                return Attempt.NOTHING;
            }
            var outcome = unit.compile(texts, view, replacedBy(left));
            if (outcome instanceof Javac.Outcome.Compiled compiled) {
                return taken(left, compiled);
            }
            if (!leaveOut(outcome, left)) {
                return Attempt.failed(findings);
            }
        }
    }

    /** The texts of the sources; those that cannot be read, and those that depend on blocked ones, are taken out. */
    private List<SourceText> readable(Set<Path> left) {
        var texts = new ArrayList<SourceText>();
        for (var path : List.copyOf(left)) {
            var text = read(path);
            if (text.isEmpty()) {
                left.remove(path);
            } else if (SourceRoots.isModuleInfo(path)) {
                left.remove(path);
                findings.add(List.of(new Problem(Optional.of(path), 1, 1, Problem.Severity.WARNING, MODULE_INFO)));
            } else if (text.get().unreadable().isPresent()) {
                block(path, text.get().unreadable().get());
                findings.add(List.of(text.get().unreadable().get()));
            } else {
                texts.add(text.get());
            }
        }
        leaveOutDependents(left);
        return texts;
    }

    private Attempt taken(Set<Path> sources, Javac.Outcome.Compiled compiled) {
        findings.add(compiled.warnings());
        var classes = new HashMap<Path, Map<String, byte[]>>();
        sources.forEach(path -> classes.put(path, Map.of()));
        classes.putAll(compiled.classes());
        var vanished = vanished(classes.keySet());
        resources.putAll(compiled.resources());
        var names = new HashSet<String>();
        vanished.forEach(path -> names.addAll(draft.classesOf(path)));
        classes.forEach((path, made) -> {
            names.addAll(made.keySet());
            names.addAll(draft.classesOf(path));
        });
        var before = new HashMap<String, Optional<ClassFacts>>();
        names.forEach(name -> before.put(name, draft.facts(name)));
        vanished.forEach(draft::delete);
        draft.take(classes);
        var change = AbiChange.NONE;
        for (var name : names) {
            change = change.and(AbiChange.between(before.getOrDefault(name, Optional.empty()), draft.facts(name)));
        }
        return new Attempt(classes.keySet(), change, Optional.empty());
    }

    /** What processors made last time and did not make now. */
    private Set<Path> vanished(Set<Path> made) {
        var vanished = new HashSet<>(unit.inventory().sources().keySet());
        vanished.removeIf(path -> !unit.isGenerated(path) || made.contains(path));
        return vanished;
    }

    /** Blocks the sources that a failed run names; false if it names none. */
    private boolean leaveOut(Javac.Outcome outcome, Set<Path> left) {
        if (outcome instanceof Javac.Outcome.Erroneous erroneous) {
            var culprits = culprits(erroneous.problems(), left);
            var victims = new HashMap<Path, Problem>();
            culprits.keySet().forEach(path -> blocker(path).ifPresent(blocker -> victims.put(path, why(blocker))));
            findings.add(erroneous.problems().stream()
                    .map(unit::located)
                    .filter(problem ->
                            problem.file().filter(victims::containsKey).isEmpty())
                    .toList());
            victims.forEach(this::block);
            if (unit.javac().processors()) {
                culprits = everythingChanged(erroneous.problems(), culprits, left);
            }
            culprits.forEach(this::block);
            left.removeAll(culprits.keySet());
            return !culprits.isEmpty();
        }
        if (outcome instanceof Javac.Outcome.Broken broken) {
            if (unit.javac().processors()) {
                var problem = new Problem(Optional.empty(), 0, 0, Problem.Severity.ERROR, broken.message());
                findings.add(List.of(problem));
                everythingChanged(List.of(problem), Map.of(), left).forEach(this::block);
                return true;
            }
            var at = broken.at()
                    .filter(left::contains)
                    .or(() -> left.size() == 1 ? left.stream().findFirst() : Optional.empty());
            var problem = new Problem(at, 0, 0, Problem.Severity.ERROR, broken.message());
            findings.add(List.of(problem));
            at.ifPresent(path -> {
                block(path, problem);
                left.remove(path);
            });
            return at.isPresent();
        }
        var message = ((Javac.Outcome.Refused) outcome).message();
        findings.add(List.of(unit.located(new Problem(Optional.empty(), 0, 0, Problem.Severity.ERROR, message))));
        return false;
    }

    /** The sources with errors; where only warnings are the error ({@code -Werror}), those with warnings. */
    private static Map<Path, Problem> culprits(List<Problem> problems, Set<Path> left) {
        for (var severity : Problem.Severity.values()) {
            var culprits = new HashMap<Path, Problem>();
            for (var problem : problems) {
                problem.file()
                        .filter(path -> left.contains(path) && problem.severity() == severity)
                        .ifPresent(path -> culprits.putIfAbsent(path, problem));
            }
            if (!culprits.isEmpty()) {
                return culprits;
            }
        }
        return Map.of();
    }

    /** Without a part of its sources a processor may make something else: so nothing is compiled at all. */
    private Map<Path, Problem> everythingChanged(List<Problem> problems, Map<Path, Problem> culprits, Set<Path> left) {
        var all = new HashMap<>(culprits);
        var why = problems.stream().min(Comparator.comparing(Problem::severity)).orElseThrow();
        if (left.stream().noneMatch(path -> edited.contains(path) || required.contains(path))) {
            required.addAll(left);
        }
        for (var path : left) {
            if (edited.contains(path) || required.contains(path)) {
                all.putIfAbsent(path, why);
            }
        }
        left.clear();
        return all;
    }

    private void block(Path source, Problem why) {
        findings.block(source, why);
        draft.discard(Set.of(source));
    }

    /**
     * Takes out what depends on edited sources that are blocked: nobody knows what those declare now. A source that is
     * blocked because of others is, to its dependents, still what is published.
     */
    private void leaveOutDependents(Set<Path> left) {
        left.removeAll(findings.blocked().keySet());
        var open = new ArrayList<>(findings.blocked().keySet());
        open.removeIf(path -> !findings.isEdited(path));
        while (!open.isEmpty() && !left.isEmpty()) {
            var broken = open.remove(open.size() - 1);
            var reach = reachOf(broken);
            for (var path : List.copyOf(left)) {
                if (concerns(reach, path)) {
                    block(path, why(broken));
                    left.remove(path);
                    if (findings.isEdited(path)) {
                        open.add(path);
                    }
                }
            }
        }
    }

    private Problem why(Path blocked) {
        return Optional.ofNullable(findings.blocked().get(blocked)).orElseThrow();
    }

    /** The blocked source that another one uses: errors in the latter may come from that alone. */
    private Optional<Path> blocker(Path source) {
        return findings.blocked().keySet().stream()
                .filter(blocked -> !blocked.equals(source) && concerns(reachOf(blocked), source))
                .findFirst();
    }

    /** Whoever uses a type that a source declares, or was last known to declare. */
    private Reach reachOf(Path source) {
        var classes = new HashSet<String>();
        view.forEach(each -> classes.addAll(each.classesOf(source)));
        var declared = findings.text(source).map(text -> text.scan().declared()).orElse(Set.of());
        return Reach.of(new AbiChange(classes, Set.of(), Set.of()), view).mentioning(declared);
    }

    private Set<Path> dependents(AbiChange change) {
        var dependents = new HashSet<Path>();
        if (change.isEmpty()) {
            return dependents;
        }
        var reach = Reach.of(change, view);
        var candidates = new HashSet<>(unit.inventory().sources().keySet());
        candidates.addAll(draft.compiled().keySet());
        candidates.removeAll(draft.deleted());
        for (var path : candidates) {
            if (!unit.isGenerated(path) && !SourceRoots.isModuleInfo(path) && concerns(reach, path)) {
                dependents.add(path);
            }
        }
        return dependents;
    }

    private boolean concerns(Reach reach, Path source) {
        var now = findings.text(source).map(text -> text.scan().identifiers()).orElse(Names.NONE);
        var compiled =
                unit.entry(source).map(Inventory.SourceEntry::identifiers).orElse(Names.NONE);
        Collection<ClassFacts> classes = draft.classesOf(source).stream()
                .flatMap(name -> draft.facts(name).stream())
                .toList();
        return reach.concerns(now, classes) || reach.concerns(compiled, List.of());
    }

    /** Sources that declare the same class have to be seen together, for javac to say so. */
    private void addRivals(Set<Path> compiled, Set<Path> todo) {
        var inventory = unit.inventory();
        for (var path : compiled) {
            for (var name : draft.classesOf(path)) {
                var rival = inventory
                        .owner(name)
                        .filter(owner -> !owner.equals(path)
                                && !draft.deleted().contains(owner)
                                && !draft.compiled().containsKey(owner)
                                && !findings.blocked().containsKey(owner));
                if (rival.isPresent()) {
                    require(Set.of(path, rival.get()), todo);
                }
            }
        }
    }

    private Set<String> replacedBy(Set<Path> sources) {
        var replaced = new HashSet<String>();
        sources.forEach(path -> replaced.addAll(draft.classesOf(path)));
        if (unit.javac().processors()) {
            // What processors have made before must not keep them from making it again.
            unit.inventory().sources().keySet().stream()
                    .filter(unit::isGenerated)
                    .forEach(path -> replaced.addAll(draft.classesOf(path)));
        }
        return replaced;
    }

    private Optional<SourceText> read(Path source) {
        if (findings.text(source).isEmpty()) {
            SourceText.read(source, unit.sources().encoding()).ifPresent(findings::read);
        }
        return findings.text(source);
    }
}
