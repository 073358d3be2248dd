package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.Flaky;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlawsTest {

    private static final Flaky FLAKY = new Flaky(List.of(Play.failing()), 3);

    private final Flaws flaws = new Flaws();

    @Test
    void aFlakyTestIsRememberedUntilItRunsAgain() {
        flaws.ended(ended(new Reason.Asked(), List.of(FLAKY)));
        assertThat(flaws.of(test -> true)).containsExactly(FLAKY);

        flaws.ended(ended(new Reason.Swept(), List.of()));
        assertThat(flaws.of(test -> true)).as("for nobody").containsExactly(FLAKY);
        flaws.ended(ended(new Reason.Swept(), List.of(FLAKY)));
        assertThat(flaws.of(test -> true)).as("once").containsExactly(FLAKY);

        flaws.ended(ended(new Reason.Asked(), List.of()));
        assertThat(flaws.of(test -> true)).isEmpty();
    }

    @Test
    void itCountsOnlyWhereItsClassPasses() {
        flaws.ended(ended(new Reason.Asked(), List.of(FLAKY)));

        assertThat(flaws.of(test -> false)).isEmpty();
    }

    private static Event.Ended ended(Reason reason, List<Flaky> flaky) {
        var test = new Selected(new TestClass("shop", "ATest"), 7, reason, Optional.empty(), Optional.empty());
        return new Event.Ended(
                test, List.of(Play.failing().result()), Duration.ZERO, true, Optional.empty(), flaky, false);
    }
}
