package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.report.ServiceMessages.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TeamCityTest {

    private final TeamCity teamCity = new TeamCity(new Shop());

    @Test
    void forksOfWhichNobodyKnowsHowManyTestsOthersHaveCountTheirOwn() {
        Notice.RunStarted one = Shop.runStarted(7, "first run", 3, 3, new Reason.NeverRun());
        var more = new Notice.RunStarted(7, one.because(), 3, one.tests(), 3, true);
        assertThat(ServiceMessages.outline(tell(more, more))).containsExactly("testCount 3", "testCount 3");
        assertThat(ServiceMessages.outline(tell(one, one))).containsExactly("testCount 3");
    }

    @Test
    void aRunIsSuitesOfTests() {
        var messages = tell(
                Shop.runStarted(7, "Money.java changed", 3, 1930, new Reason.Changed()),
                finished("shop.MoneyTest", "adds", Status.SUCCESSFUL),
                new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result()),
                finished("shop.PriceTest", "sleeps", Status.SKIPPED),
                end(Outcome.COMPLETED));
        assertThat(ServiceMessages.outline(messages))
                .containsExactly(
                        "testCount 3",
                        "testSuiteStarted shop.MoneyTest",
                        "testStarted adds",
                        "testFinished adds",
                        "testSuiteFinished shop.MoneyTest",
                        "testSuiteStarted shop.PriceTest",
                        "testStarted roundsHalfUp",
                        "testFailed roundsHalfUp",
                        "testFinished roundsHalfUp",
                        "testStarted sleeps",
                        "testIgnored sleeps",
                        "testFinished sleeps",
                        "testSuiteFinished shop.PriceTest");
        assertThat(messages).allMatch(message -> message.get("flowId").equals("run-7"));
        assertThat(messages.get(1).get("locationHint")).isEqualTo("java:suite://shop.MoneyTest");
        assertThat(messages.get(2).get("locationHint")).isEqualTo("java:test://shop.MoneyTest/adds");
        assertThat(messages.get(3).get("duration")).isEqualTo("12");
        Message failed = messages.get(7);
        assertThat(failed.get("type")).isEqualTo("comparisonFailure");
        assertThat(failed.get("expected")).isEqualTo("12.35");
        assertThat(failed.get("actual")).isEqualTo("12.34");
        assertThat(failed.get("message")).isEqualTo("expected: <12.35> but was: <12.34>");
        assertThat(failed.get("details")).contains("\n\tat shop.PriceTest.roundsHalfUp(PriceTest.java:27)\n");
        assertThat(failed.attributes()).doesNotContainKey("error");
    }

    @Test
    void aLineLooksLikeThis() {
        teamCity.lines(finished("shop.PriceTest", "adds", Status.SUCCESSFUL));
        assertThat(teamCity.lines(new Notice.TestFinished(
                        7,
                        "shop",
                        Shop.failing("shop.PriceTest", "a", Shop.thrown("java.lang.AssertionError", "it's [1|2]\né"))
                                .result())))
                .element(1)
                .isEqualTo("##teamcity[testFailed name='a' message='it|'s |[1||2|]|n|0x00e9'"
                        + " details='java.lang.AssertionError: it|'s |[1||2|]|n|0x00e9' flowId='run-7']");
    }

    @Test
    void classesWhoseTestsMixAreOpenedAgain() {
        var messages = tell(
                finished("shop.A", "a", Status.SUCCESSFUL),
                finished("shop.B", "b", Status.SUCCESSFUL),
                finished("shop.A", "c", Status.SUCCESSFUL),
                end(Outcome.COMPLETED));
        assertThat(ServiceMessages.outline(messages))
                .filteredOn(line -> line.startsWith("testSuiteStarted"))
                .containsExactly("testSuiteStarted shop.A", "testSuiteStarted shop.B", "testSuiteStarted shop.A");
    }

    @Test
    void aClassThatFailsAsAWholeIsAFailedTestOfIt() {
        TestResult broken =
                Shop.failingClass("shop.DbTest", Shop.thrown("a.B", null)).result();
        var messages = tell(new Notice.TestFinished(7, "shop", broken), end(Outcome.COMPLETED));
        assertThat(messages.get(1).get("name")).isEqualTo("initializationError");
        assertThat(messages.get(1).get("locationHint")).isEqualTo("java:suite://shop.DbTest");
        assertThat(messages.get(2).get("message")).isEqualTo("a.B");
        assertThat(messages.get(2).get("error")).isEqualTo("true");
    }

    @Test
    void severalForksOfARunAreOneRun() {
        var messages = tell(
                Shop.runStarted(7, "", 3, 9, new Reason.Asked()),
                finished("shop.A", "a", Status.SUCCESSFUL),
                Shop.runStarted(7, "", 3, 9, new Reason.Asked()),
                finished("shop.A", "b", Status.SUCCESSFUL),
                end(Outcome.CRASHED));
        assertThat(ServiceMessages.outline(messages))
                .containsExactly(
                        "testCount 3",
                        "testSuiteStarted shop.A",
                        "testStarted a",
                        "testFinished a",
                        "testStarted b",
                        "testFinished b",
                        "testSuiteFinished shop.A",
                        "message run crashed: exit code 4");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyRunEndsInOrderAndOnlyOneThatIsProvenLooksSo(Outcome outcome) {
        var messages = tell(
                Shop.runStarted(7, "", 3, 9, new Reason.Asked()),
                finished("shop.A", "a", Status.SUCCESSFUL),
                end(outcome));
        boolean failed = messages.stream().anyMatch(message -> message.name().equals("testFailed"));
        assertThat(failed).isEqualTo(outcome == Outcome.INCOMPLETE);
        boolean told = messages.stream().anyMatch(message -> message.name().equals("message"));
        assertThat(told).isEqualTo(outcome != Outcome.COMPLETED);
    }

    @Test
    void aFileThatDoesNotCompileIsAFailedTest() {
        var messages =
                tell(new Notice.Problems(8, List.of(Stories.ERROR, Stories.WARNING), List.of("shop.PriceTest"), 3));
        assertThat(ServiceMessages.outline(messages))
                .containsExactly(
                        "compilationStarted",
                        "message src/main/java/shop/Money.java:41:25: cannot find symbol: HALF_UPP",
                        "message src/main/java/shop/Config.java:17:9: "
                                + "[deprecation] require(String) has been deprecated",
                        "compilationFinished",
                        "testSuiteStarted compilation",
                        "testStarted src/main/java/shop/Money.java",
                        "testFailed src/main/java/shop/Money.java",
                        "testFinished src/main/java/shop/Money.java",
                        "testSuiteFinished compilation");
        assertThat(messages.get(1).get("status")).isEqualTo("ERROR");
        assertThat(messages.get(2).get("status")).isEqualTo("WARNING");
        assertThat(messages.get(5).get("locationHint"))
                .isEqualTo("file://" + Shop.MONEY.toString().replace('\\', '/') + ":41");
        assertThat(messages.get(6).get("message")).isEqualTo("cannot find symbol: HALF_UPP");
    }

    @Test
    void aRunThatNobodyEndedIsClosedByWhatComesNext() {
        var messages = tell(
                finished("shop.A", "a", Status.SUCCESSFUL),
                new Notice.Problems(8, List.of(Stories.ERROR), List.of(), 0),
                finished("shop.A", "a", Status.SUCCESSFUL),
                Shop.runStarted(9, "", 3, 9, new Reason.Asked()));
        assertThat(messages).isNotEmpty();
    }

    @Test
    void theEndOfTheWatchClosesWhatIsOpen() {
        var lines = new ArrayList<>(teamCity.lines(finished("shop.A", "a", Status.SUCCESSFUL)));
        lines.addAll(teamCity.end());
        ServiceMessages.checkNesting(ServiceMessages.parse(lines));
        assertThat(teamCity.end()).isEmpty();
    }

    @Test
    void whatATestWroteGoesWithIt() {
        var messages = tell(
                new Notice.TestFinished(
                        7, "shop", Shop.failingWithOutput("one\ntwo\n").result()),
                end(Outcome.COMPLETED));
        assertThat(messages.get(2).name()).isEqualTo("testStdOut");
        assertThat(messages.get(2).get("out")).isEqualTo("one\ntwo\n");
    }

    static List<String> texts() {
        return HostileTextTest.texts();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextArrivesAsItWasSentAndForgesNothing(String text) {
        var lines = new ArrayList<String>();
        for (Notice notice : Examples.with(text)) {
            lines.addAll(teamCity.lines(notice));
        }
        List<Message> messages = ServiceMessages.parse(lines);
        ServiceMessages.checkNesting(messages);
        assertThat(messages.stream()
                        .filter(message -> message.name().equals("testFailed"))
                        .map(message -> Optional.ofNullable(message.attributes().get("expected"))))
                .contains(Optional.of(text));
    }

    private List<Message> tell(Notice... notices) {
        var lines = new ArrayList<String>();
        for (Notice notice : notices) {
            lines.addAll(teamCity.lines(notice));
        }
        List<Message> messages = ServiceMessages.parse(lines);
        ServiceMessages.checkNesting(messages);
        return messages;
    }

    private static Notice.TestFinished finished(String className, String method, Status status) {
        return new Notice.TestFinished(7, "shop", Shop.result(className, method, method + "()", status, null));
    }

    private static Notice.RunFinished end(Outcome outcome) {
        return Shop.runFinished(
                7,
                outcome,
                List.of(),
                new Counts(3, 0, 0, 0),
                40,
                outcome == Outcome.COMPLETED ? List.of() : List.of("exit code 4"),
                Shop.verdict(Verdict.State.UNKNOWN, 0, 9, 6, 0));
    }
}
