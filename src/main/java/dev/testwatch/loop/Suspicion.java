package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.FailingTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Test classes that failed after others.
 *
 * @param failed those of which nothing more is known
 * @param waiting those that pass by themselves, in the order in which it is to be found out why
 * @param explained those of which that is known
 * @param resumes when it goes on if nothing happens until then, nanoseconds; empty: not before something else has begun it
 */
record Suspicion(
        Map<TestClass, InCompany> failed, List<Suspect> waiting, List<Explained> explained, Optional<Long> resumes) {

    static final Suspicion NONE = new Suspicion(Map.of(), List.of(), List.of(), Optional.empty());

    Suspicion {
        failed = Map.copyOf(failed);
        waiting = List.copyOf(waiting);
        explained = List.copyOf(explained);
    }

    /** Why a test class fails; for people. */
    record Explained(TestClass test, String why) {}

    Suspicion adding(Suspect suspect) {
        List<Suspect> all = new ArrayList<>(waiting);
        all.removeIf(other -> other.test().test().equals(suspect.test().test()));
        all.add(suspect);
        return with(all);
    }

    Suspicion with(List<Suspect> all) {
        return new Suspicion(failed, all, explained, resumes);
    }

    /** Without the first of those that wait. */
    Suspicion next() {
        return with(waiting.subList(1, waiting.size()));
    }

    /** Nobody waits any more: what was found out holds for a content that may be gone. */
    Suspicion cleared() {
        return new Suspicion(failed, List.of(), explained, Optional.empty());
    }

    Suspicion resuming(Optional<Long> when) {
        return new Suspicion(failed, waiting, explained, when);
    }

    Suspicion explaining(TestClass test, String why) {
        List<Explained> all = new ArrayList<>(without(test));
        all.add(new Explained(test, why));
        return new Suspicion(failed, waiting, all, resumes);
    }

    private List<Explained> without(TestClass test) {
        return explained.stream().filter(each -> !each.test().equals(test)).toList();
    }

    Suspicion failing(InCompany failure) {
        Map<TestClass, InCompany> all = new HashMap<>(failed);
        all.put(failure.test().test(), failure);
        return new Suspicion(all, waiting, explained, resumes);
    }

    /** It ran again: what was known of it is known no more. */
    Suspicion after(Event.Ended ended) {
        TestClass test = ended.executed().test();
        Map<TestClass, InCompany> others = new HashMap<>(failed);
        others.remove(test);
        return new Suspicion(others, waiting, without(test), resumes);
    }

    /** It has become suspect if it passes now what it failed after others. */
    Optional<Suspect> suspect(Event.Ended ended) {
        return Optional.ofNullable(failed.get(ended.executed().test())).flatMap(failure -> failure.passedBy(ended));
    }

    /** What is known of these failures. */
    List<String> of(List<FailingTest> failing) {
        return explained.stream()
                .filter(each -> failing.stream()
                        .anyMatch(test -> test.module().equals(each.test().module())
                                && test.result().testClass().equals(each.test().name())))
                .map(Explained::why)
                .toList();
    }
}
