package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Flaky;
import java.util.List;
import java.util.Optional;

/**
 * A test class that failed after others in one fork.
 *
 * @param job the run in which it failed
 * @param before the test classes that ran before it in the same fork, in order; at least one
 * @param failed what came of it
 */
record InCompany(Job job, Selected test, List<Selected> before, Event.Ended failed) {

    InCompany {
        before = List.copyOf(before);
    }

    List<TestClass> company() {
        return before.stream().map(Selected::test).toList();
    }

    /** Whether it passes now what it failed then, with the same content: then it is not its content that makes it fail. */
    Optional<Suspect> passedBy(Event.Ended ended) {
        boolean same = ended.executed().test().equals(test.test())
                && ended.executed().key() == test.key()
                && ended.flaky().isEmpty()
                && ended.results().stream().noneMatch(TestResult::failed);
        boolean passed = same
                && failures().stream().allMatch(failure -> ended.results().stream()
                        .anyMatch(result ->
                                result.id().equals(failure.id()) && result.status() == TestResult.Status.SUCCESSFUL));
        if (!passed) {
            return Optional.empty();
        }
        List<Flaky> flaky = failures().stream()
                .map(failure -> new Flaky(List.of(new FailingTest(test.test().module(), failure)), 2))
                .toList();
        return Optional.of(new Suspect(this, ended.with(flaky)));
    }

    private List<TestResult> failures() {
        return failed.results().stream().filter(TestResult::failed).toList();
    }
}
