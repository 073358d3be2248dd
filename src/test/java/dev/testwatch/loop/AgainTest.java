package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Flaky;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgainTest {

    @Test
    void whatPassesOnceIsFlakyAndCountsAsPassed() {
        Again again = twice(List.of(failed("a"), passed("b")), List.of(failed("a"), passed("b")), all("a", "b"));

        assertThat(again.flaky()).singleElement().satisfies(flaky -> {
            assertThat(flaky.failures()).hasSize(2);
            assertThat(flaky.runs()).isEqualTo(3);
        });
        assertThat(again.results()).noneMatch(TestResult::failed).hasSize(2);
        assertThat(again.passesAlone()).isFalse();
    }

    @Test
    void whatFailsEveryTimeIsNoneAndRemainsAFailure() {
        Again again = twice(List.of(failed("a"), failed("b")), all("b"), List.of(failed("a"), passed("b")));

        assertThat(again.flaky())
                .extracting(flaky -> flaky.first().result().id())
                .containsExactly("b");
        assertThat(again.results())
                .filteredOn(TestResult::failed)
                .extracting(TestResult::id)
                .containsExactly("a");
    }

    @Test
    void whatIsMissingOrSkippedHasNotPassed() {
        assertThat(twice(List.of(failed("a")), List.of(), List.of(result("a", false, Status.SKIPPED)))
                        .flaky())
                .isEmpty();
        assertThat(new Again("m", List.of(failed("a")), List.of()).flaky()).isEmpty();
        assertThat(new Again("m", List.of(failed("a")), List.of()).passesAlone())
                .isFalse();
    }

    @Test
    void whatPassesEachTimeByItselfIsSaidTo() {
        assertThat(twice(List.of(failed("a"), passed("b")), all("a", "b"), all("a", "b"))
                        .passesAlone())
                .isTrue();
    }

    @Test
    void whatFailsOnlyWhenItRunsAgainIsFlakyToo() {
        Again again = twice(List.of(failed("a"), passed("b")), List.of(passed("a"), failed("b")), all("a", "b"));

        assertThat(again.flaky()).extracting(Flaky::runs).containsExactly(3, 3);
        assertThat(again.results()).noneMatch(TestResult::failed);
    }

    @Test
    void aClassThatFailedAsAWholeGetsTheTestsItHasWhenItDoesNot() {
        Again again = twice(List.of(result("class", true, Status.FAILED)), all("a", "b"), all("a", "b"));

        assertThat(again.flaky()).hasSize(1);
        assertThat(again.results()).extracting(TestResult::id).containsExactly("a", "b");
    }

    @Test
    void aClassOfWhichNothingRanHasNotPassed() {
        assertThat(once(List.of(result("class", true, Status.FAILED)), List.of())
                        .flaky())
                .isEmpty();
    }

    private static Again once(List<TestResult> first, List<TestResult> again) {
        return new Again("m", first, List.of(again));
    }

    private static Again twice(List<TestResult> first, List<TestResult> second, List<TestResult> third) {
        return new Again("m", first, List.of(second, third));
    }

    private static List<TestResult> all(String... ids) {
        return List.of(ids).stream().map(AgainTest::passed).toList();
    }

    private static TestResult passed(String id) {
        return result(id, false, Status.SUCCESSFUL);
    }

    private static TestResult failed(String id) {
        return result(id, false, Status.FAILED);
    }

    private static TestResult result(String id, boolean container, Status status) {
        return new TestResult(
                id,
                "shop.ATest",
                "shop.ATest",
                Optional.of(id),
                id + "()",
                container,
                status,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }
}
