package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.worker.Message.Thrown;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small project, its sources and the things that can happen to its tests. */
final class Shop implements Sources {

    static final Path ROOT = Path.of("").toAbsolutePath().resolve("shop");
    static final Path MONEY = ROOT.resolve("src/main/java/shop/Money.java");
    static final Path CONFIG = ROOT.resolve("src/main/java/shop/Config.java");
    static final Path PRICE_TEST = ROOT.resolve("src/test/java/shop/PriceTest.java");
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T14:02:11Z"), ZoneOffset.UTC);
    static final Theme WIDE = new Theme(80, false, true, false);

    private final Map<String, Path> files = new HashMap<>();
    private final Map<Path, List<String>> lines = new HashMap<>();

    Shop() {
        put("shop.Money", MONEY, 39, "", "    Money rounded() {", "        return scale(2, HALF_UPP);", "    }");
        put("shop.Config", CONFIG, 16, "    static {", "        URL = require(\"db.url\");", "    }");
        put(
                "shop.PriceTest",
                PRICE_TEST,
                25,
                "        var net = Money.of(\"12.345\");",
                "",
                "        assertEquals(Money.of(\"12.35\"), net.rounded());",
                "    }");
    }

    /** Adds a source whose {@code text} begins after so many blank lines. */
    void put(String className, Path file, int first, String... text) {
        var all = new ArrayList<String>();
        for (int i = 1; i < first; i++) {
            all.add("");
        }
        all.addAll(List.of(text));
        files.put(className, file);
        lines.put(file, all);
    }

    @Override
    public Optional<Path> find(String className, String fileName) {
        return Optional.ofNullable(files.get(Frame.topLevel(className)));
    }

    @Override
    public List<String> lines(Path file) {
        return lines.getOrDefault(file, List.of());
    }

    @Override
    public String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    // ---- exceptions

    static Thrown thrown(String type, String message, String... frames) {
        return new Thrown(
                type,
                Optional.ofNullable(message),
                List.of(frames),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Thrown causedBy(Thrown thrown, Thrown cause) {
        return new Thrown(
                thrown.type(),
                thrown.message(),
                thrown.frames(),
                Optional.of(cause),
                thrown.suppressed(),
                thrown.expected(),
                thrown.actual());
    }

    static Thrown comparison(String message, String expected, String actual, String... frames) {
        return new Thrown(
                "org.opentest4j.AssertionFailedError",
                Optional.of(message),
                List.of(frames),
                Optional.empty(),
                List.of(),
                Optional.of(expected),
                Optional.of(actual));
    }

    /** As JUnit words it. */
    static Thrown notEqual(String expected, String actual, String... frames) {
        return comparison("expected: <" + expected + "> but was: <" + actual + ">", expected, actual, frames);
    }

    // ---- tests

    static TestResult result(String className, String method, String display, Status status, Thrown detail) {
        String id = "[engine:junit-jupiter]/[class:" + className + "]/[method:" + method + "()]";
        return result(id, className, Optional.of(method), display, status, Optional.ofNullable(detail), "");
    }

    static TestResult result(
            String id,
            String className,
            Optional<String> method,
            String display,
            Status status,
            Optional<Thrown> detail,
            String output) {
        return new TestResult(
                id,
                Frame.topLevel(className),
                className,
                method,
                display,
                method.isEmpty(),
                status,
                Duration.ofNanos(12_345_678),
                detail,
                "",
                output);
    }

    static FailingTest failing(String className, String method, String display, Thrown detail) {
        return new FailingTest("shop", result(className, method, display, Status.FAILED, detail));
    }

    static FailingTest failing(String className, String method, Thrown detail) {
        return failing(className, method, method + "()", detail);
    }

    static FailingTest failingWithOutput(String output) {
        TestResult base = roundsHalfUp().result();
        return new FailingTest(
                "shop",
                result(
                        base.id(),
                        base.className(),
                        base.methodName(),
                        base.displayName(),
                        Status.FAILED,
                        base.detail(),
                        output));
    }

    static FailingTest failingClass(String className, Thrown detail) {
        String id = "[engine:junit-jupiter]/[class:" + className + "]";
        return new FailingTest(
                "shop",
                result(
                        id,
                        className,
                        Optional.empty(),
                        TestName.simple(className),
                        Status.FAILED,
                        Optional.of(detail),
                        ""));
    }

    /** The failure on the first screen. */
    static FailingTest roundsHalfUp() {
        return failing(
                "shop.PriceTest",
                "roundsHalfUp",
                "rounds half up",
                notEqual(
                        "12.35",
                        "12.34",
                        "org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)",
                        "org.junit.jupiter.api.AssertEquals.failNotEqual(AssertEquals.java:197)",
                        "shop.Money.rounded(Money.java:41)",
                        "shop.PriceTest.roundsHalfUp(PriceTest.java:27)",
                        "java.lang.reflect.Method.invoke(Method.java:569)",
                        "org.junit.platform.commons.util.ReflectionUtils.invokeMethod(ReflectionUtils.java:767)"));
    }

    /** One initialisation that fails, then tests that find the class unusable. */
    static List<FailingTest> unusableConfig(int tests, int classes) {
        Thrown cause = thrown(
                "java.lang.IllegalStateException",
                "missing key db.url",
                "shop.Config.<clinit>(Config.java:17)",
                "shop.DbTest.connects(DbTest.java:9)");
        var all = new ArrayList<FailingTest>();
        all.add(failing(
                "shop.DbTest",
                "connects",
                causedBy(
                        thrown("java.lang.ExceptionInInitializerError", null, "shop.DbTest.connects(DbTest.java:9)"),
                        cause)));
        for (int i = 1; i < tests; i++) {
            String name = "shop.Db" + i % classes + "Test";
            all.add(failing(
                    name,
                    "reads" + i,
                    causedBy(
                            thrown(
                                    "java.lang.NoClassDefFoundError",
                                    "Could not initialize class shop.Config",
                                    name + ".reads" + i + "(Some.java:" + i + ")"),
                            thrown(
                                    "java.lang.ExceptionInInitializerError",
                                    "Exception java.lang.IllegalStateException: missing key db.url"
                                            + " [in thread \"main\"]",
                                    "shop.Config.<clinit>(Config.java:17)"))));
        }
        return all;
    }

    // ---- notices

    static Verdict verdict(Verdict.State state, int failing, int known, int stale, int blocked) {
        var tests = new ArrayList<FailingTest>();
        for (int i = 0; i < failing; i++) {
            tests.add(failing("shop.PriceTest", "test" + i, thrown("java.lang.AssertionError", "no")));
        }
        return new Verdict(state, tests, known, stale, blocked);
    }

    static Notice.Changed moneyChanged(int cycle) {
        return new Notice.Changed(cycle, Set.of(MONEY), Set.of());
    }

    static Notice.RunStarted runStarted(int cycle, String because, int planned, int known, Reason reason) {
        var tests = new ArrayList<Notice.Planned>();
        for (int i = 0; i < planned; i++) {
            tests.add(new Notice.Planned(
                    "shop",
                    "[engine:junit-jupiter]/[class:shop.PriceTest]/[method:test" + i + "()]",
                    "shop.PriceTest",
                    "shop.PriceTest",
                    Optional.of("test" + i),
                    "test" + i + "()",
                    reason));
        }
        return new Notice.RunStarted(cycle, because, planned, tests, known, false);
    }

    static Notice.RunFinished runFinished(
            int cycle, Outcome outcome, List<FailingTest> failures, Counts counts, long millis, Verdict verdict) {
        return runFinished(cycle, outcome, failures, counts, millis, List.of(), verdict);
    }

    static Notice.RunFinished runFinished(
            int cycle,
            Outcome outcome,
            List<FailingTest> failures,
            Counts counts,
            long millis,
            List<String> detail,
            Verdict verdict) {
        var newly = new HashMap<String, Boolean>();
        failures.forEach(failure -> newly.put(failure.result().id(), true));
        Duration one = Duration.ofNanos(1_250_000);
        return new Notice.RunFinished(
                cycle,
                outcome,
                failures,
                newly.keySet(),
                counts,
                Duration.ofMillis(millis),
                new Phases(one, one, one, one, one, one),
                detail,
                verdict);
    }
}
