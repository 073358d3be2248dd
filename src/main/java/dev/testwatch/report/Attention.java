package dev.testwatch.report;

import dev.testwatch.report.Verdict.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When a user who looks elsewhere is to be called. Immutable: each notice leads to a next value.
 *
 * <p>A verdict that leaves open how things stand is no news, nor is one on a project without tests. Where no test ran,
 * only that sources do not compile any more is news.
 *
 * @param project what the project is called; empty before that is known
 * @param last the state of the last verdict that did not leave things open
 * @param ran whether tests have run since the last verdict
 */
public record Attention(When when, String project, Optional<State> last, boolean ran) {

    private static final int NAMED = 3;
    private static final int LONGEST = 120;

    /** What the user wants to be called for. */
    public enum When {
        OFF,
        /** The state of the verdict is another one. */
        CHANGE,
        /** After a run something is not as it should be. */
        FAILURE,
        /** A run is over. */
        ALWAYS
    }

    /** Before anything is known. */
    public static Attention to(When when) {
        return new Attention(when, "", Optional.empty(), false);
    }

    /** What is known after this notice. */
    public Attention after(Notice notice) {
        if (notice instanceof Notice.Ready ready) {
            return new Attention(when, ready.project(), last, ran);
        }
        if (notice instanceof Notice.RunFinished finished) {
            Notice.Counts counts = finished.counts();
            int tests = counts.successful() + counts.failed() + counts.aborted() + counts.skipped();
            boolean counted = tests > 0 || !finished.failures().isEmpty();
            return new Attention(when, project, last, counted && finished.outcome() != Notice.Outcome.CANCELLED);
        }
        if (notice instanceof Notice.VerdictGiven given) {
            return new Attention(when, project, decided(given.verdict()).or(() -> last), false);
        }
        return this;
    }

    /** What to say of this notice, given all that came before it; nothing of most. */
    public Optional<Notification> on(Notice notice) {
        return notice instanceof Notice.VerdictGiven given
                ? Optional.of(given.verdict()).filter(this::isNews).map(this::notification)
                : Optional.empty();
    }

    private boolean isNews(Verdict verdict) {
        Optional<State> state = decided(verdict);
        if (state.isEmpty()) {
            return false;
        }
        boolean changed = last.isPresent() && !last.equals(state);
        boolean happened = ran || (changed && state.get() == State.BLOCKED);
        return switch (when) {
            case OFF -> false;
            case CHANGE -> happened && changed;
            case FAILURE -> happened && state.get() != State.GREEN;
            case ALWAYS -> happened;
        };
    }

    private static Optional<State> decided(Verdict verdict) {
        boolean open = verdict.state() == State.UNKNOWN || verdict.known() == 0;
        return open ? Optional.empty() : Optional.of(verdict.state());
    }

    private Notification notification(Verdict verdict) {
        List<FailingTest> failing = verdict.failing();
        String names = failing.stream()
                .limit(NAMED)
                .map(test -> TestName.of(test.result()))
                .collect(Collectors.joining(", "));
        String more = failing.size() > NAMED ? " and " + (failing.size() - NAMED) + " more" : "";
        return new Notification(
                verdict.state() != State.GREEN,
                shortened("testwatch " + project + ": " + Verdicts.of(verdict, Figures::count)),
                shortened(names) + more);
    }

    private static String shortened(String text) {
        String line = Neutral.escaped(Neutral.stripped(text));
        return line.length() <= LONGEST ? line : Neutral.head(line, LONGEST) + "...";
    }
}
