package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As little as a program needs that reads text and pays for each word: nothing while something is under way, then one
 * line with the verdict, below it what does not compile and what fails, each cause once.
 *
 * <p>The same state is told in the same words: no times, no numbers of runs. The verdict's line begins with the state
 * in capitals, {@code GREEN} only if it is. Remembers what the cycle under way has brought, so it is to be called by one
 * thread, with all notices in order.
 */
public final class AgentText {

    private static final int MOST = 20;
    private static final int LONGEST = 500;
    private static final int LONGEST_LINE = 200;

    private final Sources sources;
    private List<Problem> errors = List.of();
    private Optional<Integer> errorCycle = Optional.empty();
    private List<String> detail = List.of();
    private boolean cancelled;
    private boolean underWay;
    private boolean opening;

    /** Makes text that names files as {@code sources} does. */
    public AgentText(Sources sources) {
        this.sources = sources;
    }

    /** The lines for a notice, without their ends and free of control characters; none for most of them. */
    public List<String> lines(Notice notice) {
        if (notice instanceof Notice.Ready) {
            opening = true;
        } else if (notice instanceof Notice.Changed || notice instanceof Notice.RunStarted) {
            detail = List.of();
            cancelled = false;
            underWay = true;
        } else if (notice instanceof Notice.Problems problems) {
            errors = CompileBlock.with(Severity.ERROR, problems.problems());
            errorCycle = Optional.of(problems.cycle());
        } else if (notice instanceof Notice.NothingAffected) {
            underWay = false;
            opening = false;
        } else if (notice instanceof Notice.RunFinished finished) {
            detail = finished.detail();
            cancelled = finished.outcome() == Notice.Outcome.CANCELLED;
            underWay = false;
            opening = false;
        } else if (notice instanceof Notice.VerdictGiven given) {
            return verdict(given);
        } else if (notice instanceof Notice.Failures failures) {
            return Stream.concat(failures(failures.failures()).stream(), flaky(failures.flaky()).stream())
                    .toList();
        } else if (notice instanceof Notice.FailsAfter found) {
            return found.text().lines().map(AgentText::shortened).toList();
        } else if (notice instanceof Notice.Said said && said.level() == Notice.Level.ERROR) {
            return said.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> "error: " + shortened(line))
                    .toList();
        }
        return List.of();
    }

    /** A verdict before a run, or on a cycle that was cut short before it came to one, is none that anybody waits for. */
    private List<String> verdict(Notice.VerdictGiven given) {
        Verdict verdict = given.verdict();
        boolean early = underWay || (opening && verdict.state() != Verdict.State.GREEN);
        underWay = false;
        opening = false;
        if (early) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        String run = cancelled ? "; run cancelled" : "";
        lines.add(state(verdict) + ": " + Verdicts.of(verdict, Long::toString) + run);
        if (verdict.state() == Verdict.State.INCOMPLETE) {
            detail.forEach(line -> lines.add("  " + shortened(line)));
        }
        if (errorCycle.equals(Optional.of(given.cycle()))) {
            errors.forEach(error -> lines.add(error(error)));
        }
        lines.addAll(failures(verdict.failing()));
        lines.addAll(flaky(verdict.flaky()));
        cancelled = false;
        return lines;
    }

    private static String state(Verdict verdict) {
        boolean noTests = verdict.state() == Verdict.State.GREEN && !Verdicts.isGreen(verdict);
        return (noTests ? Verdict.State.UNKNOWN : verdict.state()).name();
    }

    private String error(Problem error) {
        String where = ProblemText.where(error, sources);
        String message = String.join(" ", ProblemText.lines(error.message()));
        return shortened(where.isEmpty() ? "javac: " + message : where + " " + message);
    }

    private List<String> failures(List<FailingTest> failing) {
        var places = new Places(sources);
        List<FailureGroup> groups = FailureGroup.of(
                failing.stream().map(test -> Failure.of(test, places)).toList());
        var lines = new ArrayList<String>();
        int shown = Math.min(MOST, groups.size());
        groups.subList(0, shown).forEach(group -> failure(group, places, lines));
        int more = groups.subList(shown, groups.size()).stream()
                .mapToInt(group -> group.failures().size())
                .sum();
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        return lines;
    }

    /** One line each: it fails now and then, and this is how. */
    private List<String> flaky(List<Flaky> all) {
        var places = new Places(sources);
        return all.stream()
                .limit(MOST)
                .map(flaky -> shortened(
                        flaky.words() + " " + TestName.java(flaky.first().result()) + ": "
                                + Failure.of(flaky.first(), places).headline().first()))
                .toList();
    }

    private void failure(FailureGroup group, Places places, List<String> lines) {
        Failure first = group.first();
        Optional<String> spot = Spot.of(first.test(), places, sources).map(found -> found.name(sources));
        String where = spot.map(text -> text + " ").orElse("");
        String name = TestName.java(first.test().result());
        lines.add(shortened(where + name + ": " + first.headline().first()));
        first.chain()
                .filter(chain -> !chain.causes().isEmpty())
                .ifPresent(chain -> lines.add("  caused by "
                        + shortened(Headline.withType(chain.root()).first())));
        first.values()
                .filter(values -> first.headline().first().contains("expected and actual differ"))
                .ifPresent(values -> lines.add("  " + firstDifference(values)));
        first.own().stream()
                .findFirst()
                .map(place -> new Spot(place.file(), place.line()).name(sources))
                .filter(own -> !spot.equals(Optional.of(own)))
                .ifPresent(own -> lines.add("  at " + shortened(own)));
        int others = group.failures().size() - 1;
        if (others > 0) {
            lines.add("  " + others + (others == 1 ? " more fails alike" : " more fail alike"));
        }
    }

    /** Of values that are too long for one line the first lines that differ. */
    private static String firstDifference(Values values) {
        List<String> expected = values.expected().lines().toList();
        List<String> actual = values.actual().lines().toList();
        int at = 0;
        while (at < Math.min(expected.size(), actual.size()) && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        if (at == expected.size() && at == actual.size()) {
            return "only their line ends differ";
        }
        return "line " + (at + 1) + ": expected " + line(expected, at) + " but was " + line(actual, at);
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? "<" + Neutral.head(Neutral.escaped(lines.get(at)), LONGEST_LINE) + ">" : "the end";
    }

    private static String shortened(String text) {
        String line = Neutral.escaped(
                Neutral.stripped(text).replaceAll("[\\r\\n\\t]+", " ").strip());
        return line.length() <= LONGEST ? line : Neutral.head(line, LONGEST) + "...";
    }
}
