package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of each test class for what there is now: found out when asked for, and again only where it may differ.
 */
final class Standings {

    private static final Environment NO_ENVIRONMENT = new Environment(List.of());

    private final Map<String, Environment> environments;
    private final Map<String, Long> environmentKeys = new HashMap<>();
    private final History history;
    private final Recordings recordings;
    private final Supplier<Dependencies> dependencies;
    /** Of the test classes that there are, those that were asked for. */
    private final Map<TestClass, Line> lines = new HashMap<>();

    /** A test class as of now. What is empty is not known yet. */
    private static final class Line {
        final int node;
        /** The part of its key that is no class or resource. */
        final Digest place;

        long reach;
        long key;
        Optional<Optional<Outcome>> held = Optional.empty();
        Optional<Optional<Outcome>> known = Optional.empty();

        Line(int node, Digest place) {
            this.node = node;
            this.place = place;
        }

        void reach(Graph graph) {
            reach = graph.key(node);
            key = place.with(reach);
            known = Optional.empty();
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
        Dependencies present = dependencies.get(); // whatever is out of date is forgotten with it
        Line line = lines.get(test);
        if (line == null) {
            ClassNode node = present.tests().get(test);
            if (node == null) {
                return place(test).value();
            }
            line = new Line(node.id, place(test));
            line.reach(present.graph());
            lines.put(test, line);
        }
        return line.key;
    }

    private Digest place(TestClass test) {
        return new Digest()
                .add(test.module())
                .add(test.name())
                .add(environmentKeys.getOrDefault(test.module(), NO_ENVIRONMENT.key()));
    }

    /** What came of it with the present content, or must come of it. */
    Optional<Outcome> known(TestClass test) {
        long key = key(test);
        Line line = lines.get(test);
        if (line == null) {
            return history.of(test, key).or(() -> held(test));
        }
        if (line.known.isEmpty()) {
            Optional<Outcome> same = history.of(test, key);
            if (same.isEmpty() && line.held.isEmpty()) {
                line.held = Optional.of(held(test));
            }
            line.known = Optional.of(same.isPresent() ? same : line.held.orElseThrow());
        }
        return line.known.orElseThrow();
    }

    private Optional<Outcome> held(TestClass test) {
        return recordings.held(test, history.all(test), environment(test), dependencies.get());
    }

    /** Something is known of this test class that was not known before, or is not known any more. */
    void changed(TestClass test) {
        lines.remove(test);
    }

    /** Everything may differ. */
    void clear() {
        lines.clear();
    }

    /**
     * Contents differ, but nothing else.
     *
     * @param elements the parts of classes that differ, in ascending order
     * @param guards whether something differs too that recordings keep beside parts of classes
     */
    void refresh(int[] elements, boolean guards) {
        Graph graph = dependencies.get().graph();
        lines.forEach((test, line) -> {
            if (line.held.isPresent() && (guards || touches(test, elements))) {
                line.held = Optional.empty();
                line.known = Optional.empty();
            }
            if (line.reach != graph.key(line.node)) {
                line.reach(graph);
            }
        });
    }

    private boolean touches(TestClass test, int[] elements) {
        if (elements.length > 0) {
            for (Outcome outcome : history.all(test)) {
                if (outcome.recording().isPresent() && outcome.recording().get().containsAny(elements)) {
                    return true;
                }
            }
        }
        return false;
    }
}
