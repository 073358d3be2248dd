package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeutralTest {

    @Test
    void escapingLosesNothing() {
        assertThat(Neutral.escaped("a\u001b[31mb\n\t\u202e\ud800é日\ud83d\ude00"))
                .isEqualTo("a\\u001b[31mb\\n\\t\\u202e\\ud800é日\ud83d\ude00");
        assertThat(Neutral.ascii("é\ud83d\ude00")).isEqualTo("\\u00e9\\ud83d\\ude00");
    }

    @Test
    void strippingTakesWholeSequencesAway() {
        assertThat(Neutral.stripped("a\u001b[1;31mb\u001b[0mc\n")).isEqualTo("abc\n");
        assertThat(Neutral.stripped("\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b\u009b2Jc"))
                .isEqualTo("abc");
        assertThat(Neutral.stripped("\u001b(Ba\u001bcb\u001bPq\u001b\\c")).isEqualTo("abc");
        assertThat(Neutral.stripped("a\u001b")).isEqualTo("a");
        assertThat(Neutral.stripped("a\u0000\u202eb\tc\ud800")).isEqualTo("ab\tc\ufffd");
    }

    @Test
    void aSequenceThatNeverEndsHidesNothing() {
        assertThat(Neutral.stripped("\u001b]0;title\nthe failure")).isEqualTo("0;title\nthe failure");
        assertThat(Neutral.stripped("\u001b[31")).isEmpty();
        assertThat(Neutral.stripped("\u001b[\nthe failure")).isEqualTo("\nthe failure");
    }

    @Test
    void tabsGoToTheNextStop() {
        assertThat(Neutral.tabsExpanded("a\tb\t\tc", 4)).isEqualTo("a   b       c");
    }

    @Test
    void aHeadNeverEndsInHalfACharacter() {
        assertThat(Neutral.head("a\ud83d\ude00", 2)).isEqualTo("a");
        assertThat(Neutral.head("a\ud83d\ude00", 3)).isEqualTo("a\ud83d\ude00");
    }

    @Test
    void columnsAreCountedAsATerminalDoes() {
        assertThat(Cells.width("abc")).isEqualTo(3);
        assertThat(Cells.width("日本")).isEqualTo(4);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
        assertThat(Cells.width("\ud83d\ude00")).isEqualTo(2);
        assertThat(Cells.fit("日本語", 5)).isEqualTo(2);
        assertThat("日本語".substring(Cells.fitEnd("日本語", 5))).isEqualTo("本語");
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        Theme narrow = new Theme(20, false, true, false);
        assertThat(Line.wrapping(Span.of("  one two three four five six")).render(narrow))
                .containsExactly("  one two three four", "  five six");
        assertThat(Line.wrapping(Span.of("  " + "x".repeat(40))).render(narrow))
                .containsExactly("  " + "x".repeat(18), "  " + "x".repeat(18), "  xxxx");
        assertThat(Line.of("  one two three four five").render(narrow)).containsExactly("  one two three fou…");
        assertThat(Line.of("  name").right(Span.of("a remark")).render(narrow)).containsExactly("  name      a remark");
        assertThat(Line.of("  a longer name").right(Span.of("a remark")).render(narrow))
                .containsExactly("  a longer name", "  a remark");
    }
}
