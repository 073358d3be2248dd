package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {

    private static final Theme ASCII = new Theme(80, false, false, false);
    private static final Theme NARROW = new Theme(40, false, true, false);

    @Test
    void caretsStandUnderWhatDiffers() {
        assertThat(inline("12.35", "12.34")).isEqualTo("""
                  - 12.35
                  + 12.34
                        ^
            """);
        assertThat(inline("the quick brown fox", "the quack brown fax")).isEqualTo("""
                  - the quick brown fox
                  + the quack brown fax
                          ^          ^
            """);
    }

    @Test
    void aCaretShowsWhereSomethingIsMissing() {
        assertThat(inline("abc", "ab")).isEqualTo("""
                  - abc
                  + ab
                      ^
            """);
        assertThat(inline("abcd", "acd")).isEqualTo("""
                  - abcd
                  + acd
                     ^
            """);
        assertThat(inline("", "x")).isEqualTo("""
                  -
                  + x
                    ^
            """);
        assertThat(inline("x", "")).isEqualTo("""
                  - x
                  +
                    ^
            """);
    }

    @Test
    void valuesWithLittleInCommonAreNotTakenApart() {
        assertThat(inline("Optional.empty", "Money[amount=3]")).isEqualTo("""
                  - Optional.empty
                  + Money[amount=3]
                    ^^^^^^^^^^^^^^^
            """);
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(inline("日本語 née", "日本誤 nee")).isEqualTo("""
                  - 日本語 née
                  + 日本誤 nee
                        ^^  ^
            """);
    }

    @Test
    void whitespaceIsVisibleWhereItDiffers() {
        assertThat(inline("a b c", "a b\tc")).isEqualTo("""
                  - a·b·c
                  + a·b\\tc
                       ^^
            """);
        assertThat(render(diff("a b ", "a c", ASCII), ASCII)).isEqualTo("""
                  - a b\\s
                  + a c
                      ^
            """);
        assertThat(render(diff("a b", "a\u00a0b", ASCII), ASCII)).isEqualTo("""
                  - a\\sb
                  + a\\u00a0b
                     ^^^^^^
            """);
    }

    @Test
    void longValuesAreShownAroundTheirFirstDifference() {
        String before = "x".repeat(300);
        String after = "y".repeat(300);
        assertThat(render(diff(before + "1" + after, before + "2" + after, NARROW), NARROW))
                .isEqualTo("""
                  - …xxxxxxxxxx1yyyyyyyyyyyyyyyyyyy…
                  + …xxxxxxxxxx2yyyyyyyyyyyyyyyyyyy…
                               ^
            """);
    }

    @Test
    void hugeValuesAreComparedQuickly() {
        String before = "x".repeat(3_000_000);
        assertThat(render(diff(before + "1" + before, before + "2" + before, NARROW), NARROW))
                .contains("xx1xx", "xx2xx");
        String digits =
                IntStream.range(0, 200_000).mapToObj(i -> i * 7919 % 10 + "").collect(Collectors.joining());
        assertThat(render(diff(digits, digits.substring(3), NARROW), NARROW).lines())
                .hasSize(3);
    }

    @Test
    void linesAreComparedAsLines() {
        assertThat(text("""
            one
            two
            three
            four
            five
            six
            seven""", """
            one
            two
            three
            four
            FIVE
            and a half
            six
            seven""")).isEqualTo("""
                    …
                    three
                    four
                  - five
                  + FIVE
                  + and a half
                    six
                    seven
            """);
    }

    @Test
    void oneLineInPlaceOfAnotherGetsCarets() {
        assertThat(text("a\nnumber 1\nz", "a\nnumber 2\nz")).isEqualTo("""
                    a
                  - number 1
                  + number 2
                           ^
                    z
            """);
    }

    @Test
    void equalLinesFarFromADifferenceAreLeftOut() {
        String lines = IntStream.range(0, 20).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertThat(text("A\n" + lines + "B", "1\n" + lines + "2")).isEqualTo("""
                  - A
                  + 1
                    ^
                    line 0
                    line 1
                    …
                    line 18
                    line 19
                  - B
                  + 2
                    ^
            """);
    }

    @Test
    void aMissingLineEndIsVisible() {
        assertThat(text("a\nb\n", "a\nb")).isEqualTo("""
                    a
                    b
                  - ↵
            """);
        assertThat(text("a\r\nb", "a\nb")).isEqualTo("""
                  - a\\r
                  + a
                     ^
                    b
            """);
    }

    @Test
    void longDifferencesAreCut() {
        String many = IntStream.range(0, 5_000).mapToObj(i -> "a" + i + "\n").collect(Collectors.joining());
        List<Line> lines = TextDiff.of(new Values(many, many.replace("a", "b")), 30, Shop.WIDE);
        assertThat(lines).hasSize(31);
        assertThat(render(lines, Shop.WIDE)).endsWith("      … 9,971 more lines\n");
    }

    private static String inline(String expected, String actual) {
        return render(diff(expected, actual, Shop.WIDE), Shop.WIDE);
    }

    private static List<Line> diff(String expected, String actual, Theme theme) {
        boolean whitespace = new Values(expected, actual).differOnlyInWhitespace();
        return InlineDiff.of(expected, actual, whitespace, theme);
    }

    private static String text(String expected, String actual) {
        return render(TextDiff.of(new Values(expected, actual), 1_000, Shop.WIDE), Shop.WIDE);
    }

    private static String render(List<Line> lines, Theme theme) {
        return lines.stream()
                .flatMap(line -> line.render(theme).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
