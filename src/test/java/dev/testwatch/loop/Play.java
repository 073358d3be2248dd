package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Problem;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state with everything it has asked for. */
final class Play {

    static final Settings WATCH = new Settings(
            false, false, false, false, false, Choice.NONE, false, Path.of("/project"), Adjustments.NONE, List.of());
    static final Tally FRESH = new Tally(List.of(), 10, 0, 0, true);
    static final Tally STALE = new Tally(List.of(), 10, 4, 0, true);
    static final Tally RED = new Tally(List.of(failing(), failing("other")), 10, 0, 0, true);

    State state;
    Inquiries inquiries = Inquiries.NONE;
    final List<Effect> effects = new ArrayList<>();
    private long now;

    Play(Settings settings) {
        Step start = State.initial(settings).start();
        state = start.state();
    }

    Play on(Event event) {
        now += 1_000_000;
        Inquiries.Heard heard = inquiries.on(event, state.on(event, now), now);
        inquiries = heard.inquiries();
        Step step = heard.step();
        state = step.state();
        effects.addAll(step.effects());
        return this;
    }

    Play after(Duration pause) {
        now += pause.toNanos();
        return this;
    }

    Play forget() {
        effects.clear();
        return this;
    }

    List<Notice> notices() {
        return all(Effect.Tell.class).stream().map(Effect.Tell::notice).toList();
    }

    List<Verdict.State> verdicts() {
        return notices().stream()
                .filter(Notice.VerdictGiven.class::isInstance)
                .map(notice -> ((Notice.VerdictGiven) notice).verdict().state())
                .toList();
    }

    <T> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Effect effect : effects) {
            if (type.isInstance(effect)) {
                found.add(type.cast(effect));
            } else if (effect instanceof Effect.Tell tell && type.isInstance(tell.notice())) {
                found.add(type.cast(tell.notice()));
            } else if (effect instanceof Effect.Show show && type.isInstance(show.status())) {
                found.add(type.cast(show.status()));
            }
        }
        return found;
    }

    <T> T last(Class<T> type) {
        List<T> found = all(type);
        assertThat(found).as("%s among %s", type.getSimpleName(), effects).isNotEmpty();
        return found.get(found.size() - 1);
    }

    static Play idle() {
        return new Play(WATCH).on(opened(FRESH, Change.NONE));
    }

    static Play running() {
        Play play = idle().on(saved("A.java"));
        return play.on(built(play.state.cycle(), job("ATest"), STALE));
    }

    static Event opened(Tally tally, Change behind) {
        var ready = new Notice.Ready("shop", "Maven", 2, 1, tally.known(), 1, Duration.ZERO);
        return new Event.Opened(ready, tally, behind, List.of(), false);
    }

    static Event saved(String name) {
        return new Event.Changed(change(name), Duration.ZERO, Duration.ZERO);
    }

    static Event built(int cycle, Job job, Tally tally) {
        List<Problem> problems = tally.compiles()
                ? List.of()
                : List.of(new Problem(Optional.of(path("A.java")), 1, 1, Problem.Severity.ERROR, "broken"));
        return new Event.Built(cycle, problems, List.of(), job, tally, "", Duration.ZERO, Duration.ZERO);
    }

    static Event runEnded(int cycle) {
        return runEnded(cycle, Notice.Outcome.COMPLETED);
    }

    static Event runEnded(int cycle, Notice.Outcome outcome) {
        return new Event.RunEnded(cycle, outcome, List.of(), List.of(), Duration.ZERO, Duration.ZERO);
    }

    static Job job(String testClass) {
        var selected = new Selected(
                new TestClass("shop", testClass), 7, new Reason.Changed(), Optional.empty(), Optional.empty());
        return Job.whole(new Selection(List.of(selected)), Map.of(), Map.of(), "A.java changed");
    }

    static FailingTest failing() {
        return failing("id");
    }

    static FailingTest failing(String id) {
        return new FailingTest(
                "shop",
                new TestResult(
                        id,
                        "ATest",
                        "ATest",
                        Optional.of("fails"),
                        "fails()",
                        false,
                        TestResult.Status.FAILED,
                        Duration.ZERO,
                        Optional.empty(),
                        "",
                        ""));
    }

    static Change change(String name) {
        return new Change(Set.of(path(name)), Set.of());
    }

    static Path path(String name) {
        return Path.of("/project", name);
    }
}
