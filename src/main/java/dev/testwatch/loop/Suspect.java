package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A test class that failed after others in one fork, and passes otherwise.
 *
 * @param failure how it failed
 * @param flaky what is to be kept if it turns out that the others have nothing to do with it
 */
record Suspect(InCompany failure, Event.Ended flaky) {

    Selected test() {
        return failure.test();
    }

    List<TestClass> company() {
        return failure.company();
    }

    /** Whether it failed as it did when it became one. */
    boolean fails(Map<String, Aside.Seen> seen) {
        Set<String> ids =
                flaky.flaky().stream().map(each -> each.first().result().id()).collect(Collectors.toSet());
        return Optional.ofNullable(seen.get(test().test().name())).stream()
                .flatMap(each -> each.results().stream())
                .anyMatch(result -> result.failed() && ids.contains(result.id()));
    }

    /** For people. */
    String name() {
        return simple(test().test());
    }

    static String simple(TestClass test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }
}
