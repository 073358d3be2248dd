package dev.testwatch.fork;

import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.How;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Scope;
import dev.testwatch.worker.Message.Seen;
import dev.testwatch.worker.Message.Span;
import dev.testwatch.worker.Message.Touched;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a fork says that has run. From the first doubt on there is nothing. For one thread. */
final class Recorded {

    private final Plan plan;
    private final List<Footprint.Loaded> loaded = new ArrayList<>();
    /** By test class, by unique id. */
    private final Map<String, Map<String, Probes>> scopes = new HashMap<>();

    private final BitSet shared = new BitSet();
    private final Map<Integer, Probes> initialised = new HashMap<>();
    private final Map<Integer, Probes> written = new HashMap<>();
    /** Immutable, so that footprints between which nothing is added have one in common. */
    private Map<Integer, Footprint.Touched> files = Map.of();

    private Optional<String> doubt = Optional.empty();
    private Optional<String> blind = Optional.empty();
    private boolean told;
    private boolean blindnessTold;

    Recorded(Plan plan) {
        this.plan = plan;
    }

    /** Why nothing can be told, once; empty as long as that is not so. */
    Optional<String> takeDoubt() {
        Optional<String> news = told ? Optional.empty() : doubt;
        told |= news.isPresent();
        return news;
    }

    /** Why files are not seen, once; empty as long as that is not so. */
    Optional<String> takeBlindness() {
        Optional<String> news = blindnessTold ? Optional.empty() : blind;
        blindnessTold |= news.isPresent();
        return news;
    }

    void accept(Touched touched) {
        if (!touched.files().isEmpty()) {
            Map<Integer, Footprint.Touched> more = new HashMap<>(files);
            touched.files().forEach(seen -> more.put(seen.probe(), file(seen)));
            files = Map.copyOf(more);
        }
        blind = blind.or(touched::blind);
        touched.loaded().forEach(this::add);
        touched.scopes().forEach(this::add);
        add(touched.initialised(), initialised);
        add(touched.written(), written);
        doubt = doubt.or(touched::unusable);
    }

    private void add(Message.Loaded one) {
        loaded.add(new Footprint.Loaded(one.name(), one.content(), one.base(), one.count()));
    }

    private static Footprint.Touched file(Seen seen) {
        try {
            return new Footprint.Touched(Path.of(seen.path()), seen.how());
        } catch (InvalidPathException e) {
            // A name that no file here can have: nothing will ever be found there.
            return seen.how() == How.MEMBERS ? Footprint.ANY_MEMBERS : new Footprint.Touched(Path.of(""), How.OWN);
        }
    }

    private void add(Scope scope) {
        if (scope.id().equals(Touched.EVERYBODY)) {
            Arrays.stream(scope.probes().toArray()).forEach(shared::set);
            return;
        }
        Optional<Node> node = plan.find(scope.id());
        if (node.isEmpty()) {
            doubt = doubt.or(() -> Optional.of("something has run that was never planned: " + scope.id()));
        } else {
            scopes.computeIfAbsent(Plan.testClass(node.get()), key -> new HashMap<>())
                    .merge(scope.id(), Probes.of(scope.probes().toArray()), Probes::and);
        }
    }

    private static void add(List<Span> spans, Map<Integer, Probes> to) {
        spans.forEach(span -> to.merge(span.probe(), Probes.of(span.probes().toArray()), Probes::and));
    }

    /** What has run for this test class, which has ended; empty if not all of it is known, and nothing of files. */
    Optional<Footprint> of(String testClass) {
        Map<String, Probes> own = new HashMap<>(scopes.getOrDefault(testClass, Map.of()));
        List<Node> roots = plan.roots(testClass);
        if (doubt.isPresent() || !roots.stream().allMatch(root -> own.containsKey(root.id()))) {
            return files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Footprint.ofFiles(files, blind, doubt.orElse("not all of it was told")));
        }
        BitSet executed = (BitSet) shared.clone();
        own.values().forEach(probes -> probes.stream().forEach(executed::set));
        roots.forEach(root -> own.remove(root.id()));
        return Optional.of(new Footprint(
                loaded,
                Probes.of(executed.stream().toArray()),
                own,
                initialised,
                written,
                plan.isAlone(testClass),
                files,
                blind,
                Optional.empty()));
    }
}
