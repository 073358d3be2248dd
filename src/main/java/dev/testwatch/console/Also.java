package dev.testwatch.console;

import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Status;
import java.util.function.Consumer;

/**
 * A reporter beside which somebody else listens: the user is told first.
 *
 * @param listener gets each notice, in order; must not block
 */
public record Also(Reporter reporter, Consumer<Notice> listener) implements Reporter {

    @Override
    public void tell(Notice notice) {
        reporter.tell(notice);
        listener.accept(notice);
    }

    @Override
    public void show(Status status) {
        reporter.show(status);
    }
}
