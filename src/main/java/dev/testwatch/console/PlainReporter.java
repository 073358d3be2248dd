package dev.testwatch.console;

import dev.testwatch.report.Notice;
import dev.testwatch.report.PlainText;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;

/** Tells a pipe or the console of an IDE: lines that are only ever appended, failures on stderr. */
public final class PlainReporter implements Reporter {

    private final Seat seat;
    private final PlainText text;

    public PlainReporter(Seat seat, PlainText text) {
        this.seat = seat;
        this.text = text;
    }

    @Override
    public void tell(Notice notice) {
        PlainText.Lines lines = text.lines(notice);
        if (!lines.out().isEmpty()) {
            seat.print(lines.out());
        }
        if (!lines.err().isEmpty()) {
            seat.printError(lines.err());
        }
    }

    @Override
    public void show(Status status) {
        // There is no status line here; what is worth keeping comes as a notice.
    }
}
