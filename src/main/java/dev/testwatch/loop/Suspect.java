package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A test class that failed after others in one fork, and passes by itself. Until it is known better it is one that fails.
 *
 * @param job the run in which it failed
 * @param before the test classes that ran before it in the same fork, in order; at least one
 * @param flaky what is to be kept if it turns out that the others have nothing to do with it
 */
record Suspect(Job job, Selected test, List<Selected> before, Event.Ended flaky) {

    Suspect {
        before = List.copyOf(before);
    }

    List<TestClass> company() {
        return before.stream().map(Selected::test).toList();
    }

    /** Whether it failed as it did when it became one. */
    boolean fails(Map<String, Aside.Seen> seen) {
        Set<String> ids =
                flaky.flaky().stream().map(each -> each.first().result().id()).collect(Collectors.toSet());
        return Optional.ofNullable(seen.get(test.test().name())).stream()
                .flatMap(each -> each.results().stream())
                .anyMatch(result -> result.failed() && ids.contains(result.id()));
    }

    /** For people. */
    String name() {
        return simple(test.test());
    }

    static String simple(TestClass test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }
}
