package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleRunTest {

    @Test
    void aClassThatAnotherEngineFailsOverAfterItsEndIsNotKeptAsPassed() {
        var selected = new Selected(
                new TestClass("m", "a.FooTest"), 1, new Reason.Asked(), Optional.empty(), Optional.empty());
        List<Event.Ended> kept = new ArrayList<>();
        var run = new ModuleRun(1, "m", Map.of("a.FooTest", selected), test -> true, false, event -> {
            if (event instanceof Event.ClassEnded ended) {
                kept.add(ended.ended());
            }
        });

        run.finished(result("[engine:one]/[class:a.FooTest]/[method:m()]", TestResult.Status.SUCCESSFUL));
        run.ended("a.FooTest", Optional.empty());
        run.finished(result("[engine:two]/[class:a.FooTest]", TestResult.Status.FAILED));
        run.ended("a.FooTest", Optional.empty());
        run.completed();

        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).results()).hasSize(2).anyMatch(TestResult::failed);
    }

    private static TestResult result(String id, TestResult.Status status) {
        return new TestResult(
                id,
                "a.FooTest",
                "a.FooTest",
                Optional.empty(),
                "FooTest",
                status == TestResult.Status.FAILED,
                status,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }
}
