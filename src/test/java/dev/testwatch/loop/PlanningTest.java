package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be run, and what people are told of why. */
class PlanningTest {

    @TempDir
    Path root;

    private Index index;

    @BeforeEach
    void nothingHasRun() throws IOException {
        index = SmallIndex.open(root);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void aFirstRunIsCalledThatThoughSourcesWereGeneratedMeanwhile() {
        assertThat(atTheStart(generated()).because()).isEqualTo("first run");
    }

    @Test
    void aChangeThatWasMadeWhileNobodyWatchedIsNamed() {
        Selected ran = index.of(index.testClasses(), new Reason.Asked()).tests().get(0);
        index.record(ran, SmallIndex.passed(ran), Duration.ofMillis(3), Optional.empty());

        assertThat(atTheStart(generated()).because()).isEqualTo("Made.java changed");
    }

    private Job atTheStart(Change change) {
        var launch = new Job.Launch(List.of(), List.of(), List.of(), false, Optional.empty());
        var planning = new Planning(index, Map.of(SmallIndex.MODULE, launch), Set.of());
        return planning.job(
                new Effect.Build(1, change, new Wish.Stale(true), Filter.NONE, Map.of()), Set.of(), Set.of());
    }

    private Change generated() {
        return new Change(Set.of(root.resolve("Made.java")), Set.of());
    }
}
