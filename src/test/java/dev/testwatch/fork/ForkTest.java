package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a fork says of tests that end in every way that leaves the JVM alive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForkTest {

    private final Forks.Heard heard = new Forks.Heard();
    private Run run = new Run.Cancelled(List.of());

    @BeforeAll
    void runAllFixturesAtOnce(@TempDir Path directory) {
        run = Forks.run(
                directory,
                classes(
                        "OutcomesFixture",
                        "DisabledFixture",
                        "BeforeAllFixture",
                        "InitialiserFixture",
                        "NoTestsFixture",
                        "HostileFixture",
                        "NoSuchFixture"),
                heard);
    }

    @Test
    void aRunOfWhichEveryTestHasAnEndIsComplete() {
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results()).isEqualTo(heard.finished);
    }

    @Test
    void aPassingTestIsKnownByItsClassMethodAndDisplayName() {
        TestResult result = result("OutcomesFixture", "passes");
        assertThat(result.status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(result.displayName()).isEqualTo("two and two are four");
        assertThat(result.testClass()).isEqualTo(FIXTURES + "OutcomesFixture");
        assertThat(result.className()).isEqualTo(FIXTURES + "OutcomesFixture");
        assertThat(result.container()).isFalse();
        assertThat(result.output()).contains("out from passes").contains("err from passes");
    }

    @Test
    void aFailedComparisonSaysWhatItExpectedAndGot() {
        TestResult result = result("OutcomesFixture", "failsWithADifference");
        Message.Thrown thrown = result.detail().orElseThrow();
        assertThat(result.failed()).isTrue();
        assertThat(thrown.expected()).contains("expected text");
        assertThat(thrown.actual()).contains("actual text");
        assertThat(thrown.frames())
                .anyMatch(frame -> frame.matches(FIXTURES.replace(".", "\\.")
                        + "OutcomesFixture\\.failsWithADifference\\(OutcomesFixture\\.java:\\d+\\)"));
        assertThat(result.output()).isEqualTo("out from failsWithADifference\n");
    }

    @Test
    void causesAreKept() {
        Message.Thrown thrown =
                result("OutcomesFixture", "failsWithACause").detail().orElseThrow();
        assertThat(thrown.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(thrown.message()).contains("outer");
        assertThat(thrown.cause().orElseThrow().message()).contains("inner");
    }

    @Test
    void anAssumptionThatDoesNotHoldAborts() {
        TestResult result = result("OutcomesFixture", "isAborted");
        assertThat(result.status()).isEqualTo(Status.ABORTED);
        assertThat(result.detail().orElseThrow().message().orElseThrow()).contains("not on this machine");
    }

    @Test
    void aDisabledTestIsSkippedWithItsReason() {
        TestResult result = result("OutcomesFixture", "isDisabled");
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.reason()).isEqualTo("not yet");
    }

    @Test
    void testsOfADisabledClassAreSkippedWithTheReasonOfTheClass() {
        TestResult result = result("DisabledFixture", "isNeverRun");
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.reason()).isEqualTo("the whole class");
    }

    @Test
    void eachInvocationWithParametersIsATestOfItsMethod() {
        assertThat(heard.finished.stream().filter(result -> result.methodName().equals(Optional.of("takesParameters"))))
                .extracting(TestResult::status)
                .containsExactlyInAnyOrder(Status.SUCCESSFUL, Status.SUCCESSFUL, Status.FAILED);
    }

    @Test
    void dynamicTestsAreRegisteredAndRun() {
        assertThat(heard.registered).extracting(Message.Node::displayName).contains("first", "second");
        assertThat(heard.finished).extracting(TestResult::displayName).contains("first", "second");
    }

    @Test
    void aNestedTestBelongsToTheClassThatWasSelected() {
        TestResult result = result("OutcomesFixture", "passesInside");
        assertThat(result.className()).isEqualTo(FIXTURES + "OutcomesFixture$Inner");
        assertThat(result.testClass()).isEqualTo(FIXTURES + "OutcomesFixture");
    }

    @Test
    void standardInputIsAtItsEnd() {
        assertThat(result("OutcomesFixture", "readsNothingFromStandardInput").status())
                .isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void outputBelongsToTheTestWhoseThreadMadeTheWriter() {
        assertThat(result("OutcomesFixture", "printsFromAnotherThread").output())
                .isEqualTo("from another thread\n");
    }

    @Test
    void outputIsHeardAfterATestHasClosedIt() {
        assertThat(result("OutcomesFixture", "closesItsOutput").output()).isEqualTo("still there\n");
    }

    @Test
    void aClassThatFailsBeforeAllItsTestsIsAFailedContainerAndItsTestsAreNothing() {
        TestResult result = container("BeforeAllFixture");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail().orElseThrow().message()).contains("no database");
        assertThat(result.output()).isEqualTo("preparing\n");
        assertThat(results("BeforeAllFixture")).hasSize(1);
    }

    @Test
    void aClassWhoseInitialiserThrowsFails() {
        assertThat(results("InitialiserFixture")).isNotEmpty().allMatch(TestResult::failed);
        assertThat(results("InitialiserFixture").get(0).detail().orElseThrow().type())
                .isEqualTo("java.lang.ExceptionInInitializerError");
    }

    @Test
    void aClassThatDoesNotExistIsAFailedContainer() {
        TestResult result = container("NoSuchFixture");
        assertThat(result.detail().orElseThrow().type()).isEqualTo("java.lang.ClassNotFoundException");
        assertThat(result.className()).isEqualTo(FIXTURES + "NoSuchFixture");
    }

    @Test
    void aClassWithoutTestsIsNothing() {
        assertThat(results("NoTestsFixture")).isEmpty();
    }

    @Test
    void anExceptionOfWhichEveryMethodThrowsIsStillAFailure() {
        Message.Thrown thrown =
                result("HostileFixture", "throwsWhatThrows").detail().orElseThrow();
        assertThat(thrown.type()).isEqualTo(FIXTURES + "HostileFixture$Throwing");
        assertThat(thrown.message()).contains("[getMessage() threw java.lang.IllegalStateException]");
    }

    @Test
    void anExceptionThatNeverReturnsIsStillAFailure() {
        Message.Thrown thrown =
                result("HostileFixture", "throwsWhatNeverReturns").detail().orElseThrow();
        assertThat(thrown.type()).isEqualTo(FIXTURES + "HostileFixture$Hanging");
        assertThat(thrown.message().orElseThrow()).contains("did not return");
    }

    @Test
    void anEndlessRecursionIsFolded() {
        Message.Thrown thrown =
                result("HostileFixture", "recursesWithoutEnd").detail().orElseThrow();
        assertThat(thrown.type()).isEqualTo("java.lang.StackOverflowError");
        assertThat(thrown.frames()).hasSizeLessThan(100).anyMatch(frame -> frame.endsWith("repeated frames"));
    }

    @Test
    void theEndOfEachClassIsToldOnce() {
        assertThat(heard.ended)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(heard.finished.stream()
                        .map(TestResult::testClass)
                        .distinct()
                        .toList());
    }

    @Test
    void everythingThatIsPlannedIsToldBeforeItStarts() {
        assertThat(heard.planned).extracting(Message.Node::displayName).contains("two and two are four");
        assertThat(heard.started)
                .allMatch(test -> heard.planned.contains(test) || heard.registered.contains(test))
                .allMatch(test -> test.kind() != Message.Kind.CONTAINER);
    }

    private List<TestResult> results(String fixture) {
        return heard.finished.stream()
                .filter(result -> result.testClass().equals(FIXTURES + fixture))
                .toList();
    }

    private TestResult result(String fixture, String method) {
        return results(fixture).stream()
                .filter(result -> result.methodName().equals(Optional.of(method)))
                .findFirst()
                .orElseThrow();
    }

    private TestResult container(String fixture) {
        return results(fixture).stream()
                .filter(TestResult::container)
                .findFirst()
                .orElseThrow();
    }
}
