package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.TestClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What runs in idle time, one at a time in a fork of its own: test classes that have not run by themselves with the
 * content they have, and then single methods, both for a limited time in each hour. Confined to one thread.
 */
final class IdleRuns {

    /** A run in idle time is often cut short; one that never comes to its end is not tried for ever. */
    private static final int MOST_TRIES = 3;

    /** What it takes to start a fork and to end it. */
    private static final Duration FORK = Duration.ofMillis(300);

    private static final Duration CLASSES_IN_AN_HOUR = Duration.ofMinutes(20);
    private static final Duration METHODS_IN_AN_HOUR = Duration.ofMinutes(10);

    private final Index index;
    private final Predicate<String> runnable;
    /** How often something has been on its way to run by itself, by its content. */
    private final Map<Long, Integer> tries = new HashMap<>();

    private final InstantSource clock;
    private Allowance classes;
    private Allowance methods;
    private Optional<TestMethod> method = Optional.empty();

    /** @param runnable the modules whose tests can be run */
    IdleRuns(Index index, Predicate<String> runnable, InstantSource clock) {
        this.index = index;
        this.runnable = runnable;
        this.clock = clock;
        this.classes = Allowance.of(CLASSES_IN_AN_HOUR, clock.instant());
        this.methods = Allowance.of(METHODS_IN_AN_HOUR, clock.instant());
    }

    /**
     * What is to run.
     *
     * @param ids the only method of it, if it is not to run as a whole
     * @param left how many there are, this one included
     */
    record Next(Selection selection, Map<TestClass, List<String>> ids, int left) {}

    /** Empty if nothing is left, or nothing more may be done in this hour. */
    Optional<Next> next() {
        method = Optional.empty();
        classes = classes.at(clock.instant());
        List<TestClass> unswept = index.unswept().stream()
                .filter(test -> runnable.test(test.module()) && mayTry(index.key(test)))
                .toList();
        if (unswept.isEmpty()) {
            return nextMethod();
        }
        TestClass test = unswept.get(0);
        return classes.isUsedUp()
                ? Optional.empty()
                : Optional.of(next(test, index.key(test), Map.of(), unswept.size()));
    }

    private Optional<Next> nextMethod() {
        methods = methods.at(clock.instant());
        if (methods.isUsedUp()) {
            return Optional.empty();
        }
        List<TestMethod> unswept = index.unsweptMethods().stream()
                .filter(one -> runnable.test(one.test().module()) && mayTry(key(one)))
                .toList();
        method = unswept.stream().findFirst();
        method.ifPresent(this::spend);
        return method.map(one -> next(one.test(), key(one), Map.of(one.test(), List.of(one.id())), unswept.size()));
    }

    private void spend(TestMethod one) {
        Duration usual = index.usual(one.test(), one.id()).orElse(Duration.ZERO);
        methods = methods.without(FORK.plus(usual));
    }

    private Next next(TestClass test, long key, Map<TestClass, List<String>> ids, int left) {
        tries.merge(key, 1, Integer::sum);
        return new Next(index.of(List.of(test), new Reason.Swept()), ids, left);
    }

    private boolean mayTry(long key) {
        return tries.getOrDefault(key, 0) < MOST_TRIES;
    }

    private long key(TestMethod one) {
        return 31 * index.key(one.test()) + one.id().hashCode();
    }

    /**
     * Keeps what came of it, and returns what there is to say. The death of a fork may be somebody else's work, up to
     * the last try.
     */
    Optional<String> keep(Event.Ended ended) {
        long key =
                ended.whole() ? ended.executed().key() : method.map(this::key).orElse(0L);
        if (ended.whole()) {
            classes = classes.without(FORK.plus(ended.took()));
        }
        if (ended.died() && mayTry(key)) {
            return Optional.empty();
        }
        if (ended.whole()) {
            tries.put(ended.executed().key(), MOST_TRIES);
            return index.recordSwept(ended.executed(), ended.results(), ended.took(), ended.footprint());
        }
        method.filter(one -> one.test().equals(ended.executed().test()))
                .ifPresent(one -> index.recordSwept(one, ended.executed(), ended.results(), ended.footprint()));
        return Optional.empty();
    }
}
