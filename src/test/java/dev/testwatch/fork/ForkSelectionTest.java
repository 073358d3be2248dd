package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.FIXTURES;
import static dev.testwatch.fork.Forks.classes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkSelectionTest {

    private static final String OUTCOMES = FIXTURES + "OutcomesFixture";

    @TempDir
    Path directory;

    @Test
    void uniqueIdsSelectSingleTests() {
        String id = "[engine:junit-jupiter]/[class:" + OUTCOMES + "]";
        Run run = run(
                List.of(
                        "id:" + id + "/[method:passes()]",
                        "id:" + id + "/[nested-class:Inner]/[method:passesInside()]"),
                List.of(),
                List.of(),
                Optional.empty());
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(methods(run)).containsExactlyInAnyOrder("passes", "passesInside");
    }

    @Test
    void tagsIncludeAndTheNameFilters() {
        assertThat(methods(run(List.of("class:" + OUTCOMES), List.of("quick"), List.of(), Optional.empty())))
                .containsExactly("passes");
        assertThat(methods(run(List.of("class:" + OUTCOMES), List.of(), List.of("quick"), Optional.of("[Pp]asses"))))
                .containsExactly("passesInside");
    }

    @Test
    void aClassThatJUnitCannotCopeWithDoesNotKeepOthersFromRunning() {
        Run run = Forks.run(directory, classes("NonStaticBeforeAllFixture", "DisabledFixture", "InitialiserFixture"));
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results())
                .anyMatch(result -> result.failed()
                        && result.container()
                        && result.testClass().equals(FIXTURES + "NonStaticBeforeAllFixture"))
                .anyMatch(result -> result.testClass().equals(FIXTURES + "DisabledFixture"))
                .anyMatch(result -> result.testClass().equals(FIXTURES + "InitialiserFixture"));
    }

    @Test
    void anImpossibleFilterIsIncompleteAndSaysWhy() {
        Run run = run(List.of("class:" + OUTCOMES), List.of(), List.of(), Optional.of("("));
        assertThat(run).isInstanceOf(Run.Incomplete.class);
        assertThat(((Run.Incomplete) run).why()).contains("PatternSyntaxException");
    }

    private Run run(List<String> selectors, List<String> include, List<String> exclude, Optional<String> name) {
        return Forks.run(directory, new Message.Run(selectors, include, exclude, name));
    }

    private static List<String> methods(Run run) {
        return run.results().stream()
                .map(result -> result.methodName().orElse(""))
                .toList();
    }
}
