package dev.testwatch.report;

import dev.testwatch.fork.TestResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a program reads: one JSON object per line, ASCII only, with the kind of event in its first field {@code event}.
 *
 * <p>Times are in milliseconds with one decimal, files are named as {@link Sources#name} does, with {@code /}. Broken
 * surrogates, which no JSON can carry, become U+FFFD. Has no state.
 */
public final class Json {

    private final Sources sources;

    /** Makes lines that name files as {@code sources} does. */
    public Json(Sources sources) {
        this.sources = sources;
    }

    /** The objects for a notice, each in a line without its end; none for what is meant for a screen. */
    public List<String> lines(Notice notice) {
        return event(notice).map(List::of).orElse(List.of());
    }

    private Optional<String> event(Notice notice) {
        if (notice instanceof Notice.Ready ready) {
            return Optional.of(ready(ready));
        } else if (notice instanceof Notice.Changed changed) {
            return Optional.of(change(changed));
        } else if (notice instanceof Notice.Problems problems) {
            return Optional.of(problems(problems));
        } else if (notice instanceof Notice.NothingAffected nothing) {
            String why = nothing.why().isBlank() ? "" : ": " + nothing.why();
            return Optional.of(message("info", "no test run" + why));
        } else if (notice instanceof Notice.RunStarted started) {
            return Optional.of(runStarted(started));
        } else if (notice instanceof Notice.TestFinished finished) {
            return Optional.of(testFinished(finished));
        } else if (notice instanceof Notice.Flaked flaked) {
            return Optional.of(flaked(flaked));
        } else if (notice instanceof Notice.FailsAfter found) {
            return Optional.of(failsAfter(found));
        } else if (notice instanceof Notice.RunFinished finished) {
            return Optional.of(runFinished(finished));
        } else if (notice instanceof Notice.VerdictGiven given) {
            return Optional.of(verdict(given));
        } else if (notice instanceof Notice.Said said) {
            return Optional.of(message(name(said.level()), said.text()));
        }
        // Progress and Failures are for a screen.
        return Optional.empty();
    }

    private static String ready(Notice.Ready ready) {
        return JsonLine.of("ready", json -> json.number("tests", ready.tests())
                .number("classes", ready.classes())
                .millis("ms", ready.took()));
    }

    private String change(Notice.Changed changed) {
        List<String> files = Stream.concat(changed.modified().stream(), changed.deleted().stream())
                .map(this::file)
                .distinct()
                .sorted()
                .toList();
        return JsonLine.of(
                "change", json -> json.number("cycle", changed.cycle()).texts("files", files));
    }

    private String problems(Notice.Problems problems) {
        return JsonLine.of("problems", json -> json.number("cycle", problems.cycle())
                .objects("problems", problems.problems(), (each, problem) -> each.text(
                                "file", problem.file().map(this::file))
                        .number("line", problem.line())
                        .number("column", problem.column())
                        .text("severity", name(problem.severity()))
                        .text("message", problem.message()))
                .texts("blocked", problems.blockedTests()));
    }

    private static String runStarted(Notice.RunStarted started) {
        return JsonLine.of("run-started", json -> json.number("cycle", started.cycle())
                .number("planned", started.planned())
                .number("known", started.known())
                .objects("tests", started.tests(), (each, test) -> each.text("id", test.id())
                        .text("class", test.className())
                        .text("method", test.methodName())
                        .object("reason", reason -> JsonReason.write(test.reason(), reason))));
    }

    private String testFinished(Notice.TestFinished finished) {
        TestResult result = finished.result();
        return JsonLine.of("test-finished", json -> {
            test(json.number("cycle", finished.cycle()), result)
                    .text("displayName", result.displayName())
                    .text("status", name(result.status()))
                    .millis("ms", result.duration());
            if (result.failed()) {
                json.object("failure", failure -> failure(new FailingTest(finished.module(), result), failure));
            }
        });
    }

    private String flaked(Notice.Flaked flaked) {
        return JsonLine.of("flaky", json -> flaky(json.number("cycle", flaked.cycle()), flaked.flaky())
                .objects("failures", flaked.flaky().failures(), (each, failure) -> failure(failure, each)));
    }

    private static JsonLine flaky(JsonLine json, Flaky flaky) {
        return test(json, flaky.first().result())
                .number("failed", flaky.failures().size())
                .number("runs", flaky.runs());
    }

    private static String failsAfter(Notice.FailsAfter found) {
        return JsonLine.of("fails-after", json -> json.number("cycle", found.cycle())
                .text("class", found.testClass())
                .texts("after", found.after())
                .text("command", found.command())
                .text("text", found.text()));
    }

    private void failure(FailingTest test, JsonLine json) {
        TestResult result = test.result();
        String reason = result.reason();
        json.text("type", result.detail().map(thrown -> thrown.type()));
        json.text(
                "message",
                result.detail()
                        .map(thrown -> thrown.message())
                        .orElse(reason.isBlank() ? Optional.empty() : Optional.of(reason)));
        result.detail().flatMap(Values::of).ifPresent(values -> json.text("expected", values.expected())
                .text("actual", values.actual()));
        Failure.inTest(test, new Places(sources))
                .ifPresent(place -> json.text("file", file(place.file())).number("line", place.line()));
        json.text(
                "stack",
                result.detail()
                        .map(thrown -> String.join("\n", StackText.whole(thrown)))
                        .orElse(""));
    }

    private static String runFinished(Notice.RunFinished run) {
        Notice.Counts counts = run.counts();
        Phases phases = run.phases();
        return JsonLine.of("run-finished", json -> json.number("cycle", run.cycle())
                .text("outcome", name(run.outcome()))
                .texts("why", run.detail())
                .number("successful", counts.successful())
                .number("failed", counts.failed())
                .number("aborted", counts.aborted())
                .number("skipped", counts.skipped())
                .millis("ms", run.took())
                .object("phases", each -> each.millis("detect", phases.detect())
                        .millis("settle", phases.settle())
                        .millis("compile", phases.compile())
                        .millis("select", phases.select())
                        .millis("dispatch", phases.dispatch())
                        .millis("run", phases.run())));
    }

    private static String verdict(Notice.VerdictGiven given) {
        Verdict verdict = given.verdict();
        return JsonLine.of("verdict", json -> json.number("cycle", given.cycle())
                .text("state", name(verdict.state()))
                .objects("failing", verdict.failing(), (each, failing) -> test(each, failing.result()))
                .number("known", verdict.known())
                .number("stale", verdict.stale())
                .number("blocked", verdict.blocked())
                .objects("flaky", verdict.flaky(), Json::flaky));
    }

    private static String message(String level, String text) {
        return JsonLine.of("message", json -> json.text("level", level).text("text", text));
    }

    private static JsonLine test(JsonLine json, TestResult result) {
        return json.text("id", result.id()).text("class", result.className()).text("method", result.methodName());
    }

    private String file(Path file) {
        return sources.name(file).replace('\\', '/');
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
