package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Failures that have one root cause.
 *
 * @param unusable the class whose initialisation failed; empty for all other causes
 * @param failures at least one; the first shows the cause best
 */
record FailureGroup(Optional<String> unusable, List<Failure> failures) {

    FailureGroup {
        failures = List.copyOf(failures);
    }

    /** One group for each root cause, in the order in which the causes first appear. */
    static List<FailureGroup> of(List<Failure> failures) {
        Map<String, Set<String>> unusable = unusableTogether(failures);
        var groups = new LinkedHashMap<Object, List<Failure>>();
        for (Failure failure : failures) {
            groups.computeIfAbsent(cause(failure, unusable), cause -> new ArrayList<>())
                    .add(failure);
        }
        return groups.values().stream().map(FailureGroup::group).toList();
    }

    Failure first() {
        return failures.get(0);
    }

    private static FailureGroup group(List<Failure> failures) {
        for (Failure failure : failures) {
            Optional<Initialiser> initialiser = failure.chain().flatMap(Initialiser::of);
            if (initialiser.isPresent() && initialiser.get().original()) {
                var first = new ArrayList<>(failures);
                first.remove(failure);
                first.add(0, failure);
                return new FailureGroup(Optional.of(initialiser.get().blamed()), first);
            }
        }
        Optional<Initialiser> initialiser = failures.get(0).chain().flatMap(Initialiser::of);
        return new FailureGroup(initialiser.map(Initialiser::blamed), failures);
    }

    /** Two failures have equal causes if they belong together. */
    private static Object cause(Failure failure, Map<String, Set<String>> unusable) {
        if (failure.chain().isEmpty()) {
            return failure;
        }
        Chain chain = failure.chain().get();
        Optional<Initialiser> initialiser = Initialiser.of(chain);
        if (initialiser.isPresent()) {
            return unusable.getOrDefault(initialiser.get().blamed(), Set.of());
        }
        Thrown root = chain.root();
        String top = failure.own().stream()
                .findFirst()
                .map(place -> place.frame().text())
                .or(() -> root.frames().stream().findFirst())
                .orElse("");
        return new Cause(root.type(), root.message().orElse(""), top);
    }

    /** For each class that could not be initialised all those that became unusable together with it. */
    private static Map<String, Set<String>> unusableTogether(List<Failure> failures) {
        Map<String, Set<String>> togetherWith = new LinkedHashMap<>();
        for (Failure failure : failures) {
            failure.chain().flatMap(Initialiser::of).ifPresent(found -> {
                var merged = new LinkedHashSet<>(found.classes());
                found.classes().forEach(name -> merged.addAll(togetherWith.getOrDefault(name, Set.of())));
                merged.forEach(name -> togetherWith.put(name, merged));
            });
        }
        return togetherWith;
    }

    private record Cause(String type, String message, String frame) {}
}
