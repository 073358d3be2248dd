package dev.testwatch.console;

import dev.testwatch.report.ConsoleText;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import java.util.List;

/** Tells a user at a terminal: blocks of lines that scroll, and one status line. */
public final class ConsoleReporter implements Reporter {

    private final Seat seat;
    private final ConsoleText text;

    private final boolean clear;

    /** @param clear whether the screen is cleared before each run */
    public ConsoleReporter(Seat seat, ConsoleText text, boolean clear) {
        this.seat = seat;
        this.clear = clear;
        this.text = text;
    }

    @Override
    public void tell(Notice notice) {
        boolean begins = notice instanceof Notice.Changed || notice instanceof Notice.RunStarted;
        if (clear && begins) {
            seat.clear();
        }
        List<String> lines = text.lines(notice);
        if (!lines.isEmpty()) {
            seat.print(lines);
        }
    }

    @Override
    public void show(Status status) {
        seat.status(line(status));
    }

    private String line(Status status) {
        if (status instanceof Status.Busy busy) {
            return text.busy(busy.what());
        }
        if (status instanceof Status.Running running) {
            return text.status(running.progress());
        }
        var watching = (Status.Watching) status;
        return text.idle(watching);
    }
}
