package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A test that fails and passes with the same content is said to, whoever listens. */
class FlakyTest {

    private static final FailingTest ROUNDS = Shop.roundsHalfUp();
    private static final Flaky FLAKY = new Flaky(List.of(ROUNDS), 3);
    private static final Verdict GREEN = new Verdict(Verdict.State.GREEN, List.of(), 1930, 0, 0, List.of(FLAKY));

    @Test
    void aTestThatNeverPassedIsNotFlaky() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Flaky(List.of(ROUNDS, ROUNDS), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flaky(List.of(), 2));
        assertThat(FLAKY.words()).isEqualTo("flaky 1/3");
        assertThat(FLAKY.passedAgain().words()).isEqualTo("flaky 1/4");
    }

    @Test
    void noVerdictIsGreenWithoutAWordOfIt() {
        assertThat(Verdicts.of(GREEN, Figures::count)).isEqualTo("all 1,930 pass, 1 flaky");
        assertThat(Verdicts.style(GREEN)).isEqualTo(Style.DOUBTFUL);
        var red = new Verdict(Verdict.State.RED, List.of(ROUNDS), 1930, 0, 0, List.of(FLAKY));
        assertThat(Verdicts.of(red, Figures::count)).isEqualTo("1 of 1,930 failing, 1 flaky");
    }

    @Test
    void aScreenShowsHowItFailed() {
        assertThat(Screen.of(Shop.WIDE, new Notice.Flaked(7, FLAKY))).startsWith("""

              flaky 1/3  PriceTest › rounds half up
              failed 1 of 3 times with the same content, counts as passed

                expected <12.35> but was <12.34>
            """);
    }

    @Test
    void itsFailureCanBeLookedAtLater() {
        assertThat(Screen.of(Shop.WIDE, new Notice.Failures(List.of(), false, List.of(FLAKY))))
                .contains(" 0 tests failing, 1 flaky\n")
                .contains("expected <12.35> but was <12.34>");
    }

    @Test
    void linesBeginLikeThoseOfAFailure() {
        var lines = new PlainText(new Shop()).lines(new Notice.Flaked(7, FLAKY)).err();
        assertThat(lines)
                .startsWith(
                        "[testwatch] flaky 1/3 shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>",
                        "    src/test/java/shop/PriceTest.java:27");
    }

    @Test
    void aProgramReadsHowOftenAndHowItFailed() {
        var json = new Json(new Shop());
        assertThat(json.lines(new Notice.Flaked(7, FLAKY)).get(0))
                .startsWith("{\"event\":\"flaky\",\"cycle\":7,\"id\":")
                .contains("\"failed\":1,\"runs\":3,\"failures\":[{\"type\":");
        assertThat(json.lines(new Notice.VerdictGiven(7, GREEN)).get(0))
                .contains("\"flaky\":[{\"id\":")
                .contains("\"failed\":1,\"runs\":3");
    }

    @Test
    void fewWordsSayItToo() {
        assertThat(new AgentText(new Shop()).lines(new Notice.VerdictGiven(7, GREEN)))
                .containsExactly(
                        "GREEN: all 1930 pass, 1 flaky",
                        "flaky 1/3 shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>");
    }

    @Test
    void aServiceMessageWarns() {
        assertThat(new TeamCity(new Shop()).lines(new Notice.Flaked(7, FLAKY)))
                .singleElement()
                .asString()
                .contains("flaky 1/3: shop.PriceTest.roundsHalfUp")
                .contains("status='WARNING'")
                .contains("errorDetails=");
    }

    @Test
    void aReportHoldsItsFailuresInATestThatPasses() throws Exception {
        var reports = new ClassReports();
        TestResult passed = Shop.result("shop.PriceTest", "roundsHalfUp", "rounds half up", Status.SUCCESSFUL, null);
        tell(reports, new Notice.TestFinished(7, "shop", passed), new Notice.Flaked(7, FLAKY));
        var documents = tell(reports, end());

        Element suite = SurefireSchema.read(documents.get(0).text());
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        Element flaky = SurefireSchema.all(suite, "flakyFailure").get(0);
        assertThat(flaky.getAttribute("message")).contains("12.35");
        assertThat(SurefireSchema.all(flaky, "stackTrace").get(0).getTextContent())
                .contains("PriceTest.java:27");

        var again = tell(reports, new Notice.TestFinished(8, "shop", passed), end(8));
        assertThat(again.get(0).text()).doesNotContain("flakyFailure");
    }

    @Test
    void aReportFollowsWhenAFailureTurnsOutToBeFlaky() throws Exception {
        var reports = new ClassReports();
        tell(reports, new Notice.TestFinished(7, "shop", ROUNDS.result()), end());

        var documents = tell(reports, new Notice.Flaked(8, FLAKY));

        Element suite = SurefireSchema.read(documents.get(0).text());
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(SurefireSchema.all(suite, "flakyFailure")).hasSize(1);
    }

    @Test
    void whatATestFailsAfterIsSaidWithACommand() {
        var found = new Notice.FailsAfter(
                8, "shop.PriceTest", List.of("shop.ConfigTest"), "java -jar", "PriceTest fails only after ConfigTest");
        assertThat(Screen.of(Shop.WIDE, found)).contains("PriceTest fails only after ConfigTest");
        assertThat(new AgentText(new Shop()).lines(found)).containsExactly("PriceTest fails only after ConfigTest");
        assertThat(new TeamCity(new Shop()).lines(found).get(0)).contains("PriceTest fails only after ConfigTest");
        assertThat(new PlainText(new Shop()).lines(found).out())
                .containsExactly("[testwatch] warning: PriceTest fails only after ConfigTest");
        assertThat(new Json(new Shop()).lines(found))
                .containsExactly("{\"event\":\"fails-after\",\"cycle\":8,\"class\":\"shop.PriceTest\",\"after\":"
                        + "[\"shop.ConfigTest\"],\"command\":\"java -jar\","
                        + "\"text\":\"PriceTest fails only after ConfigTest\"}");
    }

    private static List<ClassReports.Document> tell(ClassReports reports, Notice... notices) {
        var documents = new ArrayList<ClassReports.Document>();
        List.of(notices).forEach(notice -> documents.addAll(reports.documents(notice)));
        return documents;
    }

    private static Notice end() {
        return end(7);
    }

    private static Notice end(int cycle) {
        return Shop.runFinished(cycle, Outcome.COMPLETED, List.of(), new Counts(1, 0, 0, 0), 900, List.of(), GREEN);
    }
}
