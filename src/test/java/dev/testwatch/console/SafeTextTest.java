package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    private static final String LINK = "\u001b]8;;file:///a\u001b\\a\u001b]8;;\u001b\\";

    @Test
    void textColoursAndLinksAreKept() {
        String line = "é \u001b[1;31mred\u001b[0m\t" + LINK;
        assertThat(SafeText.lines(List.of(line), Looks.FULL)).containsExactly(line);
    }

    @Test
    void coloursAndLinksAreTakenOutWhereTheyAreNotWanted() {
        assertThat(SafeText.lines(List.of("\u001b[31mred\u001b[0m " + LINK), Looks.ASCII))
                .containsExactly("red a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J", "\u001b[1;1H", "\u001b]0;title\u0007", "\u001bc", "\u001b[?1049h", "\u001b[6n", "\u0007",
                "\u009b2J", "\u001b]52;c;AAAA\u0007", "\u001b", "\u001b[31", "\u001b]8;;file:///a", "\u0000", "\u007f"
            })
    void nothingElseReachesTheTerminal(String sequence) {
        assertThat(SafeText.lines(List.of("a" + sequence + "b"), Looks.FULL))
                .singleElement()
                .asString()
                .doesNotContainPattern("\\p{Cntrl}|[\u0080-\u009f]")
                .startsWith("a")
                .endsWith("b");
    }

    @Test
    void controlCharactersBecomeVisible() {
        assertThat(SafeText.line("a\u001b[2Jb\u0007", Looks.FULL)).isEqualTo("a^[[2Jb^G");
    }

    @Test
    void changesOfDirectionBecomeVisible() {
        String turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028";
        assertThat(SafeText.line(turning, Looks.FULL)).matches("(\\\\u[0-9A-F]{4}){13}");
    }

    @Test
    void aColourOrLinkLeftOpenEndsWithItsLine() {
        assertThat(SafeText.lines(List.of("\u001b[31mred", "plain"), Looks.FULL))
                .containsExactly("\u001b[31mred\u001b[0m", "plain");
        assertThat(SafeText.line("\u001b]8;;file:///a\u001b\\a", Looks.FULL)).isEqualTo(LINK);
    }

    @Test
    void lineBreaksMakeLines() {
        assertThat(SafeText.lines(List.of("a\nb\r\nc\rd", ""), Looks.FULL)).containsExactly("a", "b", "c", "d", "");
        assertThat(SafeText.line("a\nb\tc", Looks.FULL)).isEqualTo("a b c");
    }

    @Test
    void whatTheEncodingLacksIsSpelledOut() {
        Look latin = new Look(true, false, false, StandardCharsets.ISO_8859_1);
        assertThat(SafeText.line("é €", latin)).isEqualTo("é \\u20AC");
        assertThat(SafeText.line("\ud83d\ude00", Looks.ASCII)).isEqualTo("\\uD83D\\uDE00");
        assertThat(SafeText.line("\ud83d", Looks.FULL)).isEqualTo("\\uD83D");
    }
}
