package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.Day;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import dev.testwatch.report.Theme;
import java.io.PipedInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code --clear} and {@code -v} do. */
@Timeout(120)
class ReportersTest {

    private static final Extent USUAL = new Extent(80, 24);

    @Test
    void theScreenIsClearedBeforeEachRunThoughNotWhatHasScrolledAway() {
        List<String> rows = told(true);
        assertThat(rows).anyMatch(row -> row.contains("second.")).noneMatch(row -> row.contains("first."));
        assertThat(rows.get(0)).doesNotContain("first.");

        assertThat(told(false)).anyMatch(row -> row.contains("first.")).anyMatch(row -> row.contains("second."));
    }

    @Test
    void whereTheTimeWentIsToldBehindTheEndOfEachRun() {
        List<Notice> told = new ArrayList<>();
        Reporter verbose = new VerboseReporter(new Reporter() {
            @Override
            public void tell(Notice notice) {
                told.add(notice);
            }

            @Override
            public void show(Status status) {}
        });
        Day.notices().forEach(verbose::tell);

        long runs = told.stream().filter(Notice.RunFinished.class::isInstance).count();
        assertThat(runs).isPositive();
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof Notice.RunFinished) {
                assertThat(told.get(i + 1))
                        .asString()
                        .contains("noticed after ", "settled ", "compiled ", "chose ", "found tests ", "ran ");
            }
        }
    }

    private static List<String> told(boolean clear) {
        Glass glass = new Glass(USUAL);
        TerminalSeat seat = TerminalSeat.open(new FakeTty(), new PipedInputStream(), glass, Looks.ASCII);
        var reporter = new ConsoleReporter(seat, Day.text(() -> new Theme(seat.width(), false, false, false)), clear);
        Notice run = Day.notices().stream()
                .filter(Notice.RunStarted.class::isInstance)
                .findFirst()
                .orElseThrow();
        reporter.tell(new Notice.Said(Notice.Level.INFO, "first."));
        Deadline.until(glass::written, written -> assertThat(written).contains("first."));
        reporter.tell(run);
        reporter.tell(new Notice.Said(Notice.Level.INFO, "second."));
        Deadline.until(glass::written, written -> assertThat(written).contains("second."));
        List<String> rows = glass.screen();
        seat.close();
        return rows;
    }
}
