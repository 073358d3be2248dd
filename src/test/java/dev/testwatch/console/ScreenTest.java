package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.console.Key.Press;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

    private static final Extent USUAL = new Extent(80, 24);

    private final Screen screen = new Screen(Looks.FULL);
    private final Suggestions suggestions = new Suggestions("shop.PriceTest", "shop.PriceListTest", "shop.MoneyTest");

    @Test
    void aStatusLineIsOneRowThatCannotWrapWithTheCursorAtItsStart() {
        screen.status(" watching");
        assertThat(screen.frame(USUAL)).isEqualTo("\r\u001b[J\u001b[?25l\u001b[?7l watching\u001b[?7h\r");
    }

    @Test
    void aStatusLineTakesThePlaceOfTheLastWithoutAMomentInWhichThereIsNone() {
        screen.status(" watching");
        screen.frame(USUAL);
        screen.status(" 1/2");
        assertThat(screen.frame(USUAL)).isEqualTo("\r\u001b[?7l 1/2\u001b[J\u001b[?7h\r");
        screen.status("s".repeat(100));
        assertThat(screen.frame(USUAL)).isEqualTo("\r\u001b[?7l" + "s".repeat(80) + "\u001b[?7h\r");
        screen.redraw();
        assertThat(screen.frame(USUAL)).startsWith("\r\u001b[J");
        assertThat(screen.frame(new Extent(40, 24))).startsWith("\r\u001b[J");
    }

    @Test
    void linesAreWrittenOverTheStatusLineWhichComesBackBelow() {
        screen.status(" watching");
        screen.frame(USUAL);
        screen.append(List.of("one", "two"));
        assertThat(screen.frame(USUAL)).isEqualTo("\r\u001b[Jone\r\ntwo\r\n\u001b[?25l\u001b[?7l watching\u001b[?7h\r");
        assertThat(screen.frame(USUAL)).doesNotContain("one");
    }

    @Test
    void scrollbackIsNeverCleared() {
        screen.append(List.of("one"));
        screen.prompt(Optional.of(prompt("p")));
        String all = screen.enter() + screen.frame(USUAL) + screen.frame(new Extent(3, 2)) + screen.leave(USUAL);
        assertThat(all).doesNotContain("\u001b[2J", "\u001b[3J", "\u001b[H", "\u001bc", "\u001b[?1049h");
    }

    @Test
    void onlyWhatChangedIsDirtyAndOnlyAStatusCanWait() {
        screen.frame(USUAL);
        assertThat(screen.isDirty()).isFalse();
        screen.status("a");
        assertThat(screen.isDirty()).isTrue();
        assertThat(screen.isUrgent()).isFalse();
        screen.status("");
        assertThat(screen.isDirty()).isFalse();
        screen.append(List.of("line"));
        assertThat(screen.isUrgent()).isTrue();
        screen.frame(USUAL);
        screen.redraw();
        assertThat(screen.isUrgent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,10", "200,50"})
    void whatIsSeenAreTheLinesAndTheStatus(int columns, int rows) {
        Extent extent = new Extent(columns, rows);
        ScreenTerminal terminal = new ScreenTerminal(columns, rows);
        terminal.write(screen.enter());
        for (int i = 1; i <= 100; i++) {
            screen.status("status " + i);
            screen.append(List.of("line " + i));
            terminal.write(screen.frame(extent));
        }
        List<String> visible = visible(terminal);
        assertThat(visible).hasSize(rows);
        assertThat(visible.subList(0, rows - 1))
                .isEqualTo(IntStream.rangeClosed(102 - rows, 100)
                        .mapToObj(i -> "line " + i)
                        .toList());
        assertThat(visible.get(rows - 1)).isEqualTo("status 100");
        terminal.write(screen.leave(extent));
        assertThat(visible(terminal)).contains("line 100").doesNotContain("status 100");
    }

    @Test
    void aLongLineWrapsAndALongStatusIsCut() {
        ScreenTerminal terminal = new ScreenTerminal(20, 5);
        screen.append(List.of("x".repeat(25)));
        screen.status("s".repeat(25));
        terminal.write(screen.frame(new Extent(20, 5)));
        assertThat(visible(terminal)).startsWith("x".repeat(20), "x".repeat(5), "s".repeat(20), "");
        screen.status("t".repeat(20));
        terminal.write(screen.frame(new Extent(20, 5)));
        assertThat(visible(terminal)).startsWith("x".repeat(20), "x".repeat(5), "t".repeat(20), "");
    }

    @Test
    void aPromptStandsInThePlaceOfTheStatusLine() {
        ScreenTerminal terminal = new ScreenTerminal(80, 24);
        screen.status(" watching");
        screen.append(List.of("a line"));
        screen.prompt(Optional.of(prompt("p", "r", "i", "Down")));
        terminal.write(screen.frame(USUAL));
        screen.append(List.of("another"));
        terminal.write(screen.frame(USUAL));
        assertThat(String.join("\n", visible(terminal)).stripTrailing()).isEqualTo("""
                a line
                another
                  class  pri                                               2 classes, 32 tests
                  › shop.PriceTest      14
                    shop.PriceListTest  18
                  Enter use   Tab complete   ↑ ↓ choose, ↑ on empty = history   Esc leave""");
        assertThat(cursor(terminal)).containsExactly(12, 2);
        screen.prompt(Optional.empty());
        terminal.write(screen.frame(USUAL));
        assertThat(String.join("\n", visible(terminal)).stripTrailing()).isEqualTo("a line\nanother\n watching");
        assertThat(cursor(terminal)).containsExactly(0, 2);
    }

    @Test
    void aPromptAtTheBottomOfAFullScreenPushesTheLinesUp() {
        ScreenTerminal terminal = new ScreenTerminal(40, 6);
        Extent extent = new Extent(40, 6);
        screen.append(IntStream.range(0, 20).mapToObj(i -> "line " + i).toList());
        terminal.write(screen.frame(extent));
        screen.prompt(Optional.of(prompt()));
        terminal.write(screen.frame(extent));
        terminal.write(screen.frame(extent));
        assertThat(visible(terminal).get(0)).isEqualTo("line 19");
        assertThat(visible(terminal).get(1)).startsWith("  class");
        assertThat(cursor(terminal)).containsExactly(9, 1);
    }

    @Test
    void inAsciiThereIsNothingElse() {
        Screen ascii = new Screen(Looks.ASCII);
        ascii.status("é");
        ascii.append(List.of("漢"));
        ascii.prompt(Optional.of(prompt("Down")));
        assertThat(ascii.frame(USUAL)).matches("\\p{ASCII}*").contains("> shop.PriceTest");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9, 10, 20, 79, 500})
    void anySizeWillDo(int size) {
        for (int rows : new int[] {1, 2, 3, 50}) {
            Extent extent = new Extent(size, rows);
            screen.status("\u001b[31m漢字 e\u0301 " + "x".repeat(600) + "\u001b[0m");
            screen.append(List.of("漢字 line"));
            assertThat(widths(screen.frame(extent))).allMatch(width -> width <= size);
            screen.prompt(Optional.of(prompt("p", "漢", "r", "i")));
            assertThat(widths(screen.frame(extent)))
                    .hasSizeLessThanOrEqualTo(rows)
                    .allMatch(width -> width <= size);
            screen.prompt(Optional.of(prompt("Down", "Down", "Down")));
            assertThat(widths(screen.frame(extent)))
                    .hasSizeLessThanOrEqualTo(rows)
                    .allMatch(width -> width <= size);
            screen.prompt(Optional.empty());
        }
    }

    /** The widths of the rows drawn without wrapping, that is of the bottom part. */
    private static List<Integer> widths(String frame) {
        String bottom = frame.substring(frame.indexOf("\u001b[?7l") + 5, frame.indexOf("\u001b[?7h"));
        return List.of(bottom.split("\r\n", -1)).stream().map(Columns::width).toList();
    }

    private Prompt prompt(String... keys) {
        Prompt prompt = Prompt.open(Prompt.Kind.CLASSES, List.of(), suggestions);
        for (String key : keys) {
            prompt = ((Prompt.Step.Editing) prompt.on(new Press(key), suggestions)).prompt();
        }
        return prompt;
    }

    private static List<String> visible(ScreenTerminal terminal) {
        return terminal.toString().lines().map(String::stripTrailing).toList();
    }

    private static int[] cursor(ScreenTerminal terminal) {
        int[] cursor = new int[2];
        terminal.dump(new long[terminal.getColumns() * terminal.getRows()], cursor);
        return cursor;
    }
}
