package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.report.Notice.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private final Json json = new Json(new Shop());

    @Test
    void ready() {
        assertThat(json.lines(Stories.READY))
                .containsExactly("{\"event\":\"ready\",\"tests\":1930,\"classes\":412,\"ms\":812.0}");
    }

    @Test
    void changesListFilesRelativeToTheProject() {
        assertThat(json.lines(new Notice.Changed(7, Set.of(Shop.MONEY), Set.of(Shop.CONFIG))))
                .containsExactly("{\"event\":\"change\",\"cycle\":7,\"files\":"
                        + "[\"src/main/java/shop/Config.java\",\"src/main/java/shop/Money.java\"]}");
    }

    @Test
    void problems() throws IOException {
        var nowhere = new Problem(Optional.empty(), 0, 0, Severity.WARNING, "odd");
        var event = parse(new Notice.Problems(8, List.of(Stories.ERROR, nowhere), List.of("shop.PriceTest"), 3));
        assertThat(event)
                .containsExactly(
                        Map.entry("event", "problems"),
                        Map.entry("cycle", 8L),
                        Map.entry(
                                "problems",
                                List.of(
                                        object(
                                                "file",
                                                "src/main/java/shop/Money.java",
                                                "line",
                                                41L,
                                                "column",
                                                25L,
                                                "severity",
                                                "error",
                                                "message",
                                                Stories.ERROR.message()),
                                        object(
                                                "file",
                                                null,
                                                "line",
                                                0L,
                                                "column",
                                                0L,
                                                "severity",
                                                "warning",
                                                "message",
                                                "odd"))),
                        Map.entry("blocked", List.of("shop.PriceTest")));
    }

    @Test
    void aRunBeginsWithItsTestsAndTheirReasons() throws IOException {
        var reasons = List.of(
                new Reason.Changed(),
                new Reason.DependsOn(List.of("shop.PriceTest", "shop.Money")),
                new Reason.FailedBefore(),
                new Reason.NeverRun(),
                new Reason.Swept(),
                new Reason.Asked(),
                new Reason.Undecidable("a resource changed"));
        var tests = new ArrayList<Notice.Planned>();
        for (Reason reason : reasons) {
            tests.add(new Notice.Planned("m", "[id]", "shop.ATest", "shop.ATest$In", Optional.of("a"), "a()", reason));
        }
        var event = parse(new Notice.RunStarted(7, "because", tests.size(), tests, 1930, false));
        assertThat(event.keySet()).containsExactly("event", "cycle", "planned", "known", "tests");
        assertThat(event).containsEntry("planned", 7L).containsEntry("known", 1930L);
        List<?> listed = (List<?>) event.get("tests");
        assertThat(listed.get(0))
                .isEqualTo(object(
                        "id", "[id]", "class", "shop.ATest$In", "method", "a", "reason", object("kind", "changed")));
        List<Object> kinds = listed.stream()
                .<Object>map(each -> ((Map<?, ?>) each).get("reason"))
                .toList();
        assertThat(kinds)
                .containsExactly(
                        object("kind", "changed"),
                        object("kind", "depends-on", "path", List.of("shop.PriceTest", "shop.Money")),
                        object("kind", "failed-before"),
                        object("kind", "never-run"),
                        object("kind", "swept"),
                        object("kind", "asked"),
                        object("kind", "undecidable", "why", "a resource changed"));
    }

    @Test
    void everyReasonHasItsOwnKind() {
        assertThat(Reason.class.getPermittedSubclasses()).hasSize(7);
    }

    @Test
    void aPassedTest() {
        assertThat(json.lines(new Notice.TestFinished(
                        7, "shop", Shop.result("shop.PriceTest", "a", "works", Status.SUCCESSFUL, null))))
                .containsExactly("{\"event\":\"test-finished\",\"cycle\":7,"
                        + "\"id\":\"[engine:junit-jupiter]/[class:shop.PriceTest]/[method:a()]\","
                        + "\"class\":\"shop.PriceTest\",\"method\":\"a\",\"displayName\":\"works\","
                        + "\"status\":\"successful\",\"ms\":12.3}");
    }

    @Test
    void aFailedTestSaysWhereAndHow() throws IOException {
        var event = parse(new Notice.TestFinished(7, "shop", Shop.roundsHalfUp().result()));
        assertThat(event).containsEntry("status", "failed");
        Map<?, ?> failure = (Map<?, ?>) event.get("failure");
        assertThat(new ArrayList<Object>(failure.keySet()))
                .containsExactly("type", "message", "expected", "actual", "file", "line", "stack");
        assertThat(failure.get("type")).isEqualTo("org.opentest4j.AssertionFailedError");
        assertThat(failure.get("message")).isEqualTo("expected: <12.35> but was: <12.34>");
        assertThat(failure.get("expected")).isEqualTo("12.35");
        assertThat(failure.get("actual")).isEqualTo("12.34");
        assertThat(failure.get("file")).isEqualTo("src/test/java/shop/PriceTest.java");
        assertThat(failure.get("line")).isEqualTo(27L);
        assertThat((String) failure.get("stack"))
                .startsWith("org.opentest4j.AssertionFailedError: expected: <12.35> but was: <12.34>\n\tat org.junit")
                .contains("\n\tat shop.PriceTest.roundsHalfUp(PriceTest.java:27)\n");
    }

    @Test
    void theStackHoldsTheCauses() throws IOException {
        var wrapped = Shop.causedBy(
                Shop.thrown("a.Outer", "outer", "a.B.c(B.java:1)", "a.Main.main(Main.java:1)"),
                Shop.thrown("a.Inner", null, "a.D.e(D.java:2)", "a.Main.main(Main.java:1)"));
        var event = parse(new Notice.TestFinished(
                7, "shop", Shop.failing("a.T", "t", wrapped).result()));
        assertThat(((Map<?, ?>) event.get("failure")).get("stack")).isEqualTo("""
            a.Outer: outer
            \tat a.B.c(B.java:1)
            \tat a.Main.main(Main.java:1)
            Caused by: a.Inner
            \tat a.D.e(D.java:2)
            \t... 1 more""");
    }

    @Test
    void aContainerHasNoMethodAndSkippedTestsNoFailure() throws IOException {
        var container = parse(new Notice.TestFinished(
                7,
                "shop",
                Shop.failingClass("shop.DbTest", Shop.thrown("a.B", null)).result()));
        assertThat(container).containsEntry("method", null).containsEntry("class", "shop.DbTest");
        assertThat((Map<?, ?>) container.get("failure"))
                .isEqualTo(object("type", "a.B", "message", null, "stack", "a.B"));
        for (Status status : Set.of(Status.ABORTED, Status.SKIPPED)) {
            var event = parse(new Notice.TestFinished(
                    7, "shop", Shop.result("a.T", "t", "t()", status, Shop.thrown("a.B", "assumption"))));
            assertThat(event).doesNotContainKey("failure");
        }
    }

    @Test
    void aRunEndsWithCountsAndPhases() {
        assertThat(json.lines(Stories.broken()[2]))
                .containsExactly("{\"event\":\"run-finished\",\"cycle\":7,\"outcome\":\"completed\",\"why\":[],"
                        + "\"successful\":13,\"failed\":1,\"aborted\":0,\"skipped\":0,\"ms\":900.0,"
                        + "\"phases\":{\"detect\":1.3,\"settle\":1.3,\"compile\":1.3,\"select\":1.3,"
                        + "\"dispatch\":1.3,\"run\":1.3}}");
    }

    @Test
    void outcomesAndStatesAreWrittenInSmallLetters() throws IOException {
        var outcomes = new ArrayList<Object>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.add(parse(Shop.runFinished(
                            1,
                            outcome,
                            List.of(),
                            new Counts(0, 0, 0, 0),
                            1,
                            Shop.verdict(Verdict.State.RED, 0, 0, 0, 0)))
                    .get("outcome"));
        }
        assertThat(outcomes).containsExactly("completed", "cancelled", "crashed", "timed-out", "incomplete");
        var states = new ArrayList<Object>();
        for (Verdict.State state : Verdict.State.values()) {
            states.add(parse(new Notice.VerdictGiven(1, Shop.verdict(state, 0, 0, 0, 0)))
                    .get("state"));
        }
        assertThat(states).containsExactly("green", "red", "blocked", "incomplete", "unknown");
    }

    @Test
    void aVerdictListsWhatFails() throws IOException {
        var event = parse(new Notice.VerdictGiven(7, Shop.verdict(Verdict.State.RED, 1, 1930, 12, 3)));
        assertThat(event)
                .isEqualTo(object(
                        "event",
                        "verdict",
                        "cycle",
                        7L,
                        "state",
                        "red",
                        "failing",
                        List.of(object(
                                "id", "[engine:junit-jupiter]/[class:shop.PriceTest]/[method:test0()]",
                                "class", "shop.PriceTest",
                                "method", "test0")),
                        "known",
                        1930L,
                        "flaky",
                        List.of(),
                        "stale",
                        12L,
                        "blocked",
                        3L));
    }

    @Test
    void messages() {
        assertThat(json.lines(new Notice.Said(Level.WARNING, "a \"b\"\n\u001b\u0000é\u2028")))
                .containsExactly("{\"event\":\"message\",\"level\":\"warning\","
                        + "\"text\":\"a \\\"b\\\"\\n\\u001B\\u0000\\u00E9\\u2028\"}");
        assertThat(json.lines(new Notice.NothingAffected(3, "only comments changed", 1, Duration.ZERO)))
                .containsExactly("{\"event\":\"message\",\"level\":\"info\","
                        + "\"text\":\"no test run: only comments changed\"}");
    }

    @Test
    void anyTextArrivesAsItWasSent() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = RandomText.of(random);
            var event = parse(new Notice.Said(Level.INFO, text));
            assertThat(event.get("text")).isEqualTo(wellFormed(text));
        }
    }

    static List<String> texts() {
        return HostileTextTest.texts();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyLineIsOneObjectInAscii(String text) throws IOException {
        for (Notice notice : Examples.with(text)) {
            for (String line : json.lines(notice)) {
                assertThat(line.chars().allMatch(c -> c >= 0x20 && c <= 0x7f))
                        .as("ASCII")
                        .isTrue();
                assertThat(line).startsWith("{\"event\":\"");
                assertThat(parse(line)
                                .toString()
                                .codePoints()
                                .map(Character::getType)
                                .distinct()
                                .boxed())
                        .as("no half characters")
                        .doesNotContain((int) Character.SURROGATE);
            }
        }
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    private Map<String, Object> parse(Notice notice) throws IOException {
        List<String> lines = json.lines(notice);
        assertThat(lines).hasSize(1);
        return parse(lines.get(0));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String line) throws IOException {
        try (JsonParser parser = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(line)) {
            parser.nextToken();
            var value = (Map<String, Object>) value(parser);
            assertThat(parser.nextToken()).as("nothing follows").isNull();
            return value;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw new AssertionError(parser.currentToken());
        };
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
