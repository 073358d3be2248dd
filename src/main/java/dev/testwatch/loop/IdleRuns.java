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
 * content they have, and then single methods, for a limited time. Confined to one thread.
 */
final class IdleRuns {

    /** A run in idle time is often cut short; one that never comes to its end is not tried for ever. */
    private static final int MOST_TRIES = 3;

    /** What it takes to start a fork and to end it. */
    private static final Duration FORK = Duration.ofMillis(300);

    private final Index index;
    private final Predicate<String> runnable;
    /** How often something has been on its way to run by itself, by its content. */
    private final Map<Long, Integer> tries = new HashMap<>();

    private final InstantSource clock;
    private Allowance allowance;
    private Optional<TestMethod> method = Optional.empty();

    /** @param runnable the modules whose tests can be run */
    IdleRuns(Index index, Predicate<String> runnable, InstantSource clock) {
        this.index = index;
        this.runnable = runnable;
        this.clock = clock;
        this.allowance = Allowance.from(clock.instant());
    }

    /**
     * What is to run.
     *
     * @param ids the only method of it, if it is not to run as a whole
     * @param left how many there are, this one included
     */
    record Next(Selection selection, Map<TestClass, List<String>> ids, int left) {}

    /** Empty if nothing is left. */
    Optional<Next> next() {
        method = Optional.empty();
        List<TestClass> classes = index.unswept().stream()
                .filter(test -> runnable.test(test.module()) && mayTry(index.key(test)))
                .toList();
        if (!classes.isEmpty()) {
            TestClass test = classes.get(0);
            return Optional.of(next(test, index.key(test), Map.of(), classes.size()));
        }
        return nextMethod();
    }

    private Optional<Next> nextMethod() {
        allowance = allowance.at(clock.instant());
        if (allowance.isUsedUp()) {
            return Optional.empty();
        }
        List<TestMethod> methods = index.unsweptMethods().stream()
                .filter(one -> runnable.test(one.test().module()) && mayTry(key(one)))
                .toList();
        method = methods.stream().findFirst();
        method.ifPresent(this::spend);
        return method.map(one -> next(one.test(), key(one), Map.of(one.test(), List.of(one.id())), methods.size()));
    }

    private void spend(TestMethod one) {
        Duration usual = index.usual(one.test(), one.id()).orElse(Duration.ZERO);
        allowance = allowance.without(FORK.plus(usual));
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
