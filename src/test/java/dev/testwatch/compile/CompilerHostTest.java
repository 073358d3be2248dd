package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotation processors that misbehave: each in the compiler's own JVM, which dies or is killed; this one goes on. */
class CompilerHostTest {

    /** Does what the name of an annotated class says. */
    private static final String PROCESSOR = """
            package acme;
            import java.io.*;
            import java.util.*;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;
            import javax.tools.StandardLocation;
            public class Moody extends AbstractProcessor {
                @Override public Set<String> getSupportedAnnotationTypes() { return Set.of("java.lang.Deprecated"); }
                @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
                @Override public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                    for (Element element : round.getElementsAnnotatedWith(Deprecated.class)) {
                        act(element.getSimpleName().toString());
                    }
                    return false;
                }
                private void act(String name) {
                    switch (name) {
                        case "Exits" -> System.exit(42);
                        case "Halts" -> Runtime.getRuntime().halt(7);
                        case "Hangs" -> hang();
                        case "Throws" -> throw new IllegalArgumentException("not in the mood");
                        case "Fills" -> fill();
                        case "Recurses" -> act(name);
                        case "Prints" -> print();
                        case "Reads" -> read();
                        default -> { }
                    }
                }
                private static void hang() {
                    while (true) {
                        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    }
                }
                private static void fill() {
                    byte[] much = new byte[48 << 20];
                    if (much.length == System.nanoTime()) System.out.println(much);
                }
                private static void print() {
                    System.out.println("a word from a processor");
                    try (var raw = new FileOutputStream(FileDescriptor.out)) {
                        raw.write(new byte[1 << 20]);
                        System.out.close();
                        if (System.in.read() >= 0) throw new IllegalStateException("there was something on stdin");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
                private void read() {
                    try (var in = processingEnv.getFiler().getResource(StandardLocation.CLASS_OUTPUT, "conf", "names").openInputStream()) {
                        for (String name : new String(in.readAllBytes()).split(" ")) {
                            try (var out = processingEnv.getFiler().createSourceFile("shop." + name).openWriter()) {
                                out.write("package shop; public class " + name + " { }");
                            }
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";

    @TempDir
    Path directory;

    private final List<String> tooSlow = new ArrayList<>();
    private TestProject project;

    @BeforeEach
    void makeProcessor() {
        var processor = new TestProject(directory.resolve("processor"));
        processor.main(PROCESSOR);
        processor.write("src/main/resources/META-INF/services/javax.annotation.processing.Processor", "acme.Moody");
        processor.arguments("--release", "17", "-proc:none").build();
        project = new TestProject(directory).processorPath(processor.path("target/classes"));
        project.main(SHELF);
        project.build();
    }

    private static String deprecated(String name) {
        return "package shop;\n@Deprecated class " + name + " { }";
    }

    private static CompilerSettings patience(int seconds) {
        return new CompilerSettings(Duration.ofSeconds(seconds), OptionalLong.empty());
    }

    private Path file(String name) {
        return project.path("src/main/java/shop/" + name + ".java");
    }

    /** Compiles a class that the processor takes badly, then goes on without it; returns what was said of it. */
    private String survived(Compiler compiler, String name) {
        project.main(deprecated(name));
        String problem = refused((Partial) compiler.compile(project.change()), name);
        assertThatItGoesOn(repaired(compiler, name));
        return problem;
    }

    private static String refused(Partial partial, String name) {
        assertThat(names(partial.blocked().keySet())).containsExactly("shop." + name);
        assertThat(partial.output().isEmpty()).isTrue();
        return String.valueOf(assertThat(errors(partial)).hasSize(1).actual().get(":0"));
    }

    private Compilation repaired(Compiler compiler, String name) {
        project.delete(file(name));
        project.main(SHELF.replace("3", String.valueOf(System.nanoTime() % 1000 + 10)));
        return compiler.compile(project.change());
    }

    private static void assertThatItGoesOn(Compilation repaired) {
        assertThat(repaired).isInstanceOf(Succeeded.class);
        assertThat(names(((Succeeded) repaired).output().written().keySet())).containsExactly("shop.Shelf");
    }

    private static int lineOf(String text) {
        return (int) PROCESSOR.substring(0, PROCESSOR.indexOf(text)).lines().count();
    }

    @Test
    void aProcessorThatCallsSystemExitIsNamed() {
        try (var compiler = project.open()) {
            assertThat(survived(compiler, "Exits"))
                    .isEqualTo(
                            "the compiler's JVM ended (exit code 42): System.exit called at acme.Moody.act(Moody.java:"
                                    + lineOf("System.exit") + ")");
            assertThat(survived(compiler, "Exits")).contains("exit code 42");
        }
    }

    @Test
    void aProcessorThatHaltsTheJvmEndsTheCompilersOnly() {
        try (var compiler = project.open()) {
            assertThat(survived(compiler, "Halts")).startsWith("the compiler's JVM ended (exit code 7)");
        }
    }

    @Test
    void aProcessorThatHangsIsNamedAndKilled() {
        int seconds = 3;
        while (!isKilledForHanging(seconds)) {
            seconds *= 3;
            assertThat(seconds).as("too slow: %s", tooSlow).isLessThan(100);
        }
    }

    /** Not if javac takes longer to come to the processor, or to compile the rest without it. */
    private boolean isKilledForHanging(int seconds) {
        try (var compiler = project.open(patience(seconds))) {
            project.main(deprecated("Hangs"));
            var partial = (Partial) compiler.compile(project.change());
            var after = repaired(compiler, "Hangs");
            if (!says(partial, "at acme.Moody.hang") || says(after, "did not end within")) {
                tooSlow.addAll(errors(partial).values());
                tooSlow.addAll(errors(after).values());
                return false;
            }
            assertThat(refused(partial, "Hangs"))
                    .startsWith("annotation processing did not end within " + seconds
                            + " s: processor acme.Moody, at acme.Moody.hang");
            assertThatItGoesOn(after);
            return true;
        }
    }

    private static boolean says(Compilation compilation, String words) {
        return errors(compilation).values().stream().anyMatch(problem -> problem.contains(words));
    }

    @Test
    void aProcessorThatThrowsIsNamedWithThePlace() {
        try (var compiler = project.open()) {
            assertThat(survived(compiler, "Throws"))
                    .startsWith("annotation processor acme.Moody failed: java.lang.IllegalArgumentException: "
                            + "not in the mood\n  at acme.Moody.act(Moody.java:" + lineOf("throw new IllegalArg")
                            + ")");
        }
    }

    @Test
    void aProcessorWithoutAnEndToItsRecursionIsNamed() {
        try (var compiler = project.open()) {
            assertThat(survived(compiler, "Recurses")).contains("StackOverflowError");
        }
    }

    @Test
    void whatProcessorsPrintDisturbsNothing() {
        try (var compiler = project.open(patience(60))) {
            project.main(deprecated("Prints"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
        }
    }

    @Test
    void tooLittleMemoryIsDoubledOnceAndSaid() {
        var tight = new CompilerSettings(Duration.ofSeconds(60), OptionalLong.of(48 << 20));
        try (var compiler = project.open(tight)) {
            project.main(deprecated("Fills"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
            assertThat(project.said()).singleElement().asString().contains("ran out of memory", "48 MB", "96 MB");
        }
    }

    @Test
    void memoryThatIsStillTooLittleIsAProblem() {
        var tight = new CompilerSettings(Duration.ofSeconds(60), OptionalLong.of(20 << 20));
        try (var compiler = project.open(tight)) {
            project.main(deprecated("Fills"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial).get(":0")).contains("ran out of memory with a heap of 40 MB");
        }
    }

    @Test
    void whatAProcessorMakesOfAResourceFollowsTheResource() {
        project.write("src/main/resources/conf/names", "One Two");
        try (var compiler = project.open()) {
            project.main(deprecated("Reads"));
            compiler.compile(project.change());
            assertThat(project.published("classes")).contains("shop/One.class", "shop/Two.class");

            project.write("src/main/resources/conf/names", "Two Three");
            var output = ((Succeeded) compiler.compile(project.change())).output();
            assertThat(names(output.written().keySet())).containsExactly("shop.Three");
            assertThat(names(output.removed())).containsExactly("shop.One");
            assertThat(project.published("classes"))
                    .contains("shop/Two.class", "shop/Three.class")
                    .doesNotContain("shop/One.class");
        }
    }

    @Test
    void otherSourceSetsGoOnWhereAProcessorFails() {
        var other = new TestProject(directory.resolve("several"), "plain", "moody");
        other.source("src/main/java", SHELF);
        other.writeIn("moody", "src/main/java/shop/Till.java", "package shop; class Till { }");
        other.build();
        other.processorPathOf("moody", directory.resolve("processor/shop/target/classes"));
        try (var compiler = other.open()) {
            other.source("src/main/java", SHELF.replace("3", "4"));
            other.writeIn("moody", "src/main/java/shop/Throws.java", deprecated("Throws"));
            var partial = (Partial) compiler.compile(other.change());
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Shelf");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Throws");
        }
    }

    @Test
    void aProcessorInAJarTakesPart() throws Exception {
        var jar = directory.resolve("moody.jar");
        var classes = directory.resolve("processor/shop/target/classes");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : TestProject.files(classes)) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
        var packed = new TestProject(directory.resolve("packed")).processorPath(jar);
        packed.main(SHELF);
        packed.build();
        try (var compiler = packed.open()) {
            packed.main(deprecated("Throws"));
            assertThat(errors(compiler.compile(packed.change())).get(":0")).contains("processor acme.Moody failed");
        }
    }

    @Test
    void theCompilersJvmEndsWithTheCompiler() {
        var before = ProcessHandle.current().children().toList();
        try (var compiler = project.open()) {
            project.main(deprecated("Ordinary"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
            assertThat(ProcessHandle.current().children()).anyMatch(child -> !before.contains(child));
        }
        ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .forEach(child -> assertThat(child.onExit().orTimeout(60, TimeUnit.SECONDS))
                        .succeedsWithin(Duration.ofSeconds(60)));
    }

    @Test
    void withoutProcessorsNoOtherJvmIsStarted() throws Exception {
        Files.delete(directory.resolve(
                "processor/shop/target/classes/META-INF/services/javax.annotation.processing.Processor"));
        var before = ProcessHandle.current().children().toList();
        try (var compiler = project.open()) {
            project.main(SHELF.replace("3", "4"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
            compiler.warmUp(0);
            assertThat(ProcessHandle.current().children()).isSubsetOf(before);
        }
    }
}
