package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    @Test
    void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
        assertThat(Columns.width("abc")).isEqualTo(3);
        assertThat(Columns.width("漢字")).isEqualTo(4);
        assertThat(Columns.width("e\u0301")).isEqualTo(1);
        assertThat(Columns.width("\ud83d\ude00")).isEqualTo(2);
        assertThat(Columns.width(RED + "ab" + PLAIN)).isEqualTo(2);
        assertThat(Columns.width("\u001b]8;;file:///a\u001b\\ab\u001b]8;;\u001b\\"))
                .isEqualTo(2);
    }

    @Test
    void aCutTextFits() {
        assertThat(Columns.cut("abcdef", 3)).isEqualTo("abc");
        assertThat(Columns.cut("abc", 3)).isEqualTo("abc");
        assertThat(Columns.cut("abc", 0)).isEmpty();
        assertThat(Columns.cut("e\u0301f", 1)).isEqualTo("e\u0301");
    }

    @Test
    void aWideCharacterThatDoesNotFitIsLeftOutWithAllBehindIt() {
        assertThat(Columns.cut("a漢b", 2)).isEqualTo("a");
        assertThat(Columns.cut("a漢b", 3)).isEqualTo("a漢");
    }

    @Test
    void coloursAndLinksAreClosedEvenWhenTheirTextIsCut() {
        assertThat(Columns.cut(RED + "abc" + PLAIN + "def", 2)).isEqualTo(RED + "ab" + PLAIN);
        assertThat(Columns.cut("\u001b]8;;file:///a\u001b\\ab\u001b]8;;\u001b\\", 1))
                .isEqualTo("\u001b]8;;file:///a\u001b\\a\u001b]8;;\u001b\\");
    }

    @Test
    void aTailFits() {
        assertThat(Columns.tail("abcdef", 3)).isEqualTo("def");
        assertThat(Columns.tail("漢字", 3)).isEqualTo("字");
        assertThat(Columns.tail("abc", 0)).isEmpty();
    }

    @Test
    void countsAreWritten() {
        assertThat(Columns.counted(1, "test", "tests")).isEqualTo("1 test");
        assertThat(Columns.counted(1930, "test", "tests")).isEqualTo("1,930 tests");
    }
}
