package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.report.Notice.Level;
import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes into a pipe or the console of a development tool: lines that are only ever appended, in a form that such
 * tools make links of, between a fixed first and last line for each run.
 *
 * <p>A failure is told as soon as it is known. Remembers what it has told of the present cycle, so it is to be called by one
 * thread, with all notices in order.
 */
public final class PlainText {

    private static final String MARK = "[testwatch] ";

    private final Sources sources;
    private final Set<String> told = new HashSet<>();
    private Optional<Notice> last = Optional.empty();
    private Optional<Integer> running = Optional.empty();

    /** Makes text that names files as {@code sources} does. */
    public PlainText(Sources sources) {
        this.sources = sources;
    }

    /**
     * A line, without its end and free of control characters except for leading tabs.
     *
     * @param error whether it belongs on the error stream, so that a tool brings its console forward
     */
    public record Line(boolean error, String text) {}

    /** Lines in the order in which they are to be written. */
    public record Lines(List<Line> inOrder) {

        public Lines {
            inOrder = List.copyOf(inOrder);
        }

        /** Those for the output stream. */
        public List<String> out() {
            return of(false);
        }

        /** Those for the error stream: failures and compile errors. */
        public List<String> err() {
            return of(true);
        }

        private List<String> of(boolean error) {
            return inOrder.stream()
                    .filter(line -> line.error() == error)
                    .map(Line::text)
                    .toList();
        }
    }

    /** What is to be written of a notice; nothing for many of them. */
    public Lines lines(Notice notice) {
        var lines = new ArrayList<Line>();
        append(notice, lines);
        if (!(notice instanceof Notice.Progress)) {
            last = Optional.of(notice);
        }
        return new Lines(lines);
    }

    private void append(Notice notice, List<Line> lines) {
        if (notice instanceof Notice.Ready ready) {
            ready(ready, lines);
        } else if (notice instanceof Notice.Changed changed) {
            String what = Changes.of(changed.modified(), changed.deleted());
            say(lines, "change " + changed.cycle() + ": " + what);
        } else if (notice instanceof Notice.Problems problems) {
            problems(problems, lines);
        } else if (notice instanceof Notice.NothingAffected nothing) {
            String why = nothing.why().isBlank() ? "" : ", " + nothing.why();
            say(lines, "change " + nothing.cycle() + ": no test run" + why);
        } else if (notice instanceof Notice.RunStarted started) {
            if (!running.equals(Optional.of(started.cycle()))) {
                running = Optional.of(started.cycle());
                told.clear();
                runStarted(started, lines);
            }
        } else if (notice instanceof Notice.TestFinished finished) {
            if (finished.result().failed()) {
                tell(new FailingTest(finished.module(), finished.result()), lines);
            }
        } else if (notice instanceof Notice.Flaked flaked) {
            flaky(flaked.flaky(), false, lines);
        } else if (notice instanceof Notice.FailsAfter found) {
            said(found.said(), lines);
        } else if (notice instanceof Notice.RunFinished finished) {
            runFinished(finished, lines);
        } else if (notice instanceof Notice.VerdictGiven given) {
            verdict(given, lines);
        } else if (notice instanceof Notice.Said said) {
            said(said, lines);
        } else if (notice instanceof Notice.Failures failures) {
            failures(failures, lines);
        } else if (notice instanceof Notice.Shown shown) {
            say(lines, "failure " + shown.at() + " of " + shown.of());
            failure(shown.test(), false, lines);
        } else if (notice instanceof Notice.Output output) {
            output.text().lines().forEach(line -> lines.add(new Line(false, Neutral.escaped(Neutral.stripped(line)))));
        }
        // Progress is for a status line.
    }

    private static void ready(Notice.Ready ready, List<Line> lines) {
        say(
                lines,
                "ready: " + ready.project() + ", " + ready.about() + ", "
                        + plural(ready.testClasses(), "test class", "test classes") + ", "
                        + plural(ready.tests(), "test", "tests") + " known, "
                        + plural(ready.staleClasses(), "class", "classes") + " stale");
    }

    private void problems(Notice.Problems problems, List<Line> lines) {
        if (problems.problems().isEmpty()) {
            return;
        }
        for (Problem problem : problems.problems()) {
            boolean error = problem.severity() == Severity.ERROR;
            String where = ProblemText.where(problem, sources);
            List<String> message = ProblemText.lines(problem.message());
            String text = (where.isEmpty() ? "" : where + ": ") + (error ? "error: " : "warning: ") + message.get(0);
            lines.add(new Line(error, Neutral.escaped(text)));
            for (String rest : message.subList(1, message.size())) {
                lines.add(new Line(error, "    " + Neutral.escaped(rest.strip())));
            }
        }
        int errors = CompileBlock.with(Severity.ERROR, problems.problems()).size();
        int warnings = problems.problems().size() - errors;
        String blocked = problems.blockedCount() > 0 ? "; " + problems.blockedCount() + " blocked" : "";
        say(lines, "compilation " + problems.cycle() + " finished: " + counts(errors, warnings) + blocked);
    }

    private static String counts(int errors, int warnings) {
        var parts = new ArrayList<String>();
        if (errors > 0) {
            parts.add(plural(errors, "error", "errors"));
        }
        if (warnings > 0) {
            parts.add(plural(warnings, "warning", "warnings"));
        }
        return String.join(", ", parts);
    }

    private static void runStarted(Notice.RunStarted started, List<Line> lines) {
        int planned = started.planned();
        String because = started.because().isBlank() ? "" : started.because() + ", ";
        String tests = planned < started.known()
                ? planned + " of " + plural(started.known(), "test", "tests")
                : plural(planned, "test", "tests");
        String more = started.more() ? " and more" : "";
        say(lines, "run " + started.cycle() + " started: " + because + tests + more);
    }

    private void runFinished(Notice.RunFinished finished, List<Line> lines) {
        finished.failures().forEach(failure -> tell(failure, lines));
        told.clear();
        running = Optional.empty();
        for (String detail : finished.detail()) {
            lines.add(new Line(true, MARK + Neutral.escaped(Neutral.stripped(detail))));
        }
        var text = new StringBuilder("run " + finished.cycle() + " finished: ");
        switch (finished.outcome()) {
            case COMPLETED -> {}
            case CANCELLED -> text.append("cancelled, ");
            case CRASHED -> text.append("crashed, ");
            case TIMED_OUT -> text.append("timed out, ");
            case INCOMPLETE -> text.append("incomplete, ");
        }
        Verdicts.counts(finished.counts(), Long::toString).forEach(span -> text.append(span.text()));
        text.append(", ").append(seconds(finished.took().toMillis())).append(" s; ");
        text.append(Verdicts.of(finished.verdict(), Long::toString));
        say(lines, text.toString());
    }

    /** Unless the last line of a run has just told it, or nothing has been told that it could be the verdict on. */
    private void verdict(Notice.VerdictGiven given, List<Line> lines) {
        boolean known = last.filter(notice -> notice instanceof Notice.RunFinished || notice instanceof Notice.Changed)
                .isPresent();
        if (!known) {
            say(lines, Verdicts.of(given.verdict(), Long::toString));
        }
    }

    private static String seconds(long millis) {
        long tenths = Math.round(millis / 100.0);
        // A run of 40 ms took some time, too.
        return tenths == 0 && millis > 0
                ? "0.0" + Math.max(1, Math.round(millis / 10.0))
                : tenths / 10 + "." + tenths % 10;
    }

    private void tell(FailingTest failure, List<Line> lines) {
        if (told.add(failure.module() + ":" + failure.result().id())) {
            failure(failure, false, lines);
        }
    }

    private void failures(Notice.Failures failures, List<Line> lines) {
        int count = failures.failures().size();
        say(lines, count == 0 ? "no test is failing" : plural(count, "test is", "tests are") + " failing");
        failures.failures().forEach(failure -> failure(failure, failures.fullStacks(), lines));
        failures.flaky().forEach(flaky -> flaky(flaky, failures.fullStacks(), lines));
    }

    /** How it failed the first time. */
    private void flaky(Flaky flaky, boolean wholeStack, List<Line> lines) {
        failure(flaky.words(), flaky.first(), wholeStack, lines);
    }

    private void failure(FailingTest failure, boolean wholeStack, List<Line> lines) {
        failure("FAIL", failure, wholeStack, lines);
    }

    private void failure(String word, FailingTest failure, boolean wholeStack, List<Line> lines) {
        var places = new Places(sources);
        Headline headline = Failure.of(failure, places).headline();
        add(lines, MARK + word + " " + TestName.java(failure.result()) + ": " + headline.first());
        // Directly below the first line, where problem matchers of editors look for it.
        Spot.of(failure, places, sources).ifPresent(spot -> add(lines, "    " + spot.name(sources)));
        headline.rest().forEach(line -> add(lines, "    " + line));
        failure.result().detail().ifPresent(thrown -> {
            if (wholeStack) {
                StackText.whole(thrown).forEach(line -> add(lines, line));
            } else {
                Chain chain = Chain.of(thrown);
                frames(chain.top(), places, lines);
                for (Thrown cause : chain.causes()) {
                    add(lines, "Caused by: " + Headline.withType(cause).first());
                    frames(cause, places, lines);
                }
            }
        });
    }

    /** Own frames only; where there are none, the innermost one. */
    private static void frames(Thrown thrown, Places places, List<Line> lines) {
        List<String> own = places.own(thrown).stream()
                .map(place -> place.frame().text())
                .distinct()
                .toList();
        List<String> shown = own.isEmpty() ? thrown.frames().stream().limit(1).toList() : own;
        shown.forEach(frame -> add(lines, "\tat " + frame));
    }

    private static void said(Notice.Said said, List<Line> lines) {
        String level = said.level() == Level.INFO ? "" : said.level() == Level.WARNING ? "warning: " : "error: ";
        for (String line : Neutral.stripped(said.text()).lines().toList()) {
            lines.add(new Line(said.level() == Level.ERROR, MARK + level + Neutral.escaped(line)));
        }
    }

    private static void say(List<Line> lines, String text) {
        lines.add(new Line(false, MARK + Neutral.escaped(text)));
    }

    private static void add(List<Line> lines, String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\t') {
            start++;
        }
        lines.add(new Line(true, text.substring(0, start) + Neutral.escaped(text.substring(start))));
    }

    private static String plural(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
