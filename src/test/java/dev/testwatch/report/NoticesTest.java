package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No kind of notice is forgotten by a reporter: it is told, or it is known to be silent. */
class NoticesTest {

    @Test
    void theExamplesHoldEveryKind() {
        var kinds = new HashSet<Class<?>>();
        Examples.with("x").forEach(notice -> kinds.add(notice.getClass()));
        assertThat(kinds).containsExactlyInAnyOrder(Notice.class.getPermittedSubclasses());
    }

    @Test
    void theScreenTellsAllButWhatIsForTheStatusLineOrToldLater() {
        var silent = silent(notice -> new ConsoleText(new Shop(), () -> Shop.WIDE, Shop.CLOCK).lines(notice));
        assertThat(silent)
                .containsExactlyInAnyOrder(
                        Notice.Changed.class,
                        Notice.Progress.class,
                        Notice.TestFinished.class,
                        Notice.VerdictGiven.class);
    }

    @Test
    void thePipeTellsAllButWhatIsForTheStatusLineOrToldBefore() {
        var silent = silent(notice -> new PlainText(new Shop()).lines(notice).inOrder());
        assertThat(silent).containsExactlyInAnyOrder(Notice.Progress.class, Notice.FailedSoFar.class);
    }

    @Test
    void programsAreToldAllButWhatIsForTheScreen() {
        var silent = silent(notice -> new Json(new Shop()).lines(notice));
        assertThat(silent)
                .containsExactlyInAnyOrder(
                        Notice.Progress.class,
                        Notice.FailedSoFar.class,
                        Notice.Failures.class,
                        Notice.Shown.class,
                        Notice.Output.class);
    }

    @Test
    void consolesForTestsAreToldAllButWhatIsForTheScreen() {
        var silent = silent(notice -> new TeamCity(new Shop()).lines(notice));
        assertThat(silent)
                .containsExactlyInAnyOrder(
                        Notice.Progress.class, Notice.FailedSoFar.class, Notice.Shown.class, Notice.Output.class);
    }

    @Test
    void whoeverPaysForEachWordIsToldVerdictsAndWhatWasAskedFor() {
        var silent = silent(new AgentText(new Shop())::lines);
        assertThat(silent)
                .containsExactlyInAnyOrder(
                        Notice.Ready.class,
                        Notice.Changed.class,
                        Notice.Problems.class,
                        Notice.NothingAffected.class,
                        Notice.RunStarted.class,
                        Notice.Progress.class,
                        Notice.TestFinished.class,
                        Notice.Flaked.class,
                        Notice.FailedSoFar.class,
                        Notice.RunFinished.class,
                        Notice.Said.class,
                        Notice.Shown.class,
                        Notice.Output.class);
    }

    private static Set<Class<?>> silent(Function<Notice, List<?>> reporter) {
        var silent = new HashSet<Class<?>>();
        for (Notice notice : Examples.with("x")) {
            if (reporter.apply(notice).isEmpty()) {
                silent.add(notice.getClass());
            }
        }
        return silent;
    }
}
