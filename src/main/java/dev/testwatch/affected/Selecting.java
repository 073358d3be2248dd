package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reasons and order for tests of which it is decided that they run. */
final class Selecting {

    private static final Comparator<Candidate> ORDER = Comparator.comparing((Candidate c) -> !c.failedBefore())
            .thenComparing(c -> !(c.selected().reason() instanceof Reason.Changed))
            .thenComparing(Candidate::distance)
            .thenComparing(c -> c.selected().usual().orElse(Duration.ZERO))
            .thenComparing(c -> c.selected().test());

    private final Dependencies dependencies;
    private final Function<Path, String> names;
    private final Set<TestClass> changed;
    private final Map<Integer, String> labels = new HashMap<>();
    private final BitSet targets = new BitSet();
    /** Empty until somebody asks for a way. */
    private Optional<Trace> trace = Optional.empty();

    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(Selected selected, boolean failedBefore, int distance) {}

    /**
     * Measures ways to these classes and resources, which may be gone by now.
     *
     * @param names what people call files
     */
    Selecting(
            Dependencies dependencies,
            Set<ClassName> changedClasses,
            Set<ResourceName> changedResources,
            Function<Path, String> names) {
        this.names = names;
        this.dependencies = dependencies;
        this.changed = withEnclosing(changedClasses);
        changedClasses.forEach(name -> target(dependencies.nodes(name), name.binaryName()));
        changedResources.forEach(name -> target(dependencies.nodes(name), name.path()));
    }

    private Trace trace() {
        Trace known = trace.orElseGet(() -> dependencies.graph().trace(targets, dependencies.hubs()));
        trace = Optional.of(known);
        return known;
    }

    private void target(BitSet nodes, String label) {
        targets.or(nodes);
        for (int node : nodes.stream().toArray()) {
            if (dependencies.label(node).equals(Optional.of(label))) {
                labels.put(node, label);
            } else {
                labels.putIfAbsent(node, label); // it named what is gone; if it changed itself, that is nearer
            }
        }
    }

    /** Adds a test for this reason. */
    void add(TestClass test, long key, Reason reason, Optional<Outcome> latest) {
        candidates.add(new Candidate(
                new Selected(test, key, reason, latest.map(Outcome::tests), latest.map(Outcome::took)),
                latest.map(Outcome::failed).orElse(false),
                distance(test)));
    }

    /**
     * Adds a test for the reason that what changed gives, or else for what is known of its latest outcome.
     *
     * @param around what is another now that is no part of a class, no resource and no file, for people
     * @param changedPart what changed of that which it executed, for people
     * @param changedFile a file that it used and that is another now
     */
    void add(
            TestClass test,
            long key,
            Optional<Outcome> latest,
            Optional<String> around,
            Optional<String> changedPart,
            Optional<Used> changedFile) {
        add(test, key, reason(test, latest, around, changedPart, changedFile), latest);
    }

    Selection selection() {
        return new Selection(
                candidates.stream().sorted(ORDER).map(Candidate::selected).toList());
    }

    /** Names from the test class to the nearest change, both included; empty if none is known. */
    List<String> path(TestClass test) {
        ClassNode node = dependencies.tests().get(test);
        return node == null ? List.of() : path(node.id);
    }

    /** Names from a class to the nearest change, both included; empty if none is known. */
    List<String> path(ClassName from) {
        return dependencies.nodes(from).stream()
                .mapToObj(this::path)
                .filter(path -> !path.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> path(int node) {
        List<Integer> nodes = trace().path(node);
        List<String> path = new ArrayList<>();
        nodes.forEach(id -> dependencies.label(id).ifPresent(path::add));
        if (!nodes.isEmpty()) {
            Optional.ofNullable(labels.get(nodes.get(nodes.size() - 1)))
                    .filter(gone -> path.isEmpty() || !path.get(path.size() - 1).equals(gone))
                    .ifPresent(path::add);
        }
        return path;
    }

    private Reason reason(
            TestClass test,
            Optional<Outcome> latest,
            Optional<String> around,
            Optional<String> changedPart,
            Optional<Used> changedFile) {
        if (changed.contains(test)) {
            return new Reason.Changed();
        } else if (latest.isEmpty()) {
            return new Reason.NeverRun();
        }
        List<String> path = path(test);
        if (!path.isEmpty()) {
            return isFoundByScan(test)
                    ? new Reason.Undecidable("scans classes")
                    : new Reason.DependsOn(path, changedPart.or(() -> latest.flatMap(Selecting::unknown)));
        } else if (changedFile.isPresent()) {
            String name = names.apply(changedFile.get().path());
            return new Reason.DependsOn(List.of(test.name(), name), changedFile.map(file -> file.describe(name)));
        } else if (latest.map(Outcome::failed).orElse(false)) {
            return new Reason.FailedBefore();
        }
        return new Reason.Undecidable(around.or(() -> changedPart.map(part -> "what ran with it changed: " + part))
                .orElse("not run since it changed"));
    }

    /** The classes themselves and all that they may be nested in. */
    private static Set<TestClass> withEnclosing(Set<ClassName> classes) {
        Set<TestClass> enclosing = new HashSet<>();
        for (ClassName name : classes) {
            String binaryName = name.binaryName();
            for (int end = binaryName.length(); end > 0; end = binaryName.lastIndexOf('$', end - 1)) {
                enclosing.add(new TestClass(name.module(), binaryName.substring(0, end)));
            }
        }
        return enclosing;
    }

    private boolean isFoundByScan(TestClass test) {
        ClassNode node = dependencies.tests().get(test);
        return node != null && trace().path(node.id).stream().anyMatch(dependencies::isScan);
    }

    private int distance(TestClass test) {
        ClassNode node = dependencies.tests().get(test);
        return node == null ? Trace.NONE : trace().distance(node.id);
    }

    /** Why all counts that a test class can reach; empty if it is known what of that it executed. */
    private static Optional<String> unknown(Outcome latest) {
        return Optional.of(latest.unrecorded())
                .filter(why -> latest.vouching().isEmpty() && !why.isEmpty() && !latest.failed())
                .map(why -> "what it executes is not known, since " + why);
    }
}
