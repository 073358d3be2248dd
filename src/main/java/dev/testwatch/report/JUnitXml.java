package dev.testwatch.report;

import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results of a test class as Surefire writes them, which is what build servers read. */
final class JUnitXml {

    private static final String START = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:noNamespaceSchemaLocation="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd"\
        """;

    private JUnitXml() {}

    /** A whole document. */
    static String of(String module, String testClass, Collection<TestResult> results, List<Flaky> flaky) {
        var xml = new StringBuilder(START);
        long errors = results.stream().filter(JUnitXml::isError).count();
        long failed = results.stream().filter(TestResult::failed).count();
        long skipped = results.stream().filter(JUnitXml::isSkipped).count();
        Duration took = results.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
        attribute("name", testClass, xml);
        attribute("time", seconds(took), xml);
        attribute("tests", Integer.toString(results.size()), xml);
        attribute("errors", Long.toString(errors), xml);
        attribute("skipped", Long.toString(skipped), xml);
        attribute("failures", Long.toString(failed - errors), xml);
        xml.append(">\n  <properties>\n    <property");
        attribute("name", "module", xml);
        attribute("value", module, xml);
        xml.append("/>\n  </properties>\n");
        results.forEach(result -> testCase(result, flaky, xml));
        return xml.append("</testsuite>\n").toString();
    }

    private static void testCase(TestResult result, List<Flaky> flaky, StringBuilder xml) {
        xml.append("  <testcase");
        attribute("name", TestName.member(result), xml);
        attribute("classname", result.className(), xml);
        attribute("time", seconds(result.duration()), xml);
        xml.append(">\n");
        if (result.failed()) {
            failure(result, xml);
        } else if (isSkipped(result)) {
            xml.append("    <skipped");
            why(result).ifPresent(message -> attribute("message", message, xml));
            xml.append("/>\n");
        }
        flaky.stream()
                .filter(each -> !result.failed() && each.first().result().id().equals(result.id()))
                .forEach(each -> flaky(each, xml));
        if (!result.output().isEmpty()) {
            element("system-out", "    ", result.output(), xml);
        }
        xml.append("  </testcase>\n");
    }

    /** Each failure of a test that passes all the same; errors behind failures, as the schema wants them. */
    private static void flaky(Flaky flaky, StringBuilder xml) {
        flaky.failures().stream()
                .map(FailingTest::result)
                .sorted(Comparator.comparing(JUnitXml::isError))
                .forEach(failure -> {
                    String element = isError(failure) ? "flakyError" : "flakyFailure";
                    problem(element, failure, xml);
                    xml.append(">\n");
                    element("stackTrace", "      ", String.join("\n", stack(failure)), xml);
                    if (!failure.output().isEmpty()) {
                        element("system-out", "      ", failure.output(), xml);
                    }
                    xml.append("    </").append(element).append(">\n");
                });
    }

    private static void failure(TestResult result, StringBuilder xml) {
        String element = isError(result) ? "error" : "failure";
        problem(element, result, xml);
        xml.append('>').append(XmlText.content(String.join("\n", stack(result))));
        xml.append("</").append(element).append(">\n");
    }

    /** The beginning of an element, up to its last attribute. */
    private static void problem(String element, TestResult result, StringBuilder xml) {
        xml.append("    <").append(element);
        why(result).ifPresent(message -> attribute("message", message, xml));
        attribute("type", result.detail().map(Thrown::type).orElse("unknown"), xml);
    }

    private static List<String> stack(TestResult result) {
        return result.detail().map(StackText::whole).orElse(List.of(result.reason()));
    }

    /** A failure is a check of the test that did not hold; anything else, a dead or hanging JVM too, is an error. */
    private static boolean isError(TestResult result) {
        return result.failed() && !result.detail().map(Chain::isAssertion).orElse(false);
    }

    private static boolean isSkipped(TestResult result) {
        return result.status() == Status.SKIPPED || result.status() == Status.ABORTED;
    }

    private static Optional<String> why(TestResult result) {
        return result.detail()
                .map(thrown -> thrown.message().orElse(thrown.type()))
                .or(() -> Optional.of(result.reason()).filter(reason -> !reason.isBlank()));
    }

    private static void element(String name, String indent, String text, StringBuilder xml) {
        xml.append(indent).append('<').append(name).append('>').append(XmlText.content(text));
        xml.append("</").append(name).append(">\n");
    }

    private static void attribute(String name, String value, StringBuilder xml) {
        xml.append(' ')
                .append(name)
                .append("=\"")
                .append(XmlText.attribute(value))
                .append('"');
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
