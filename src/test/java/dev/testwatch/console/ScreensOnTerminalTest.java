package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.ConsoleText;
import dev.testwatch.report.Day;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.report.Theme;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real seat and the real reporter, as a terminal's parser sees them. */
@Timeout(120)
class ScreensOnTerminalTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final PipedOutputStream keyboard = new PipedOutputStream();

    static Stream<Arguments> terminals() {
        return Stream.of(new Extent(80, 24), new Extent(200, 50), new Extent(40, 10))
                .flatMap(extent -> Stream.of(true, false).flatMap(unicode -> Stream.of(true, false)
                        .map(colour -> Arguments.of(extent, unicode, colour))));
    }

    @ParameterizedTest
    @MethodSource("terminals")
    void everyLineIsARowAndTheStatusIsTheLast(Extent extent, boolean unicode, boolean colour) {
        FakeTty tty = new FakeTty(extent);
        Glass glass = new Glass(extent);
        Look look = look(unicode, colour);
        TerminalSeat seat = TerminalSeat.open(tty, new PipedInputStream(), glass, look, LONG);
        ConsoleReporter reporter = new ConsoleReporter(seat, text(seat, colour), false);
        ConsoleText same = text(seat, colour);
        List<String> told = new ArrayList<>();
        for (Notice notice : Day.notices()) {
            reporter.tell(notice);
            told.addAll(same.lines(notice));
        }
        for (Status status : Day.statuses()) {
            reporter.show(status);
            String last = plain(status(same, status), look);
            Deadline.until(glass::screen, rows -> assertThat(read(last(rows))).isEqualTo(read(last)));
        }
        List<String> expected = told.stream().map(line -> plain(line, look)).toList();
        List<String> rows = glass.rows();
        // Wide characters stand in two cells; what is compared is what can be read.
        assertThat(rows.subList(0, rows.size() - 1).stream().map(ScreensOnTerminalTest::read))
                .isEqualTo(expected.stream().map(ScreensOnTerminalTest::read).toList());

        seat.close();
        assertThat(glass.rows().stream().map(ScreensOnTerminalTest::read))
                .isEqualTo(expected.stream().map(ScreensOnTerminalTest::read).toList());
        if (!unicode) {
            assertThat(glass.written()).matches("\\p{ASCII}*");
        }
        if (!colour) {
            assertThat(glass.written()).doesNotContainPattern("\u001b\\[[0-9;:]*m");
        } else {
            assertThat(glass.written()).contains("\u001b[31m");
        }
    }

    @ParameterizedTest
    @MethodSource("terminals")
    void aTerminalThatIsResizedInAPromptAndInARunShowsOneBottomPartAndLosesNothing(
            Extent extent, boolean unicode, boolean colour) throws IOException {
        FakeTty tty = new FakeTty(extent);
        Glass glass = new Glass(extent);
        Look look = look(unicode, colour);
        TerminalSeat seat = TerminalSeat.open(tty, new PipedInputStream(keyboard), glass, look, LONG);
        ConsoleReporter reporter = new ConsoleReporter(seat, text(seat, colour), false);
        seat.listen(command -> {}, () -> {}, () -> {});
        seat.offer(new Suggestions("shop.PriceTest", "shop.PriceListTest", "shop.MoneyTest"));
        for (int i = 0; i < 100; i++) {
            seat.print(List.of("line " + i + "."));
        }
        type("ppri");
        Deadline.until(glass::screen, rows -> assertThat(rows).anyMatch(row -> row.startsWith("  class  pri")));
        int resized = 0;
        for (Extent now : List.of(new Extent(40, 10), new Extent(23, 5), new Extent(200, 50), extent)) {
            glass.resize(now);
            tty.resize(now);
            String line = "resized " + ++resized + ".";
            seat.print(List.of(line));
            // Nothing is left to be drawn once this is, and the next size comes only then.
            Deadline.until(glass::written, written -> assertThat(written).contains(line));
            List<String> rows = glass.screen();
            assertThat(last(rows)).startsWith("  Enter use").hasSizeLessThanOrEqualTo(now.columns());
            assertThat(rows.stream().filter(row -> row.startsWith("  class  pri")))
                    .hasSize(1);
        }
        type("\u001b");
        for (Extent now : List.of(new Extent(40, 10), new Extent(23, 5), new Extent(200, 50), extent)) {
            glass.resize(now);
            tty.resize(now);
            reporter.show(new Status.Running(Day.progress(now.columns(), "OrderIT ships " + "x".repeat(300))));
            Deadline.until(glass::screen, rows -> assertThat(last(rows)).startsWith(" " + now.columns() + "/10,000"));
            assertThat(glass.screen().stream().filter(row -> row.contains("/10,000")))
                    .hasSize(1);
        }
        assertThat(glass.rows().stream().filter(row -> row.startsWith("line ")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "line " + i + ".").toList());
        assertThat(glass.rows()).contains("resized 1.", "resized 2.", "resized 3.", "resized 4.");
        seat.close();
        assertThat(glass.screen()).noneMatch(row -> row.contains("/10,000") || row.contains("class  pri"));
    }

    private void type(String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private static Look look(boolean unicode, boolean colour) {
        return new Look(colour, unicode, false, unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }

    private static ConsoleText text(Seat seat, boolean colour) {
        Supplier<Theme> theme = () -> new Theme(seat.width(), colour, seat.unicode(), seat.hyperlinks());
        return Day.text(theme);
    }

    private static String status(ConsoleText text, Status status) {
        if (status instanceof Status.Running running) {
            return text.status(running.progress());
        }
        return status instanceof Status.Busy busy ? text.busy(busy.what()) : text.idle((Status.Watching) status);
    }

    /** Without colours. */
    private static String plain(String line, Look look) {
        return SafeText.line(line, new Look(false, look.unicode(), false, look.charset()))
                .stripTrailing();
    }

    /** The second cell of a wide character, and marks, are held in different ways. */
    private static String read(String row) {
        return row.replaceAll("[\\p{M}\\p{Cf}\\x00]", "").replaceAll("\\s+", "");
    }

    private static String last(List<String> rows) {
        return rows.isEmpty() ? "" : rows.get(rows.size() - 1);
    }
}
