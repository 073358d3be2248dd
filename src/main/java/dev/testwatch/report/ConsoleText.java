package dev.testwatch.report;

import dev.testwatch.report.Notice.Outcome;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a person at a terminal reads: lines to append, and the one line that is redrawn below them.
 *
 * <p>Lines hold no line ends, are no wider than the theme says, and contain no control characters but the colours and
 * links that the theme allows, whatever the tests are called or print. Remembers what it has said of the present cycle,
 * so it is to be called by one thread, with all notices in order.
 */
public final class ConsoleText {

    private final Sources sources;
    private final Supplier<Theme> theme;
    private final Clock clock;
    private final Optional<String> version =
            Optional.ofNullable(ConsoleText.class.getPackage().getImplementationVersion());
    private Story story = Story.begun(Integer.MIN_VALUE, LocalTime.MIDNIGHT, "");

    /**
     * Makes text that fits the screen as it is at that moment.
     *
     * @param theme asked for each notice, since the width of a terminal changes
     * @param clock tells the time of day that a change is shown with
     */
    public ConsoleText(Sources sources, Supplier<Theme> theme, Clock clock) {
        this.sources = sources;
        this.theme = theme;
        this.clock = clock;
    }

    /** The lines that a notice adds to the screen; none for many of them. */
    public List<String> lines(Notice notice) {
        Theme now = theme.get();
        return unfitted(notice, now).stream()
                .flatMap(line -> line.render(now).stream())
                .toList();
    }

    /** The status line during a run. */
    public String status(Notice.Progress progress) {
        return StatusText.progress(progress).renderCut(theme.get());
    }

    /** The status line while nothing happens; it always tells the verdict on the whole project. */
    public String idle(Status.Watching watching) {
        return StatusText.idle(watching, theme.get()).renderCut(theme.get());
    }

    /** The status line while something other than tests is going on: {@code compiling Money.java}. */
    public String busy(String what) {
        return StatusText.busy(what, theme.get()).renderCut(theme.get());
    }

    private List<Line> unfitted(Notice notice, Theme now) {
        if (notice instanceof Notice.Ready ready) {
            return ReadyText.lines(ready, version);
        } else if (notice instanceof Notice.Changed changed) {
            story = Story.begun(changed.cycle(), time(), Changes.of(changed.modified(), changed.deleted()));
            return List.of();
        } else if (notice instanceof Notice.Problems problems) {
            return problems(problems, page(now));
        } else if (notice instanceof Notice.NothingAffected nothing) {
            return nothingAffected(nothing);
        } else if (notice instanceof Notice.RunStarted started) {
            return runStarted(started, now);
        } else if (notice instanceof Notice.FailedSoFar soFar) {
            return failedSoFar(soFar, page(now));
        } else if (notice instanceof Notice.Flaked flaked) {
            return FlakyText.lines(List.of(flaked.flaky()), page(now));
        } else if (notice instanceof Notice.FailsAfter found) {
            return SaidText.lines(found.said());
        } else if (notice instanceof Notice.RunFinished finished) {
            return runFinished(finished, page(now));
        } else if (notice instanceof Notice.VerdictGiven given) {
            return verdictGiven(given);
        } else if (notice instanceof Notice.Said said) {
            return SaidText.lines(said);
        } else if (notice instanceof Notice.Failures failures) {
            return failures(failures, now);
        } else if (notice instanceof Notice.Shown shown) {
            return ShownText.lines(shown, new Page(sources, now, true, false));
        } else if (notice instanceof Notice.Output output) {
            return ShownText.lines(output);
        }
        // Progress and TestFinished are for the status line only.
        return List.of();
    }

    private List<Line> problems(Notice.Problems problems, Page page) {
        if (problems.problems().isEmpty()) {
            return List.of();
        }
        begin(problems.cycle(), "sources changed");
        story = story.with(problems);
        var lines = new ArrayList<>(head(RunText.header(story.at(), story.what()), page.theme()));
        lines.add(Line.BLANK);
        lines.addAll(CompileBlock.of(problems.problems(), page));
        return lines;
    }

    private List<Line> nothingAffected(Notice.NothingAffected nothing) {
        begin(nothing.cycle(), "");
        if (!story.errors().isEmpty()) {
            return List.of(); // The errors say it; the verdict that follows says the rest.
        }
        boolean headed = story.headed();
        story = story.asHeaded().asEnded();
        return List.of(
                headed
                        ? RunText.nothingAffected(nothing.why())
                        : RunText.nothingAffected(story.at(), story.what(), nothing.why()));
    }

    private List<Line> runStarted(Notice.RunStarted started, Theme now) {
        begin(started.cycle(), started.because());
        story = story.with(started);
        if (story.headed() && !story.errors().isEmpty()) {
            return List.of();
        }
        if (!started.because().isBlank()) {
            story = story.because(started.because());
        }
        return head(RunText.header(story.at(), story.what(), started), now);
    }

    private List<Line> failedSoFar(Notice.FailedSoFar soFar, Page page) {
        begin(soFar.cycle(), "");
        List<Line> lines = FailureBlocks.of(soFar.failures(), justNow(soFar.newlyFailing()), page);
        story = story.telling(soFar.failures());
        return lines;
    }

    private Predicate<FailingTest> justNow(Set<String> newlyFailing) {
        Story now = story;
        return test -> newlyFailing.contains(test.result().id()) && !now.runsFirst(test);
    }

    private List<Line> runFinished(Notice.RunFinished finished, Page page) {
        begin(finished.cycle(), "");
        if (!story.headed() && finished.outcome() == Outcome.CANCELLED) {
            return List.of(); // Nobody has been told that it began.
        }
        var lines = new ArrayList<Line>();
        if (!story.headed()) {
            lines.addAll(head(RunText.header(story.at(), story.what()), page.theme()));
        }
        List<FailingTest> untold = finished.failures().stream()
                .filter(failure -> !story.hasTold(failure))
                .toList();
        lines.addAll(FailureBlocks.of(untold, justNow(finished.newlyFailing()), page));
        if (finished.outcome() != Outcome.COMPLETED && finished.outcome() != Outcome.CANCELLED) {
            lines.add(Line.BLANK);
            lines.addAll(RunText.disorder(finished));
        }
        if (!lines.isEmpty()) {
            lines.add(Line.BLANK);
        }
        lines.add(story.errors().isEmpty() ? RunText.end(finished) : RunText.endDespite(story.errors(), finished));
        story = story.asEnded();
        return lines;
    }

    /** Only worth a line where sources do not compile and no run has told how things stand. */
    private List<Line> verdictGiven(Notice.VerdictGiven given) {
        if (given.cycle() != story.cycle() || story.ended() || story.errors().isEmpty()) {
            return List.of();
        }
        story = story.asEnded();
        return List.of(RunText.nothingElse(given.verdict()));
    }

    private List<Line> failures(Notice.Failures failures, Theme now) {
        if (failures.failures().isEmpty() && failures.flaky().isEmpty()) {
            return List.of(Line.of(" no test is failing"));
        }
        var lines = new ArrayList<Line>();
        var page = new Page(sources, now, true, failures.fullStacks());
        lines.add(RunText.rule(now));
        lines.add(Line.of(" " + Figures.tests(failures.failures().size()) + " failing"
                + (failures.flaky().isEmpty()
                        ? ""
                        : ", " + Figures.count(failures.flaky().size()) + " flaky")));
        lines.addAll(FailureBlocks.of(failures.failures(), test -> false, page));
        lines.addAll(FlakyText.lines(failures.flaky(), page));
        lines.add(Line.BLANK);
        return lines;
    }

    private void begin(int cycle, String what) {
        if (story.cycle() != cycle || story.ended()) {
            story = Story.begun(cycle, time(), what);
        }
    }

    private List<Line> head(Line header, Theme now) {
        if (story.headed()) {
            return List.of();
        }
        story = story.asHeaded();
        return List.of(RunText.rule(now), header);
    }

    private Page page(Theme now) {
        return new Page(sources, now, false, false);
    }

    private LocalTime time() {
        return LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
