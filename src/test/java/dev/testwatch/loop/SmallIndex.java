package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Selection.Selected;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of a project of one module with two test classes, of which nothing is known yet. */
final class SmallIndex {

    static final String MODULE = "app";

    private SmallIndex() {}

    static Index open(Path root) throws IOException {
        Index index = Index.open(project(root), root.resolve("state"), message -> {});
        Map<ClassName, byte[]> classes = new HashMap<>();
        for (Class<?> test : List.of(AllowanceTest.class, SweepTest.class)) {
            classes.put(new ClassName(MODULE, test.getName()), bytes(test));
        }
        index.reconcile(new Output(classes, Set.of(), Resources.NONE));
        return index;
    }

    static List<TestResult> passed(Selected test) {
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

    private static Project project(Path root) {
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
                MODULE,
                root,
                sources(root, Kind.MAIN, "classes"),
                sources(root, Kind.TEST, "test-classes"),
                tests,
                List.of());
        return new Project(root, "Maven", List.of(module), List.of(), List.of());
    }

    private static SourceSet sources(Path root, Kind kind, String output) {
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
