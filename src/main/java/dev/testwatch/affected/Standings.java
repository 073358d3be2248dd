package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is known of each test class for what there is now: found out when asked for, and again only where it may differ.
 */
final class Standings {

    private static final Environment NO_ENVIRONMENT = new Environment(List.of());

    /** When one in this many lines is renewed, they are all gone through again. */
    private static final int MANY = 16;

    private final Map<String, Environment> environments;
    private final Map<String, Long> environmentKeys = new HashMap<>();
    private final History history;
    private final Recordings recordings;
    private final Supplier<Dependencies> dependencies;
    /** Of the test classes that there are, those that were asked for. */
    private final Map<TestClass, Line> lines = new HashMap<>();
    /** All test classes, in order; empty until all were asked for. */
    private List<Line> ordered = List.of();
    /** The test classes that {@link #lines} are of. */
    private SortedMap<TestClass, ClassNode> grouped = new TreeMap<>();
    /** By place in {@link #ordered}, except for those that are {@link #renewed}; empty until it is worth while. */
    private Optional<Naming> naming = Optional.empty();
    /** Those of which something else is known since {@link #naming} was made. */
    private final Set<Line> renewed = new HashSet<>();

    /** A test class as of now. What is empty is not known yet. */
    private final class Line {
        final TestClass test;
        final int node;
        /** The part of its key that is no class or resource. */
        final Digest place;

        List<Outcome> all;
        long reach;
        int marks;
        long key;
        Optional<Optional<Outcome>> held = Optional.empty();
        Optional<Optional<Outcome>> known = Optional.empty();

        Line(TestClass test, int node) {
            this.test = test;
            this.node = node;
            this.place = place(test);
            this.all = history.all(test);
        }

        Optional<Outcome> known() {
            if (known.isEmpty()) {
                known = Optional.of(find());
            }
            return known.orElseThrow();
        }

        private Optional<Outcome> find() {
            Optional<Outcome> present = recordings.of(test, all, key, dependencies.get());
            if (present.isPresent()) {
                return present;
            }
            if (held.isEmpty()) {
                held = Optional.of(recordings.held(test, all, environment(test), dependencies.get()));
            }
            return held.orElseThrow();
        }

        Look look() {
            return new Look(test, key, known(), all.isEmpty() ? Optional.empty() : Optional.of(all.get(0)));
        }

        void renew() {
            all = history.all(test);
            held = Optional.empty();
            known = Optional.empty();
        }

        void letGo() {
            held = Optional.empty();
            known = Optional.empty();
        }

        boolean touches(int[] elements) {
            for (Outcome outcome : all) {
                if (outcome.recording().isPresent() && outcome.recording().get().containsAny(elements)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether something is known that was recorded together with the names of all classes. */
        boolean isNaming() {
            for (Outcome outcome : all) {
                if (outcome.recording().filter(Recording::naming).isPresent()) {
                    return true;
                }
            }
            return false;
        }

        void reach(Graph graph) {
            int reached = graph.reached(node);
            if (reached != marks) {
                marks = reached;
                held = Optional.empty();
            }
            reach = graph.key(node);
            key = place.with(reach);
            known = Optional.empty();
        }
    }

    /**
     * What is known of a test class.
     *
     * @param key one number for the content of all that it can depend on as of now
     * @param known what came of it with that content, or must come of it
     * @param latest what came of it with whatever content
     */
    record Look(TestClass test, long key, Optional<Outcome> known, Optional<Outcome> latest) {

        Standing standing() {
            if (known.isEmpty()) {
                return Standing.STALE;
            }
            return known.get().failed() ? Standing.FAILING : Standing.FRESH;
        }
    }

    Standings(
            Map<String, Environment> environments,
            History history,
            Recordings recordings,
            Supplier<Dependencies> dependencies) {
        this.environments = Map.copyOf(environments);
        environments.forEach((module, environment) -> environmentKeys.put(module, environment.key()));
        this.history = history;
        this.recordings = recordings;
        this.dependencies = dependencies;
    }

    Environment environment(TestClass test) {
        return environments.getOrDefault(test.module(), NO_ENVIRONMENT);
    }

    /** One number for the content of all that the test class can depend on as of now. */
    long key(TestClass test) {
        return line(test).map(line -> line.key).orElseGet(() -> place(test).value());
    }

    /** Empty if there is no such test class. */
    private Optional<Line> line(TestClass test) {
        Dependencies present = dependencies.get(); // whatever is out of date is forgotten with it
        Line line = lines.get(test);
        if (line == null) {
            ClassNode node = present.tests().get(test);
            if (node == null) {
                return Optional.empty();
            }
            line = new Line(test, node.id);
            line.reach(present.graph());
            lines.put(test, line);
        }
        return Optional.of(line);
    }

    /** What is known of each test class that there is, in order. */
    List<Look> looks() {
        Dependencies present = dependencies.get();
        if (ordered.isEmpty()) {
            List<Line> all = new ArrayList<>();
            present.tests().keySet().forEach(test -> all.add(line(test).orElseThrow()));
            ordered = all;
            grouped = present.tests();
            naming = Optional.empty();
        }
        List<Look> looks = new ArrayList<>(ordered.size());
        ordered.forEach(line -> looks.add(line.look()));
        return looks;
    }

    private Digest place(TestClass test) {
        return new Digest()
                .add(test.module())
                .add(test.name())
                .add(environmentKeys.getOrDefault(test.module(), NO_ENVIRONMENT.key()));
    }

    /** What came of it with the present content, or must come of it. */
    Optional<Outcome> known(TestClass test) {
        Optional<Line> line = line(test);
        return line.isPresent()
                ? line.get().known()
                : recordings
                        .of(test, history.all(test), key(test), dependencies.get())
                        .or(() -> recordings.held(test, history.all(test), environment(test), dependencies.get()));
    }

    /** Of this test class something has become known, or is not known any more; to be told after the history. */
    void changed(TestClass test) {
        Line line = lines.get(test);
        if (line != null) {
            line.renew();
            renewed.add(line);
        }
    }

    /** These files are not what they were. */
    void changed(Set<Used> files) {
        if (!files.isEmpty()) {
            lines.values().stream()
                    .filter(line -> line.all.stream()
                            .anyMatch(outcome -> outcome.inputs().useAny(files)))
                    .forEach(Line::letGo);
        }
    }

    /** Everything may differ. */
    void clear() {
        lines.clear();
        ordered = List.of();
        naming = Optional.empty();
        renewed.clear();
    }

    /**
     * Contents differ, or what classes name, or some came or went.
     *
     * @param elements the parts of classes that differ, in ascending order
     * @param guards whether resources and the like differ too, which recordings keep beside parts of classes
     * @param names whether there are other classes
     */
    void refresh(int[] elements, boolean guards, boolean names) {
        Dependencies present = dependencies.get();
        Graph graph = present.graph();
        regroup(present.tests());
        Collection<Line> all = ordered.isEmpty() ? lines.values() : ordered;
        if (names) {
            all.stream().filter(Line::isNaming).forEach(Line::letGo);
        }
        if (guards) {
            all.forEach(Line::letGo);
        } else if (naming.isPresent()) {
            naming.get().any(elements).stream()
                    .forEach(place -> ordered.get(place).letGo());
            letGo(renewed, elements);
        } else {
            letGo(all, elements);
        }
        for (Line line : all) {
            if (line.reach != graph.key(line.node)) {
                line.reach(graph);
            }
        }
    }

    /** Takes out the test classes that are gone, and begins a new order if there are others. */
    private void regroup(SortedMap<TestClass, ClassNode> present) {
        if (present != grouped) {
            grouped = present;
            ordered = List.of();
            naming = Optional.empty();
            renewed.clear();
            lines.keySet().retainAll(present.keySet());
        }
    }

    private static void letGo(Collection<Line> among, int[] elements) {
        for (Line line : among) {
            if ((line.held.isPresent() || line.known.isPresent()) && line.touches(elements)) {
                line.letGo();
            }
        }
    }

    /** Takes time now so that the next {@link #refresh} takes less. */
    void prepare(int elements) {
        if (!ordered.isEmpty() && (naming.isEmpty() || renewed.size() > ordered.size() / MANY)) {
            naming =
                    Optional.of(Naming.of(ordered.stream().map(line -> line.all).toList(), elements));
            renewed.clear();
        }
    }
}
