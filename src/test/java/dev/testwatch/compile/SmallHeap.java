package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.names;

import dev.testwatch.compile.Compilation.Succeeded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles a source, in a project in the directory that is its first argument, that asks more of javac than there is
 * memory in this process; then a small one. Prints what came of each.
 */
final class SmallHeap {

    /** They end at 32 MB. */
    private static final int DOUBLINGS = 15;

    private SmallHeap() {}

    public static void main(String[] arguments) {
        var project = new TestProject(Path.of(arguments[0]));
        project.main("package shop; class Small { int size() { return 1; } }");
        project.build();
        try (var compiler = project.open()) {
            project.main("package shop; class Small { int size() { return 2; } }");
            print(compiler.compile(project.change()));
            String source = huge();
            System.out.println("alone " + alone(source));
            project.main(source);
            print(compiler.compile(project.change()));
            project.main("package shop; class Small { int size() { return 3; } }");
            print(compiler.compile(project.change()));
        }
        project.said().forEach(message -> System.out.println("said " + message));
    }

    private static void print(Compilation compilation) {
        System.out.println(
                compilation instanceof Succeeded succeeded
                        ? "compiled " + names(succeeded.output().written().keySet())
                        : "not compiled " + compilation.problems());
    }

    /** Whether the compiler of this process runs out of memory. */
    private static String alone(String source) {
        var settings = new Javac.Settings(
                List.of("-proc:none"), StandardCharsets.UTF_8, List.of(), List.of(), List.of(), Path.of(""));
        var text = SourceText.given(Path.of("Huge.java").toAbsolutePath(), source);
        var views = List.of(new Shelf(Path.of(""), Set.of(), Map.of()));
        var outcome = BigStack.call(BigStack.USUAL_MEGABYTES, () -> {
            try (var javac = Javac.open(settings)) {
                return javac.compile(List.of(text), views, Set.of());
            }
        });
        return outcome instanceof Javac.Outcome.Broken broken && broken.outOfMemory() ? "too little" : "enough";
    }

    /** Constants that javac has to know for a moment, each twice as long as the one before, and that nobody keeps. */
    private static String huge() {
        var source = new StringBuilder("package shop; class Huge { void dead() { if (false) {\n");
        source.append("final String a0 = \"").append("x".repeat(1 << 10)).append("\";\n");
        for (int i = 1; i <= DOUBLINGS; i++) {
            source.append("final String a%d = a%d + a%d;\n".formatted(i, i - 1, i - 1));
        }
        return source.append("} } }\n").toString();
    }
}
