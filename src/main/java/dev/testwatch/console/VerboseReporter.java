package dev.testwatch.console;

import dev.testwatch.report.Notice;
import dev.testwatch.report.Phases;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import java.time.Duration;

/** Another reporter, which is also told of each run where the time went. */
public record VerboseReporter(Reporter reporter) implements Reporter {

    @Override
    public void tell(Notice notice) {
        reporter.tell(notice);
        if (notice instanceof Notice.RunFinished finished) {
            reporter.tell(new Notice.Said(Notice.Level.INFO, text(finished.phases())));
        }
    }

    private static String text(Phases phases) {
        return "noticed after " + millis(phases.detect()) + ", settled " + millis(phases.settle()) + ", compiled "
                + millis(phases.compile()) + ", chose " + millis(phases.select()) + ", found tests "
                + millis(phases.dispatch()) + ", ran " + millis(phases.run());
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    @Override
    public void show(Status status) {
        reporter.show(status);
    }
}
