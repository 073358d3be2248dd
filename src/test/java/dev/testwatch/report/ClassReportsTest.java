package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.ClassReports.Document;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ClassReportsTest {

    private final ClassReports reports = new ClassReports();

    @Test
    void aReportLooksAsSurefireWritesIt() {
        var documents = tell(
                result("shop", Shop.result("shop.PriceTest", "adds", "adds()", Status.SUCCESSFUL, null)),
                result(
                        "shop",
                        Shop.failing(
                                        "shop.PriceTest",
                                        "a",
                                        Shop.thrown("java.lang.AssertionError", "1 < 2", "shop.PriceTest.a(P.java:1)"))
                                .result()),
                end(Outcome.COMPLETED));
        assertThat(documents).hasSize(1);
        assertThat(documents.get(0).file()).isEqualTo("TEST-shop.PriceTest.xml");
        assertThat(documents.get(0).text()).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd" name="shop.PriceTest" time="0.025" tests="2" errors="0" skipped="0" failures="1">
              <properties>
                <property name="module" value="shop"/>
              </properties>
              <testcase name="adds" classname="shop.PriceTest" time="0.012">
              </testcase>
              <testcase name="a" classname="shop.PriceTest" time="0.012">
                <failure message="1 &lt; 2" type="java.lang.AssertionError">java.lang.AssertionError: 1 &lt; 2
            \tat shop.PriceTest.a(P.java:1)</failure>
              </testcase>
            </testsuite>
            """);
    }

    @Test
    void eachClassHasItsOwnAndNestedOnesAreInThatOfTheirOutermost() throws Exception {
        var documents = tell(
                result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                result("shop", Shop.result("shop.BTest$In", "b", "b()", Status.ABORTED, Shop.thrown("a.B", "not now"))),
                result("shop", Shop.result("shop.ATest", "c", "c()", Status.SKIPPED, null)),
                end(Outcome.COMPLETED));
        assertThat(documents).extracting(Document::file).containsExactly("TEST-shop.ATest.xml", "TEST-shop.BTest.xml");
        Element nested = SurefireSchema.read(documents.get(1).text());
        assertThat(SurefireSchema.all(nested, "testcase").get(0).getAttribute("classname"))
                .isEqualTo("shop.BTest$In");
        assertThat(SurefireSchema.all(nested, "skipped").get(0).getAttribute("message"))
                .isEqualTo("not now");
    }

    @Test
    void whatKilledOrHeldUpTheJvmIsAnError() throws Exception {
        var killed = Shop.failing("shop.ATest", "kills", Shop.thrown("the JVM died: killed by signal 9", null));
        var documents = tell(
                started("shop.ATest"),
                result("shop", killed.result()),
                end(Outcome.CRASHED, "the JVM died: killed by signal 9 while shop.ATest.kills() ran"));
        Element suite = SurefireSchema.read(documents.get(0).text());
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("skipped")).as("what it took with it").isEqualTo("2");
        assertThat(SurefireSchema.all(suite, "error").get(0).getAttribute("type"))
                .isEqualTo("the JVM died: killed by signal 9");
    }

    @Test
    void whatARunThatIsNotProvenSaysNothingOfIsAnError() throws Exception {
        var documents = tell(
                started("shop.ATest"),
                result("shop", Shop.result("shop.ATest", "test0", "test0()", Status.SUCCESSFUL, null)),
                end(Outcome.INCOMPLETE, "2 tests have no end"));
        Element suite = SurefireSchema.read(documents.get(0).text());
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(SurefireSchema.all(suite, "error").get(0).getAttribute("message"))
                .contains("2 tests have no end");
    }

    @Test
    void whatFailedEarlierAndDidNotRunNowIsInItToo() throws Exception {
        FailingTest old = Shop.failing("shop.ATest", "old", Shop.thrown("java.lang.AssertionError", "no"));
        FailingTest elsewhere = Shop.failing("shop.BTest", "b", Shop.thrown("java.lang.AssertionError", "no"));
        var documents = tell(
                result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                Shop.runFinished(
                        7,
                        Outcome.COMPLETED,
                        List.of(),
                        new Counts(1, 0, 0, 0),
                        40,
                        new Verdict(Verdict.State.RED, List.of(old, elsewhere), 9, 0, 0)));
        assertThat(documents).hasSize(1);
        Element suite = SurefireSchema.read(documents.get(0).text());
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
    }

    @Test
    void aFailureIsNotForgottenForALaterSuccess() throws Exception {
        var documents = tell(
                result(
                        "shop",
                        Shop.failing("shop.ATest", "a", Shop.thrown("a.B", "x")).result()),
                result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                end(Outcome.COMPLETED));
        assertThat(SurefireSchema.read(documents.get(0).text()).getAttribute("errors"))
                .isEqualTo("1");
    }

    @Test
    void aCancelledRunLeavesTheReportsAsTheyAre() {
        assertThat(tell(
                        result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                        end(Outcome.CANCELLED)))
                .isEmpty();
    }

    @Test
    void whenAllPassAgainWithoutARunTheReportSaysSo() throws Exception {
        var green = new Notice.VerdictGiven(9, Shop.verdict(Verdict.State.GREEN, 0, 9, 0, 0));
        FailingTest broken = Shop.failing("shop.ATest", "a", Shop.thrown("java.lang.AssertionError", "no"));
        FailingTest red = Shop.failing("shop.BTest", "b", Shop.thrown("java.lang.AssertionError", "no"));
        tell(result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)), end(Outcome.COMPLETED));
        assertThat(tell(green)).isEmpty();
        tell(
                new Notice.TestFinished(8, "shop", broken.result()),
                new Notice.TestFinished(8, "shop", red.result()),
                Shop.runFinished(
                        8,
                        Outcome.COMPLETED,
                        List.of(broken, red),
                        new Counts(0, 2, 0, 0),
                        1,
                        new Verdict(Verdict.State.RED, List.of(broken, red), 9, 0, 0)));
        var corrected = tell(green);
        assertThat(corrected).extracting(Document::file).containsExactly("TEST-shop.ATest.xml", "TEST-shop.BTest.xml");
        Element first = SurefireSchema.read(corrected.get(0).text());
        assertThat(first.getAttribute("tests") + first.getAttribute("failures")).isEqualTo("10");
        Element second = SurefireSchema.read(corrected.get(1).text());
        assertThat(second.getAttribute("tests")).as("nothing is invented").isEqualTo("0");
        assertThat(tell(green)).isEmpty();
        assertThat(tell(new Notice.VerdictGiven(10, new Verdict(Verdict.State.RED, List.of(red), 9, 0, 0))))
                .extracting(Document::file)
                .containsExactly("TEST-shop.BTest.xml");
    }

    @Test
    void aRunHoldsNothingOfTheOneBefore() {
        tell(result("shop", Shop.result("shop.ATest", "a", "a()", Status.SUCCESSFUL, null)));
        var next = new Notice.TestFinished(8, "shop", Shop.result("shop.BTest", "b", "b()", Status.SUCCESSFUL, null));
        assertThat(tell(
                        next,
                        Shop.runFinished(
                                8,
                                Outcome.COMPLETED,
                                List.of(),
                                new Counts(1, 0, 0, 0),
                                1,
                                Shop.verdict(Verdict.State.GREEN, 0, 9, 0, 0))))
                .extracting(Document::file)
                .containsExactly("TEST-shop.BTest.xml");
    }

    @Test
    void classesOfOneNameInTwoModulesDoNotOverwriteEachOther() {
        assertThat(tell(
                        result("one", Shop.result("a.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                        result("../two", Shop.result("a.ATest", "a", "a()", Status.SUCCESSFUL, null)),
                        end(Outcome.COMPLETED)))
                .extracting(Document::file)
                .containsExactly(
                        "TEST-a.ATest.xml", "_._two-" + Integer.toHexString("../two".hashCode()) + "/TEST-a.ATest.xml");
    }

    static List<String> texts() {
        return HostileTextTest.texts();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextIsXmlAndAnyNameAFileBelowTheDirectory(String text) throws Exception {
        var documents = new ArrayList<Document>();
        Examples.with(text).forEach(notice -> documents.addAll(reports.documents(notice)));
        assertThat(documents).extracting(Document::file).hasSize(2).doesNotHaveDuplicates();
        var names = new ArrayList<String>();
        for (Document document : documents) {
            assertThat(document.file()).matches("([\\p{L}\\p{N}_$-][^/\\\\]*/)?TEST-[^/\\\\]*\\.xml");
            var bytes = document.text().getBytes(StandardCharsets.UTF_8);
            names.add(SurefireSchema.read(new String(bytes, StandardCharsets.UTF_8))
                    .getAttribute("name"));
        }
        assertThat(names).containsExactly(visible(text), visible(text + "2"));
    }

    /** What is forbidden as a Java escape; everything else as it is. */
    private static String visible(String text) {
        return text.codePoints()
                .mapToObj(c -> {
                    boolean control = Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0;
                    boolean half = c >= 0xd800 && c <= 0xdfff;
                    return control || half || c == 0xfffe || c == 0xffff
                            ? String.format("\\u%04x", c)
                            : Character.toString(c);
                })
                .reduce("", String::concat);
    }

    private List<Document> tell(Notice... notices) {
        var documents = new ArrayList<Document>();
        for (Notice notice : notices) {
            documents.addAll(reports.documents(notice));
        }
        return documents;
    }

    /** Three tests are planned. */
    private static Notice started(String testClass) {
        var tests = new ArrayList<Notice.Planned>();
        for (int i = 0; i < 3; i++) {
            String method = i == 2 ? "kills" : "test" + i;
            tests.add(new Notice.Planned(
                    "shop",
                    "[engine:junit-jupiter]/[class:" + testClass + "]/[method:" + method + "()]",
                    testClass,
                    testClass,
                    Optional.of(method),
                    method + "()",
                    new Reason.Asked()));
        }
        return new Notice.RunStarted(7, "", 3, tests, 9, false);
    }

    private static Notice result(String module, TestResult result) {
        return new Notice.TestFinished(7, module, result);
    }

    private static Notice end(Outcome outcome, String... detail) {
        return Shop.runFinished(
                7,
                outcome,
                List.of(),
                new Counts(1, 0, 0, 0),
                40,
                List.of(detail),
                Shop.verdict(Verdict.State.UNKNOWN, 0, 9, 0, 0));
    }
}
