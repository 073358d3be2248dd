package dev.testwatch.console;

import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import java.util.List;
import java.util.function.Function;

/** Tells a program: lines in a form of its own, and nothing else, on stdout. */
public final class LinesReporter implements Reporter {

    private final Seat seat;
    private final Function<Notice, List<String>> form;

    /** @param form makes the lines of a notice; called by one thread, in order */
    public LinesReporter(Seat seat, Function<Notice, List<String>> form) {
        this.seat = seat;
        this.form = form;
    }

    @Override
    public void tell(Notice notice) {
        List<String> lines = form.apply(notice);
        if (!lines.isEmpty()) {
            seat.print(lines);
        }
    }

    @Override
    public void show(Status status) {
        // A program has no status line.
    }
}
