package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.HangLimit;
import dev.testwatch.fork.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for the forks of a run.
 *
 * @param forks how many may live side by side, at least one
 * @param limit how long one of them may take; empty: as long as it likes
 * @param hang how long nothing may happen in it; empty: as long as it likes
 * @param leaksFail whether what a test class leaves behind is its failure
 * @param flakyRetries how often a test class runs again that fails though nothing that it depends on has changed
 */
public record Rules(
        int forks, Optional<Duration> limit, Optional<HangLimit> hang, boolean leaksFail, int flakyRetries) {

    /** Who debugs may take all the time. */
    Patience patience(Map<String, Selected> tests, boolean debugged) {
        return new Patience(debugged ? Optional.empty() : limit, hang, name -> Optional.ofNullable(tests.get(name))
                .flatMap(Selected::usual));
    }
}
