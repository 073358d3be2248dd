package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.FailingTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Test classes that failed after others and pass by themselves: those of which it is to be found out why, and those of
 * which that is known.
 *
 * @param waiting in the order in which they are looked at
 * @param resumes when it goes on if nothing happens until then, nanoseconds; empty: not before something else has begun it
 */
record Suspicion(List<Suspect> waiting, List<Explained> explained, Optional<Long> resumes) {

    static final Suspicion NONE = new Suspicion(List.of(), List.of(), Optional.empty());

    Suspicion {
        waiting = List.copyOf(waiting);
        explained = List.copyOf(explained);
    }

    /** Why a test class fails; for people. */
    record Explained(TestClass test, String why) {}

    Suspicion adding(Suspect suspect) {
        List<Suspect> all = new ArrayList<>(waiting);
        all.removeIf(other -> other.test().test().equals(suspect.test().test()));
        all.add(suspect);
        return new Suspicion(all, explained, resumes);
    }

    /** Without the first of those that wait. */
    Suspicion next() {
        return new Suspicion(waiting.subList(1, waiting.size()), explained, resumes);
    }

    /** Nobody is suspected any more: what was found out holds for a content that may be gone. */
    Suspicion cleared() {
        return new Suspicion(List.of(), explained, Optional.empty());
    }

    Suspicion resuming(Optional<Long> when) {
        return new Suspicion(waiting, explained, when);
    }

    Suspicion explaining(TestClass test, String why) {
        List<Explained> all = new ArrayList<>(without(test).explained);
        all.add(new Explained(test, why));
        return new Suspicion(waiting, all, resumes);
    }

    /** Nothing is known any more of this one, which ran again. */
    Suspicion without(TestClass test) {
        return new Suspicion(
                waiting,
                explained.stream().filter(each -> !each.test().equals(test)).toList(),
                resumes);
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
