package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests may be called, say and print what they like. */
class HostileTextTest {

    private static final List<Theme> THEMES = List.of(
            new Theme(20, false, true, false),
            new Theme(40, true, false, false),
            new Theme(80, true, true, true),
            new Theme(200, false, false, true));

    static List<String> texts() {
        var texts = new ArrayList<>(List.of(
                "",
                " ",
                "\n",
                "\r\n\t",
                "\u0000\u0007\u0008\u007f",
                "\u001b[2J\u001b[H\u001b[31mred",
                "\u001b]52;c;ZXZpbA==\u0007copied",
                "\u001b]8;;http://example.org\u001b\\link\u001b]8;;\u001b\\",
                "\u001b]0;title never ends",
                "\u001bP1$r\u001b\\\u001b_apc\u009c\u001b^pm\u001b\\",
                "\u001b",
                "\u001b[",
                "\u001b[38;5",
                "\u009b2J\u009d0;x\u009c\u0085",
                "\u001b[?1049h\u001bc\u001b(0\u001b#8",
                "\u202egnp.exe\u202c \u2066iso\u2069 \u200f\u061c",
                "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e",
                "passed\rFAILED\b\b\b\b\b\bok",
                "\u001bP+q544e\u001b\\\u001b[6n\u001b[>c\u001b[21t",
                "\u0090q\u009c\u0098sos\u009c\u009d52;c;ZXZpbA==\u009c\u0084\u008d",
                "\u001b]52;c;!\u001b\\\u001b]1337;File=:AAAA\u0007\u001b]777;notify;a;b\u0007",
                "\u2028\u2029\ufeff\u200b\u00ad",
                "\ud800",
                "\udc00\ud800x\ud83d",
                "e" + "\u0301".repeat(1_500),
                "\ud83d\udc69\u200d\ud83d\udcbb 日本語 ﷽",
                "x".repeat(30_000),
                "日".repeat(3_000),
                "word ".repeat(2_000),
                "line\n".repeat(1_500),
                "$1 \\ %s {0} \\u001b",
                "$$$.(((:1)))",
                "a/b.c[d]<e>",
                "\uffff\ufffe\udbff\udfff"));
        var random = new Random(42);
        for (int i = 0; i < 60; i++) {
            texts.add(RandomText.of(random));
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingReachesTheTerminalThatCouldControlIt(String text) {
        for (Theme theme : THEMES) {
            var console = new ConsoleText(new Shop(), () -> theme, Shop.CLOCK);
            var lines = new ArrayList<String>();
            for (Notice notice : Examples.with(text)) {
                lines.addAll(console.lines(notice));
                if (notice instanceof Notice.Progress progress) {
                    lines.add(console.status(progress));
                }
            }
            lines.add(console.busy(text));
            lines.add(console.idle(new Status.Watching(
                    Shop.verdict(Verdict.State.RED, 1, 9, 0, 0), false, Optional.of(text), Optional.empty())));
            assertThat(lines)
                    .map(line -> withoutOwnSequences(line, theme))
                    .allMatch(HostileTextTest::isHarmless, "harmless")
                    .allMatch(line -> Cells.width(line) <= theme.width(), "fits")
                    .allMatch(line -> theme.unicode() || line.chars().allMatch(c -> c < 0x7f), "ASCII");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingReachesAPipeThatCouldForgeALine(String text) {
        var plain = new PlainText(new Shop());
        for (Notice notice : Examples.with(text)) {
            assertThat(plain.lines(notice).inOrder())
                    .map(line -> line.text().replaceFirst("^\t+", ""))
                    .allMatch(HostileTextTest::isHarmless, "harmless");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingForgesALineOfAVerdict(String text) {
        var agent = new AgentText(new Shop());
        for (Notice notice : Examples.with(text)) {
            assertThat(agent.lines(notice))
                    .allMatch(HostileTextTest::isHarmless, "harmless")
                    .noneMatch(line -> line.startsWith("GREEN"), "green")
                    .allMatch(line -> line.length() < 600, "short");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aProgramGetsTheTextItselfInAsciiThatHoldsNothingElse(String text) throws Exception {
        var json = new Json(new Shop());
        String whole = text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var values = new HashSet<String>();
        for (Notice notice : Examples.with(text)) {
            for (String line : json.lines(notice)) {
                assertThat(line).matches("[ -~]*");
                values.addAll(texts(line));
            }
        }
        assertThat(values).contains(whole);
    }

    @Test
    void namesOfAMegabyteAreCutForPeople() {
        String text = "\u001b[31m\u202e x".repeat(140_000);
        for (Theme theme : THEMES.subList(2, 3)) {
            var console = new ConsoleText(new Shop(), () -> theme, Shop.CLOCK);
            for (Notice notice : Examples.with(text)) {
                assertThat(console.lines(notice))
                        .map(line -> withoutOwnSequences(line, theme))
                        .allMatch(HostileTextTest::isHarmless, "harmless")
                        .allMatch(line -> Cells.width(line) <= theme.width(), "fits")
                        .hasSizeLessThan(3_000);
            }
        }
    }

    /** All strings in a line of JSON. */
    private static Set<String> texts(String line) throws IOException {
        var texts = new HashSet<String>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                }
            }
        }
        return texts;
    }

    private static boolean isHarmless(String line) {
        return line.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> c != 0x200c && c != 0x200d;
            default -> false;
        });
    }

    private static String withoutOwnSequences(String line, Theme theme) {
        String bare = line;
        if (theme.colour()) {
            bare = bare.replaceAll("\u001b\\[(0|31|32|33)m", "");
        }
        return theme.hyperlinks() ? bare.replaceAll("\u001b]8;;(file:///[!-~]*)?\u001b\\\\", "") : bare;
    }
}
