package dev.testwatch.affected;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Probes;
import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message.How;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Which methods of a slow test class have to run: not those that have passed by themselves, each in a fork of its own,
 * and of whose dependencies nothing has changed since. Only of classes whose methods can run without each other
 * ({@link Separable}) and leave nothing behind. Known of what has run since the start. Confined to one thread.
 */
final class SingleMethods {

    /** For less than this it is not worth while to leave methods out, as a rule. */
    static final Duration WORTH = Duration.ofMillis(200);

    /** How many times as long a class takes for whose methods forks are started in idle time. */
    private static final int FORKS = 5;

    /** Of a class with more methods than this not each gets a fork. */
    private static final int MOST_METHODS = 100;

    private static final Set<How> LEAVING_NOTHING = EnumSet.of(How.READ, How.CHECKED, How.MEMBERS);

    private final Duration worth;
    private final BiPredicate<TestClass, Outcome> holds;
    private final Map<TestClass, Methods> known = new HashMap<>();

    /**
     * What is known of a class.
     *
     * @param key the content that it ran with last
     * @param runs what came of each method when it ran last
     * @param alone what came of methods that have passed by themselves
     * @param tried the methods for which no more than this can be found out while they are what they are
     */
    private record Methods(long key, MethodRuns runs, Map<String, Outcome> alone, Set<String> tried) {

        Methods {
            alone = Map.copyOf(alone);
            tried = Set.copyOf(tried);
        }

        long nanos() {
            return runs.methods().stream().mapToLong(runs::nanos).sum();
        }
    }

    /**
     * What came of a class of which only some methods ran.
     *
     * @param results of all its methods
     * @param left what had come of those that did not run
     */
    record Joined(List<TestResult> results, List<Outcome> left) {}

    /**
     * @param worth what those take that are left out, at least
     * @param holds whether an outcome must come of a test as everything is now
     */
    SingleMethods(Duration worth, BiPredicate<TestClass, Outcome> holds) {
        this.worth = worth;
        this.holds = holds;
    }

    /**
     * A class has come to its end with the present content.
     *
     * @param results of all its methods
     * @param footprint what ran for those that ran
     * @param separable whether its methods can run without each other
     */
    void ran(
            TestClass test, Outcome outcome, List<TestResult> results, Footprint footprint, BooleanSupplier separable) {
        Methods before = known.remove(test);
        if (outcome.took().compareTo(worth) >= 0 && !leavesAnything(footprint) && separable.getAsBoolean()) {
            MethodRuns.of(test, results, footprint.methods().keySet())
                    .filter(runs -> runs.methods().size() > 1)
                    .map(runs -> after(test, Optional.ofNullable(before), outcome.key(), runs))
                    .ifPresent(methods -> known.put(test, methods));
        }
    }

    private Methods after(TestClass test, Optional<Methods> before, long key, MethodRuns runs) {
        Map<String, Outcome> alone = new HashMap<>(before.map(Methods::alone).orElse(Map.of()));
        alone.keySet().retainAll(runs.passed());
        alone.values().removeIf(earlier -> !holds.test(test, earlier));
        Set<String> tried = before.filter(methods -> methods.key() == key)
                .map(Methods::tried)
                .orElse(Set.of());
        return new Methods(key, runs, alone, tried);
    }

    /** Whether a method leaves something that another one could find: in static fields or in files. */
    private static boolean leavesAnything(Footprint footprint) {
        for (Probes probes : footprint.methods().values()) {
            boolean leaves = probes.stream().anyMatch(probe -> {
                Footprint.Touched file = footprint.files().get(probe);
                return footprint.written().containsKey(probe)
                        || (file != null && !LEAVING_NOTHING.contains(file.how()));
            });
            if (leaves) {
                return true;
            }
        }
        return footprint.blind().isPresent() || footprint.doubt().isPresent();
    }

    void forget(TestClass test) {
        known.remove(test);
    }

    void forget() {
        known.clear();
    }

    /** Methods of classes that take long, of which it could be known what they need if they ran by themselves. */
    List<TestMethod> unswept() {
        return known.entrySet().stream()
                .filter(entry ->
                        entry.getValue().nanos() >= worth.multipliedBy(FORKS).toNanos()
                                && entry.getValue().runs().methods().size() <= MOST_METHODS)
                .flatMap(entry -> entry.getValue().runs().methods().stream()
                        .filter(method -> isUnswept(entry.getValue(), method))
                        .map(method -> new TestMethod(entry.getKey(), method)))
                .toList();
    }

    private static boolean isUnswept(Methods methods, String method) {
        return !methods.alone().containsKey(method) && !methods.tried().contains(method);
    }

    /** No more can be found out about a method as long as its class is what it is. */
    void tried(TestMethod method) {
        Methods methods = known.get(method.test());
        if (methods != null) {
            Set<String> tried = new HashSet<>(methods.tried());
            tried.add(method.id());
            known.put(method.test(), new Methods(methods.key(), methods.runs(), methods.alone(), tried));
        }
    }

    /**
     * Something of a class has run with the present content. Of interest if it was one method, which passed and was the
     * first in its fork.
     *
     * @param begun the unique ids of what has begun below the class
     * @param outcome of this run, with a recording if all is known of it
     */
    void swept(TestClass test, List<TestResult> results, Set<String> begun, Outcome outcome) {
        Methods methods = known.get(test);
        boolean all = !outcome.failed()
                && outcome.recording()
                        .filter(recorded -> recorded.unaffected().alone())
                        .isPresent();
        if (methods != null && all) {
            MethodRuns.of(test, results, begun)
                    .flatMap(runs -> runs.single(methods.runs()))
                    .ifPresent(method -> {
                        Map<String, Outcome> alone = new HashMap<>(methods.alone());
                        alone.put(method, outcome);
                        known.put(test, new Methods(methods.key(), methods.runs(), alone, methods.tried()));
                    });
        }
    }

    /**
     * The unique ids of the only methods of a class that have to run.
     *
     * @return empty: the whole class has to run, or as good as all of it
     */
    Optional<List<String>> only(TestClass test) {
        return Optional.ofNullable(known.get(test)).flatMap(methods -> {
            Map<String, Outcome> rest = untouched(test, methods);
            long saved = rest.keySet().stream().mapToLong(methods.runs()::nanos).sum();
            List<String> only = methods.runs().methods().stream()
                    .filter(method -> !rest.containsKey(method))
                    .toList();
            return only.isEmpty() || rest.isEmpty() || saved < worth.toNanos() ? Optional.empty() : Optional.of(only);
        });
    }

    private Map<String, Outcome> untouched(TestClass test, Methods methods) {
        return methods.alone().entrySet().stream()
                .filter(entry -> holds.test(test, entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Puts what came of some methods and what is known of the others together; empty if that is not the whole class. */
    Optional<Joined> join(TestClass test, List<TestResult> results, Set<String> begun) {
        return Optional.ofNullable(known.get(test))
                .flatMap(methods -> MethodRuns.of(test, results, begun).flatMap(later -> join(test, methods, later)));
    }

    private Optional<Joined> join(TestClass test, Methods methods, MethodRuns later) {
        Map<String, Outcome> rest = new HashMap<>(untouched(test, methods));
        rest.keySet().removeAll(later.methods());
        boolean whole = methods.runs().methods().stream()
                .allMatch(method -> rest.containsKey(method) || later.methods().contains(method));
        return whole
                ? Optional.of(new Joined(methods.runs().with(later), List.copyOf(rest.values())))
                : Optional.empty();
    }
}
