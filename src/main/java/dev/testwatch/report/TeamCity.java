package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import dev.testwatch.fork.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What TeamCity and the test consoles of IntelliJ read: service messages, properly nested whatever becomes of a run.
 *
 * <p>A test class is a suite, one open at a time; a class whose tests come between those of another is opened again.
 * Tests are told when they have ended. What has no test of its own and must not look green has one made for it: each
 * file that does not compile, and a run whose account does not add up. Remembers which suite is open, so it is to be
 * called by one thread, with all notices in order.
 */
public final class TeamCity {

    private final Sources sources;
    private Optional<Suite> open = Optional.empty();
    private Optional<Integer> counted = Optional.empty();

    /** Makes messages that name files as {@code sources} does. */
    public TeamCity(Sources sources) {
        this.sources = sources;
    }

    private record Suite(String name, String flow) {}

    /** The messages for a notice, each in a line without its end; none for what is meant for a screen. */
    public List<String> lines(Notice notice) {
        var lines = new ArrayList<String>();
        append(notice, lines);
        return lines;
    }

    /** What closes a run that nobody will end any more; to be called last. */
    public List<String> end() {
        var lines = new ArrayList<String>();
        leave(lines);
        return lines;
    }

    private void append(Notice notice, List<String> lines) {
        if (notice instanceof Notice.Ready ready) {
            lines.add(ServiceMessage.of("enteredTheMatrix").line());
            say("NORMAL", "watching " + ready.project() + ", " + ready.about(), lines);
        } else if (notice instanceof Notice.Changed changed) {
            say("NORMAL", Changes.of(changed.modified(), changed.deleted()), lines);
        } else if (notice instanceof Notice.Problems problems) {
            problems(problems, lines);
        } else if (notice instanceof Notice.NothingAffected nothing) {
            say("NORMAL", "no test run" + (nothing.why().isBlank() ? "" : ", " + nothing.why()), lines);
        } else if (notice instanceof Notice.RunStarted started) {
            started(started, lines);
        } else if (notice instanceof Notice.TestFinished finished) {
            test(finished.result(), "run-" + finished.cycle(), lines);
        } else if (notice instanceof Notice.Flaked flaked) {
            flaky(flaked.flaky(), lines);
        } else if (notice instanceof Notice.FailsAfter found) {
            say("WARNING", found.text(), lines);
        } else if (notice instanceof Notice.RunFinished finished) {
            finished(finished, lines);
        } else if (notice instanceof Notice.VerdictGiven given) {
            boolean bad =
                    Verdicts.style(given.verdict()) == Style.BAD || Verdicts.style(given.verdict()) == Style.DOUBTFUL;
            say(bad ? "WARNING" : "NORMAL", Verdicts.of(given.verdict(), Long::toString), lines);
        } else if (notice instanceof Notice.Said said) {
            say(said.level() == Notice.Level.INFO ? "NORMAL" : said.level().name(), said.text(), lines);
        } else if (notice instanceof Notice.Failures failures) {
            failures(failures, lines);
        }
        // Progress and FailedSoFar are for a screen.
    }

    // ---- a run

    /** A run in several forks is told by each of them; where one has told of all tests they are counted once. */
    private void started(Notice.RunStarted started, List<String> lines) {
        if (counted.isPresent() && counted.get() == started.cycle()) {
            return;
        }
        counted = Optional.of(started.cycle()).filter(cycle -> !started.more());
        leave(lines);
        lines.add(ServiceMessage.of("testCount")
                .with("count", Integer.toString(started.planned()))
                .with("flowId", "run-" + started.cycle())
                .line());
    }

    private void test(TestResult result, String flow, List<String> lines) {
        enter(new Suite(result.className(), flow), Optional.of("java:suite://" + result.className()), lines);
        String name = TestName.member(result);
        begin(name, Optional.of(location(result)), flow, lines);
        if (!result.output().isBlank()) {
            lines.add(ServiceMessage.of("testStdOut")
                    .with("name", name)
                    .with("out", result.output())
                    .with("flowId", flow)
                    .line());
        }
        switch (result.status()) {
            case SUCCESSFUL -> {}
            case FAILED -> lines.add(failed(result, name, flow));
            case ABORTED, SKIPPED ->
                lines.add(ServiceMessage.of("testIgnored")
                        .with("name", name)
                        .with("message", why(result))
                        .with("flowId", flow)
                        .line());
        }
        end(name, result.duration(), flow, lines);
    }

    /** In the words of IntelliJ, which finds the source by it. */
    private static String location(TestResult result) {
        return result.methodName()
                .map(method -> "java:test://" + result.className() + "/" + method)
                .orElse("java:suite://" + result.className());
    }

    private static String failed(TestResult result, String name, String flow) {
        Optional<Values> values = result.detail().flatMap(Values::of);
        ServiceMessage message = ServiceMessage.of("testFailed")
                .with("name", name)
                .with("message", why(result))
                .with("details", stack(result));
        if (!result.detail().map(Chain::isAssertion).orElse(false)) {
            message.with("error", "true");
        }
        values.ifPresent(both -> message.with("type", "comparisonFailure")
                .with("expected", both.expected())
                .with("actual", both.actual()));
        return message.with("flowId", flow).line();
    }

    private static String why(TestResult result) {
        return result.detail()
                .map(thrown -> thrown.message().filter(text -> !text.isBlank()).orElse(thrown.type()))
                .orElse(result.reason());
    }

    private static String stack(TestResult result) {
        return result.detail()
                .map(thrown -> String.join("\n", StackText.whole(thrown)))
                .orElse("");
    }

    private void finished(Notice.RunFinished finished, List<String> lines) {
        String flow = "run-" + finished.cycle();
        String why = String.join("\n", finished.detail());
        if (finished.outcome() == Notice.Outcome.INCOMPLETE) {
            enter(new Suite("testwatch", flow), Optional.empty(), lines);
            invented("run", why.isEmpty() ? "the run is incomplete" : why, why, Optional.empty(), flow, lines);
        }
        leave(lines);
        if (finished.outcome() != Notice.Outcome.COMPLETED) {
            String outcome = finished.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            say("WARNING", "run " + outcome + (why.isEmpty() ? "" : ": " + why), lines);
        }
    }

    // ---- a compilation

    private void problems(Notice.Problems problems, List<String> lines) {
        if (problems.problems().isEmpty()) {
            return;
        }
        leave(lines);
        String flow = "compilation-" + problems.cycle();
        lines.add(ServiceMessage.of("compilationStarted")
                .with("compiler", "javac")
                .with("flowId", flow)
                .line());
        for (Problem problem : problems.problems()) {
            lines.add(ServiceMessage.of("message")
                    .with("text", text(problem))
                    .with("status", problem.severity().name())
                    .with("flowId", flow)
                    .line());
        }
        lines.add(ServiceMessage.of("compilationFinished")
                .with("compiler", "javac")
                .with("flowId", flow)
                .line());
        broken(CompileBlock.with(Severity.ERROR, problems.problems()), flow, lines);
    }

    /** Consoles that show tests show nothing else: each broken file is a failed test there. */
    private void broken(List<Problem> errors, String flow, List<String> lines) {
        if (errors.isEmpty()) {
            return;
        }
        Map<String, List<Problem>> byFile = new LinkedHashMap<>();
        for (Problem error : errors) {
            String file = error.file().map(sources::name).orElse("javac");
            byFile.computeIfAbsent(file, name -> new ArrayList<>()).add(error);
        }
        enter(new Suite("compilation", flow), Optional.empty(), lines);
        byFile.forEach((file, all) -> {
            String details = String.join("\n", all.stream().map(this::text).toList());
            invented(file, ProblemText.lines(all.get(0).message()).get(0), details, place(all.get(0)), flow, lines);
        });
        leave(lines);
    }

    private static Optional<String> place(Problem problem) {
        return problem.file().map(file -> "file://" + path(file) + (problem.line() > 0 ? ":" + problem.line() : ""));
    }

    private static String path(Path file) {
        return file.toString().replace('\\', '/');
    }

    private String text(Problem problem) {
        String where = ProblemText.where(problem, sources);
        return (where.isEmpty() ? "" : where + ": ") + String.join("\n", ProblemText.lines(problem.message()));
    }

    // ---- anything else

    private void failures(Notice.Failures failures, List<String> lines) {
        for (FailingTest failing : failures.failures()) {
            lines.add(ServiceMessage.of("message")
                    .with("text", TestName.java(failing.result()) + ": " + why(failing.result()))
                    .with("errorDetails", stack(failing.result()))
                    .with("status", "ERROR")
                    .line());
        }
        failures.flaky().forEach(flaky -> flaky(flaky, lines));
    }

    /** It counts as passed, so it must be said beside the test. */
    private static void flaky(Flaky flaky, List<String> lines) {
        TestResult first = flaky.first().result();
        lines.add(ServiceMessage.of("message")
                .with("text", flaky.words() + ": " + TestName.java(first) + ": " + why(first))
                .with("errorDetails", stack(first))
                .with("status", "WARNING")
                .line());
    }

    private static void say(String status, String text, List<String> lines) {
        lines.add(ServiceMessage.of("message")
                .with("text", text)
                .with("status", status)
                .line());
    }

    // ---- nesting

    private void enter(Suite suite, Optional<String> location, List<String> lines) {
        if (open.equals(Optional.of(suite))) {
            return;
        }
        leave(lines);
        open = Optional.of(suite);
        lines.add(ServiceMessage.of("testSuiteStarted")
                .with("name", suite.name())
                .with("locationHint", location)
                .with("flowId", suite.flow())
                .line());
    }

    private void leave(List<String> lines) {
        open.ifPresent(suite -> lines.add(ServiceMessage.of("testSuiteFinished")
                .with("name", suite.name())
                .with("flowId", suite.flow())
                .line()));
        open = Optional.empty();
    }

    /** A failed test for what is none. */
    private static void invented(
            String name, String message, String details, Optional<String> location, String flow, List<String> lines) {
        begin(name, location, flow, lines);
        lines.add(ServiceMessage.of("testFailed")
                .with("name", name)
                .with("message", message)
                .with("details", details)
                .with("error", "true")
                .with("flowId", flow)
                .line());
        end(name, Duration.ZERO, flow, lines);
    }

    private static void begin(String name, Optional<String> location, String flow, List<String> lines) {
        lines.add(ServiceMessage.of("testStarted")
                .with("name", name)
                .with("locationHint", location)
                .with("flowId", flow)
                .line());
    }

    private static void end(String name, Duration took, String flow, List<String> lines) {
        lines.add(ServiceMessage.of("testFinished")
                .with("name", name)
                .with("duration", Long.toString(took.toMillis()))
                .with("flowId", flow)
                .line());
    }
}
