package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tests run by themselves in idle time, and for how long. */
class IdleRunsTest {

    private static final Duration NOT_LONG = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private Instant now = Instant.parse("2024-05-06T07:08:09Z");
    private Index index;
    private IdleRuns idle;

    @BeforeEach
    void twoTestClassesHavePassedInCompany() throws IOException {
        index = SmallIndex.open(root);
        index.of(index.testClasses(), new Reason.Asked())
                .tests()
                .forEach(test -> index.record(test, SmallIndex.passed(test), NOT_LONG, Optional.empty()));
        idle = new IdleRuns(index, module -> true, () -> now);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void eachTestClassRunsOnce() {
        Selected first = next().orElseThrow();
        ran(first, NOT_LONG);
        Selected second = next().orElseThrow();
        ran(second, NOT_LONG);

        assertThat(List.of(first.test().name(), second.test().name()))
                .containsExactly(AllowanceTest.class.getName(), SweepTest.class.getName());
        assertThat(next()).isEmpty();
    }

    @Test
    void whatTakesTwentyMinutesIsEnoughForAnHour() {
        ran(next().orElseThrow(), Duration.ofMinutes(20));
        assertThat(next()).isEmpty();

        now = now.plus(Duration.ofMinutes(59));
        assertThat(next()).isEmpty();

        now = now.plus(Duration.ofMinutes(1));
        assertThat(next()).isPresent();
    }

    @Test
    void whatIsCutShortIsTriedThreeTimes() {
        Optional<TestClass> first = next().map(Selected::test);
        assertThat(next().map(Selected::test)).isEqualTo(first);
        assertThat(next().map(Selected::test)).isEqualTo(first);

        assertThat(next().map(Selected::test)).isPresent().isNotEqualTo(first);
    }

    private Optional<Selected> next() {
        return idle.next().map(next -> next.selection().tests().get(0));
    }

    private void ran(Selected test, Duration took) {
        idle.keep(new Event.Ended(test, SmallIndex.passed(test), took, true, Optional.empty()));
    }
}
