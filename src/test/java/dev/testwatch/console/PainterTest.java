package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.Day;
import dev.testwatch.report.Status;
import dev.testwatch.report.Theme;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often, and in how many pieces, the terminal is written to. */
@Timeout(120)
class PainterTest {

    private static final Extent USUAL = new Extent(80, 24);

    private final AtomicLong clock = new AtomicLong();
    private final Glass glass = new Glass(USUAL);

    @Test
    void tenThousandStatusLinesWhileNoTimePassesAreNoMoreThanOneFrame() throws InterruptedException {
        Painter painter = Painter.start(new FakeTty(), glass, Looks.FULL, clock::get);
        awaitFirst(painter);
        int before = glass.writes.size();
        for (int i = 1; i <= 10_000; i++) {
            painter.status(status(i));
        }
        awaitTaken(painter);
        assertThat(glass.writes).hasSizeLessThanOrEqualTo(before + 1);

        awaitWhileTimePasses(status(10_000));
        awaitTaken(painter);
        assertThat(glass.writes).hasSizeBetween(before + 1, before + 2);
        painter.end().join();
    }

    @Test
    void ofTenThousandStatusLinesInTenSecondsAtMostTwentyASecondAreDrawnEachInOneWrite() {
        Painter painter = Painter.start(new FakeTty(), glass, Looks.FULL, clock::get);
        awaitFirst(painter);
        int before = glass.writes.size();
        for (int i = 1; i <= 10_000; i++) {
            pass(Duration.ofMillis(1));
            painter.status(status(i));
        }
        awaitWhileTimePasses(status(10_000));
        // One for each gap, one at either end, and one more if that of the end was drawn late.
        assertThat(glass.writes).hasSizeLessThanOrEqualTo(before + 200 + 3);
        // What takes the last line away brings the next: there is never none.
        assertThat(glass.writes.stream()
                        .filter(write -> write.contains("\u001b[J"))
                        .skip(1))
                .isNotEmpty()
                .allMatch(write -> write.matches("(?s)\r.*status \\d+\\..*\r"));
        assertThat(glass.writes).last().asString().startsWith("\r\u001b[?7lstatus 10000.");
        painter.end().join();
    }

    @Test
    void linesOfARunAreWrittenTogetherWithTheStatusLineBelowThem() {
        Painter painter = Painter.start(new FakeTty(), glass, Looks.FULL, clock::get);
        awaitFirst(painter);
        int before = glass.writes.size();
        List<String> lines = List.of("one", "two", "three");
        painter.act(screen -> screen.append(lines));
        Deadline.until(glass::screen, rows -> assertThat(rows).containsExactly("one", "two", "three", status(0)));
        Deadline.until(() -> glass.writes, writes -> assertThat(writes).hasSize(before + 1));
        painter.end().join();
    }

    /** Whoever tells of a run is the thread that drains the forks: it must be free though nothing is shown. */
    @Test
    void twoThousandFailuresAndTheirProgressAreToldThoughTheTerminalTakesNothing() {
        var stalled = new Stalled(glass);
        TerminalSeat seat = TerminalSeat.open(new FakeTty(), new PipedInputStream(), stalled, Looks.FULL);
        var text = Day.text(() -> new Theme(seat.width(), true, true, false));
        var reporter = new ConsoleReporter(seat, text, false);
        seat.print(List.of("first"));
        Deadline.until(stalled.reached::getCount, count -> assertThat(count).isZero());

        reporter.tell(Day.failures(2_000));
        for (int i = 1; i <= 10_000; i++) {
            reporter.show(new Status.Running(Day.progress(i, "OrderIT")));
        }
        assertThat(glass.writes).isEmpty(); // All of it has been told, and nothing is shown.

        stalled.opened.countDown();
        Deadline.until(glass::screen, rows -> assertThat(rows).last().asString().startsWith(" 10,000/10,000"));
        Deadline.until(glass::written, written -> assertThat(written).containsSubsequence("first", "fails0"));
        assertThat(glass.written()).doesNotContain(" 5,000/10,000");
        seat.close();
    }

    private void awaitFirst(Painter painter) {
        painter.status(status(0));
        awaitWhileTimePasses(status(0));
    }

    private void awaitWhileTimePasses(String shown) {
        Deadline.until(
                () -> {
                    pass(Duration.ofMillis(50));
                    return glass.screen();
                },
                rows -> assertThat(rows).containsExactly(shown));
        // A write is noted when it has been shown.
        Deadline.until(
                () -> glass.writes,
                writes -> assertThat(writes).last().asString().contains(shown));
    }

    private void awaitTaken(Painter painter) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(2);
        painter.act(screen -> taken.countDown());
        painter.act(screen -> taken.countDown());
        assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static String status(int number) {
        return "status " + number + ".";
    }

    /** A terminal that takes nothing until it is opened. */
    private static final class Stalled extends OutputStream {

        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);
        private final OutputStream out;

        private Stalled(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            reached.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
