package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What other programs get to read. */
class ReportersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void aTestConsoleAndABuildServerLearnWhatFails() throws Exception {
        Shop shop = Shop.judged();
        Path reports = directory.resolve("reports");
        try (Jar jar = Jar.start(List.of(
                "--reporter",
                "teamcity",
                "--all",
                "--reports",
                reports.toString(),
                shop.root().toString()))) {
            jar.awaitOut("##teamcity\\[testSuiteStarted name='shop.InvoiceTest' .*", PATIENCE);
            jar.awaitOut("##teamcity\\[message text='all 90 pass' status='NORMAL'\\]", PATIENCE);

            shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
            jar.awaitOut(
                    "##teamcity\\[testFailed name='printsArticlesDiscountParcelsAndTotal' .*"
                            + " type='comparisonFailure' expected='.*Discount.*' actual='.*Reduction.*",
                    PATIENCE);
            jar.awaitOut("##teamcity\\[message text='1 of 90 failing' status='WARNING'\\]", PATIENCE);
            jar.send("q");
            assertThat(jar.awaitExit(PATIENCE)).isZero();
            assertThat(jar.transcript().lines()).allMatch(line -> line.startsWith("  out ##teamcity["));
        }
        assertThat(suite(reports.resolve("TEST-shop.InvoiceTest.xml")).getAttribute("failures"))
                .isEqualTo("1");
        assertThat(suite(reports.resolve("TEST-shop.MoneyTest.xml")).getAttribute("failures"))
                .isEqualTo("0");
        int tests = 0;
        try (var files = Files.newDirectoryStream(reports)) {
            for (Path file : files) {
                tests += Integer.parseInt(suite(file).getAttribute("tests"));
            }
        }
        assertThat(tests).isEqualTo(90);
    }

    @Test
    void aProgramThatPaysForEachWordGetsFewAndAnIdeItsDefinition() throws Exception {
        Shop shop = Shop.judged();
        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        List<String> once = List.of(
                "--once",
                "--reporter",
                "agent",
                "--notify",
                "always",
                shop.root().toString());
        try (Jar jar = Jar.start(once)) {
            assertThat(jar.awaitExit(PATIENCE)).isEqualTo(1);
            int line = shop.lineOf(shop.test("InvoiceTest"), "resource(\"/shop/invoice.txt\")");
            assertThat(jar.transcript().lines().limit(2))
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo("  out RED: 1 of 90 failing"),
                            second -> assertThat(second)
                                    .startsWith("  out src/test/java/shop/InvoiceTest.java:" + line
                                            + " shop.InvoiceTest.printsArticlesDiscountParcelsAndTotal: "));
        }
        try (Jar jar = Jar.start(List.of("ide", "vscode", shop.root().toString()))) {
            assertThat(jar.awaitExit(PATIENCE)).isZero();
            String text = String.join(
                    "\n",
                    jar.transcript().lines().map(line -> line.substring(6)).toList());
            Json task = Json.parse(text).get("tasks").items().get(0);
            assertThat(task.get("args").items().get(1).text())
                    .isEqualTo(Jar.file().toRealPath().toString());
            assertThat(task.get("options").get("cwd").text())
                    .isEqualTo(shop.root().toString());
        }
    }

    private static Element suite(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }
}
