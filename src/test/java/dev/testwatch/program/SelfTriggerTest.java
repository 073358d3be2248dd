package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfTriggerTest {

    private static final Path OUT = Path.of("/project/out.txt");
    private static final Path SOURCE = Path.of("/project/a.c");

    private SelfTrigger trigger = SelfTrigger.NONE;

    private Optional<Path> changed(Path file, int run, boolean soon) {
        SelfTrigger.Ruling ruling = trigger.changed(new Change(Set.of(file), Set.of()), run, soon);
        trigger = ruling.next();
        return ruling.culprit();
    }

    @Test
    void aFileThatChangesInOneRunAfterTheOtherIsToldOfOnce() {
        for (int run = 1; run < SelfTrigger.MOST_RUNS; run++) {
            assertThat(changed(OUT, run, true)).isEmpty();
            assertThat(changed(OUT, run, true)).as("twice in a run").isEmpty();
        }
        assertThat(changed(OUT, SelfTrigger.MOST_RUNS, true)).contains(OUT);
        assertThat(changed(OUT, SelfTrigger.MOST_RUNS + 1, true)).isEmpty();
    }

    @Test
    void whatChangesOutsideOfRunsOrLateInThemIsAPersonsWork() {
        for (int run = 1; run < SelfTrigger.MOST_RUNS; run++) {
            changed(OUT, run, true);
        }
        assertThat(changed(SOURCE, SelfTrigger.MOST_RUNS - 1, false)).isEmpty();
        assertThat(changed(OUT, SelfTrigger.MOST_RUNS, true)).isEmpty();
    }

    @Test
    void aRunInWhichItDoesNotChangeEndsTheStreak() {
        for (int run = 1; run < 3 * SelfTrigger.MOST_RUNS; run++) {
            assertThat(changed(run % 4 == 0 ? SOURCE : OUT, run, true)).isEmpty();
        }
    }
}
