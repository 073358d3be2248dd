package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.TestClassFilter;
import dev.testwatch.project.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        index = Index.open(project(), root.resolve("state"), message -> {});
        Map<ClassName, byte[]> classes = new HashMap<>();
        for (Class<?> test : List.of(AllowanceTest.class, SweepTest.class)) {
            classes.put(new ClassName("app", test.getName()), bytes(test));
        }
        index.reconcile(new Output(classes, Set.of(), Resources.NONE));
        index.of(index.testClasses(), new Reason.Asked())
                .tests()
                .forEach(test -> index.record(test, passed(test), NOT_LONG, Optional.empty()));
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
        idle.keep(new Event.Ended(test, passed(test), took, true, Optional.empty()));
    }

    private static List<TestResult> passed(Selected test) {
        String name = test.test().name();
        return List.of(new TestResult(
                "[class:" + name + "]/[method:works()]",
                name,
                name,
                Optional.of("works"),
                "works()",
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ofMillis(3),
                Optional.empty(),
                "",
                ""));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return Optional.ofNullable(file).orElseThrow().readAllBytes();
        }
    }

    private Project project() {
        var tests = new TestSettings(
                Path.of("java"),
                17,
                List.of(),
                Map.of(),
                Map.of(),
                root,
                List.of(),
                new TestClassFilter(List.of(), List.of()),
                List.of(),
                List.of(),
                "",
                "");
        var module = new Module(
                "app", root, sources(Kind.MAIN, "classes"), sources(Kind.TEST, "test-classes"), tests, List.of());
        return new Project(root, "Maven", List.of(module), List.of(), List.of());
    }

    private SourceSet sources(Kind kind, String output) {
        return new SourceSet(
                kind,
                List.of(),
                List.of(),
                root.resolve("target").resolve(output),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
