package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodeFrameTest {

    @Test
    void commonIndentationIsTakenAway() {
        var frame = new CodeFrame(List.of("class A {", "        if (x) {", "            y();"), 3);
        assertThat(render(frame.withCaret(1, Shop.WIDE))).isEqualTo("""
                    2 |   if (x) {
                  > 3 |       y();
                      |       ^
            """);
    }

    @Test
    void lineNumbersAreAligned() {
        var lines = new ArrayList<>(Collections.nCopies(98, "x"));
        lines.addAll(List.of("a", "b", "c"));
        assertThat(render(new CodeFrame(lines, 101).withCaret(2, Shop.WIDE))).isEqualTo("""
                     99 |   a
                    100 |   b
                  > 101 |   c
                        |   ^
            """);
    }

    @Test
    void theFirstLineHasNothingBeforeIt() {
        assertThat(render(new CodeFrame(List.of("a", "b"), 1).withCaret(2, Shop.WIDE)))
                .isEqualTo("""
                  > 1 |   a
                      |   ^
            """);
    }

    @Test
    void aTabIsOneColumn() {
        var frame = new CodeFrame(List.of("\t\tfoo(bar);"), 1);
        assertThat(render(frame.withCaret(1, OptionalInt.of(7), Shop.WIDE))).isEqualTo("""
                  > 1 |   foo(bar);
                      |       ^
            """);
    }

    @Test
    void theCaretStandsUnderWideCharactersToo() {
        var frame = new CodeFrame(List.of("s = \"日本\" + x;"), 1);
        assertThat(render(frame.withCaret(1, OptionalInt.of(12), Shop.WIDE))).isEqualTo("""
                  > 1 |   s = "日本" + x;
                      |                ^
            """);
        assertThat(frame.withCaret(1, OptionalInt.of(12), new Theme(80, false, false, false)).stream()
                        .flatMap(line -> line.render(new Theme(80, false, false, false)).stream()))
                .containsExactly("      > 1 |   s = \"\\u65e5\\u672c\" + x;", "          |                        ^");
    }

    @Test
    void aColumnBehindTheEndOfTheLineIsItsEnd() {
        assertThat(render(new CodeFrame(List.of("int x"), 1).withCaret(1, OptionalInt.of(6), Shop.WIDE)))
                .isEqualTo("""
                  > 1 |   int x
                      |        ^
            """);
        assertThat(render(new CodeFrame(List.of("int x"), 1).withCaret(1, OptionalInt.of(600), Shop.WIDE)))
                .endsWith("|        ^\n");
    }

    @Test
    void aLineThatIsNoLongerThereIsNotShown() {
        assertThat(new CodeFrame(List.of("a"), 2).withCaret(1, Shop.WIDE)).isEmpty();
        assertThat(new CodeFrame(List.of(), 1).single(Shop.WIDE)).isEmpty();
    }

    @Test
    void codeDoesNotMoveTheCursor() {
        assertThat(render(new CodeFrame(List.of("a\u001b[2J\u202eb"), 1).single(Shop.WIDE)))
                .isEqualTo("      > 1 |   a\\u001b[2J\\u202eb\n");
    }

    private static String render(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.render(Shop.WIDE).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
