package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void linesComeInOrderAndOnce() {
        backlog.add("one");
        backlog.add("two");
        assertThat(backlog.take(1)).isEqualTo("one\r\n");
        backlog.add("three");
        assertThat(backlog.take(Integer.MAX_VALUE)).isEqualTo("two\r\nthree\r\n");
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.take(1)).isEmpty();
    }

    @Test
    void ofVeryManyLinesTheBeginningAndTheEndAreKeptAndTheRestIsCounted() {
        int lines = 200_000;
        for (int i = 0; i < lines; i++) {
            backlog.add("line " + i + " " + "x".repeat(90));
        }
        List<String> taken = backlog.take(Integer.MAX_VALUE).lines().toList();
        assertThat(taken).first().asString().startsWith("line 0 ");
        assertThat(taken).last().asString().startsWith("line 199999 ");
        assertThat(taken)
                .filteredOn(line -> line.contains("left out"))
                .containsExactly("  ... " + (lines - taken.size() + 1)
                        + " lines left out: the terminal did not read them in time; v shows failures");
        assertThat(String.join("", taken)).hasSizeBetween(4_000_000, 4_400_000);
        backlog.add("after");
        assertThat(backlog.take(1)).isEqualTo("after\r\n");
    }

    @Test
    void aLineThatIsTooLongByItselfIsKept() {
        backlog.add("first");
        backlog.add("x".repeat(5_000_000));
        assertThat(backlog.take(Integer.MAX_VALUE)).hasSize(5_000_009);
    }
}
