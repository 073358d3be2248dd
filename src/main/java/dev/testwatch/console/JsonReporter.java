package dev.testwatch.console;

import dev.testwatch.report.Json;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import java.util.List;

/** Tells a program: one JSON object a line, and nothing else, on stdout. */
public final class JsonReporter implements Reporter {

    private final Seat seat;
    private final Json json;

    public JsonReporter(Seat seat, Json json) {
        this.seat = seat;
        this.json = json;
    }

    @Override
    public void tell(Notice notice) {
        List<String> lines = json.lines(notice);
        if (!lines.isEmpty()) {
            seat.print(lines);
        }
    }

    @Override
    public void show(Status status) {
        // A program has no status line.
    }
}
