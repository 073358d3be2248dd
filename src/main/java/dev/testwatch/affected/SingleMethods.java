package dev.testwatch.affected;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which methods of test classes have to run: not those that have passed by themselves, each in a fork of its own, and of
 * whose dependencies nothing has changed since. Only of classes whose methods can run without each other
 * ({@link Separable}), but for those that leave something to each other ({@link Ties}). Confined to one thread.
 */
final class SingleMethods {

    /** For less than this in a whole run it is not worth while to leave methods out, as a rule. */
    static final Duration WORTH = Duration.ofMillis(200);

    /**
     * A class has a part in it if it saves at least so much of that: a class of which not all ran runs once more by
     * itself in idle time, and each of its methods needs a fork to be known.
     */
    private static final int CLASSES = 10;

    private final Duration worth;
    private final Duration worthOfOne;
    private final Archive archive;
    private final BiPredicate<TestClass, Outcome> holds;
    /** What came of the methods of a class when it ran last, once somebody has asked. */
    private final Map<TestClass, MethodRuns> runs = new HashMap<>();

    /**
     * What came of a class of which only some methods ran.
     *
     * @param results of all its methods
     * @param left what had come of those that did not run
     */
    record Joined(List<TestResult> results, List<Outcome> left) {}

    /**
     * What is left of a class without the methods that need not run.
     *
     * @param methods the unique ids of those that have to
     * @param saved what the others take, nanoseconds
     */
    private record Rest(List<String> methods, long saved) {}

    /**
     * @param worth what those take that are left out of a run, at least
     * @param archive keeps what is known
     * @param holds whether an outcome must come of a test as everything is now
     */
    SingleMethods(Duration worth, Archive archive, BiPredicate<TestClass, Outcome> holds) {
        this.worth = worth;
        this.worthOfOne = worth.dividedBy(CLASSES);
        this.archive = archive;
        this.holds = holds;
    }

    /** Methods that have failed are not known to pass, if nothing has changed of what they were seen to need. */
    void failed(TestClass test, List<TestResult> results) {
        Set<Long> failed = MethodRuns.of(test, results, Set.of()).map(MethodRuns::failed).orElse(Set.of()).stream()
                .map(KnownMethods::hash)
                .collect(Collectors.toSet());
        archive.methods().of(test).ifPresent(known -> {
            failed.removeIf(method -> !isUntouched(test, known, method));
            archive.disprove(test, failed);
        });
    }

    /**
     * A class has come to its end with the present content.
     *
     * @param ties which of its methods have to run together; empty if all have
     */
    void ran(
            TestClass test,
            Outcome outcome,
            List<TestResult> results,
            Footprint footprint,
            Supplier<Optional<Ties>> ties) {
        ran(test, outcome, results, footprint, ties, found -> true);
    }

    /** As {@link #ran}, of a class of which only some methods ran. What these leave now, others may not have seen yet. */
    void ranInPart(
            TestClass test,
            Outcome outcome,
            List<TestResult> results,
            Footprint footprint,
            Supplier<Optional<Ties>> ties) {
        Optional<KnownMethods> before = archive.methods().of(test);
        ran(test, outcome, results, footprint, ties, found -> before.filter(
                        known -> known.ties().left().containsAll(found.left()))
                .isPresent());
    }

    private void ran(
            TestClass test,
            Outcome outcome,
            List<TestResult> results,
            Footprint footprint,
            Supplier<Optional<Ties>> ties,
            Predicate<Ties> acceptable) {
        runs.remove(test);
        Optional<MethodRuns> ran = outcome.took().compareTo(worthOfOne) < 0
                ? Optional.empty()
                : MethodRuns.of(test, results, footprint.methods().keySet())
                        .filter(some -> some.methods().size() > 1);
        Optional<Ties> found = ran.flatMap(some -> ties.get()).filter(acceptable);
        ran.filter(some -> found.isPresent()).ifPresent(some -> runs.put(test, some));
        archive.keep(test, found.flatMap(tied -> ran.map(some -> after(test, outcome, some, tied))));
    }

    private KnownMethods after(TestClass test, Outcome outcome, MethodRuns ran, Ties ties) {
        Optional<KnownMethods> before = archive.methods().of(test);
        Map<Long, Outcome> alone = new HashMap<>(before.map(KnownMethods::alone).orElse(Map.of()));
        alone.keySet().retainAll(ran.passed().stream().map(KnownMethods::hash).collect(Collectors.toSet()));
        alone.values().removeIf(earlier -> !holds.test(test, earlier));
        Set<Long> tried = before.filter(known -> known.key() == outcome.key())
                .map(KnownMethods::tried)
                .orElse(Set.of());
        int times = before.map(KnownMethods::times).orElse(0);
        return new KnownMethods(outcome.key(), outcome.results().hash(), ran.silent(), times + 1, ties, alone, tried);
    }

    void forget(TestClass test) {
        runs.remove(test);
        archive.keep(test, Optional.empty());
    }

    /** What came of them is not known any more. */
    void forget() {
        runs.clear();
    }

    /** What came of the methods of a class when it ran last; empty if that is not known, though they are. */
    private Optional<MethodRuns> runs(TestClass test, KnownMethods known) {
        MethodRuns ran = runs.get(test);
        if (ran != null) {
            return Optional.of(ran);
        }
        Optional<MethodRuns> kept = archive.history().all(test).stream()
                .filter(outcome ->
                        outcome.key() == known.key() && outcome.results().hash() == known.results())
                .findFirst()
                .flatMap(outcome -> MethodRuns.of(test, outcome.results().read(), Set.copyOf(known.silent())));
        kept.ifPresent(some -> runs.put(test, some));
        return kept;
    }

    /**
     * Methods of which it could be known what they need if they ran by themselves; first those that have taken most time
     * so far: what takes long in classes that often run.
     */
    List<TestMethod> unswept() {
        Map<TestMethod, Long> costs = new HashMap<>();
        long all = 0;
        for (TestClass test : archive.methods().tests()) {
            KnownMethods known = archive.methods().of(test).orElseThrow();
            Optional<MethodRuns> ran = runs(test, known);
            long took = ran.map(MethodRuns::nanos).orElse(0L);
            if (ran.isPresent() && took >= worthOfOne.toNanos()) {
                all += took;
                ran.get().methods().stream()
                        .filter(method -> !known.says(KnownMethods.hash(method)))
                        .forEach(method -> costs.put(
                                new TestMethod(test, method),
                                known.times() * ran.get().nanos(method)));
            }
        }
        return all < worth.toNanos() ? List.of() : dearestFirst(costs);
    }

    private static List<TestMethod> dearestFirst(Map<TestMethod, Long> costs) {
        return costs.entrySet().stream()
                .sorted(Map.Entry.<TestMethod, Long>comparingByValue()
                        .reversed()
                        .thenComparing(cost -> cost.getKey().id()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** No more can be found out about a method as long as its class is what it is. */
    void tried(TestMethod method) {
        long hash = KnownMethods.hash(method.id());
        archive.methods().of(method.test()).ifPresent(known -> archive.keep(method.test(), known.tried(hash), hash));
    }

    /**
     * Something of a class has run with the present content. Of interest if it was one method, which passed and was the
     * first in its fork.
     *
     * @param begun the unique ids of what has begun below the class
     * @param outcome of this run, with a recording if all is known of it
     * @return whether it was of interest
     */
    boolean swept(TestClass test, List<TestResult> results, Set<String> begun, Outcome outcome) {
        boolean all = !outcome.failed()
                && outcome.vouching()
                        .filter(recorded -> recorded.unaffected().alone())
                        .isPresent();
        Optional<KnownMethods> known = archive.methods().of(test).filter(any -> all);
        Optional<Long> method = known.flatMap(some -> runs(test, some))
                .flatMap(ran -> MethodRuns.of(test, results, begun).flatMap(later -> later.single(ran)))
                .map(KnownMethods::hash);
        method.ifPresent(hash -> archive.keep(test, known.orElseThrow().with(hash, outcome), hash));
        return method.isPresent();
    }

    /**
     * The unique ids of the only methods that have to run, by class.
     *
     * @param separable whether the methods of a class that are not tied can run without each other as it is now
     * @return without classes of which all has to run, or as good as all
     */
    Map<TestClass, List<String>> only(Collection<TestClass> tests, BiPredicate<TestClass, Ties> separable) {
        Map<TestClass, List<String>> only = new HashMap<>();
        long saved = 0;
        for (TestClass test : tests) {
            Optional<Rest> rest = archive.methods()
                    .of(test)
                    .filter(known -> separable.test(test, known.ties()))
                    .flatMap(known -> rest(test, known));
            if (rest.isPresent()) {
                only.put(test, rest.get().methods());
                saved += rest.get().saved();
            }
        }
        return saved < worth.toNanos() ? Map.of() : only;
    }

    private Optional<Rest> rest(TestClass test, KnownMethods known) {
        return runs(test, known).flatMap(ran -> {
            List<String> rest = ran.methods().stream()
                    .filter(method -> !isUntouched(test, known, KnownMethods.hash(method)))
                    .toList();
            long saved = ran.nanos() - rest.stream().mapToLong(ran::nanos).sum();
            boolean some = !rest.isEmpty() && rest.size() < ran.methods().size();
            return some && saved >= worthOfOne.toNanos() ? Optional.of(new Rest(rest, saved)) : Optional.empty();
        });
    }

    private boolean isUntouched(TestClass test, KnownMethods known, long method) {
        return known.passed(method).filter(passed -> holds.test(test, passed)).isPresent();
    }

    /** Puts what came of some methods and what is known of the others together; empty if that is not the whole class. */
    Optional<Joined> join(TestClass test, List<TestResult> results, Set<String> begun) {
        return archive.methods().of(test).flatMap(known -> runs(test, known)
                .flatMap(ran -> MethodRuns.of(test, results, begun).flatMap(later -> join(test, known, ran, later))));
    }

    private Optional<Joined> join(TestClass test, KnownMethods known, MethodRuns ran, MethodRuns later) {
        List<Outcome> left = new ArrayList<>();
        for (String method : ran.methods()) {
            long hash = KnownMethods.hash(method);
            if (later.methods().contains(method)) {
                continue;
            } else if (!isUntouched(test, known, hash)) {
                return Optional.empty();
            }
            left.add(Optional.ofNullable(known.alone().get(hash)).orElseThrow());
        }
        return Optional.of(new Joined(ran.with(later), left));
    }
}
