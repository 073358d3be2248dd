package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Failed;
import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source sets that annotation processors take part in. */
class CompilerProcessorsTest {

    private static final String PROCESSOR = """
            package proc;
            import java.io.IOException;
            import java.util.Set;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;
            import javax.tools.StandardLocation;
            public class Twins extends AbstractProcessor {
                @Override public Set<String> getSupportedAnnotationTypes() { return Set.of("*"); }
                @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
                @Override public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                    for (Element element : round.getElementsAnnotatedWith(Deprecated.class)) {
                        String name = element.getSimpleName() + "Twin";
                        if (name.startsWith("Bad")) throw new IllegalStateException("no twin for " + element);
                        try (var out = processingEnv.getFiler().createSourceFile("shop." + name).openWriter();
                                var list = processingEnv.getFiler()
                                        .createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/" + name).openWriter()) {
                            out.write("package shop; public class " + name + " { public int n() { return 1; } }");
                            list.write(name);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return false;
                }
            }
            """;
    private static final String MONEY = "package shop; @Deprecated public class Money { int n = new MoneyTwin().n(); }";
    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";

    @TempDir
    Path directory;

    private TestProject project;

    @BeforeEach
    void makeProcessor() throws IOException {
        var processor = new TestProject(directory.resolve("processor"));
        processor.main(PROCESSOR);
        processor.write("src/main/resources/META-INF/services/javax.annotation.processing.Processor", "proc.Twins");
        processor.arguments("--release", "17", "-proc:none").build();
        project = new TestProject(directory).processorPath(processor.path("target/classes"));
        project.main(SHELF);
        project.build();
    }

    @Test
    void whatProcessorsMakeIsCompiledPublishedAndTakenBack() {
        try (var compiler = project.open()) {
            var money = project.main(MONEY);
            var output = ((Succeeded) compiler.compile(project.change())).output();
            assertThat(names(output.written().keySet())).containsExactlyInAnyOrder("shop.Money", "shop.MoneyTwin");
            assertThat(output.resources().written()).containsOnlyKeys(new ResourceName("shop", "META-INF/MoneyTwin"));
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);

            project.main(SHELF.replace("3", "4"));
            var edit = ((Succeeded) compiler.compile(project.change())).output();
            assertThat(names(edit.written().keySet())).containsExactly("shop.Shelf");

            project.delete(money);
            var gone = ((Succeeded) compiler.compile(project.change())).output();
            assertThat(names(gone.removed())).containsExactlyInAnyOrder("shop.Money", "shop.MoneyTwin");
            assertThat(project.published("classes"))
                    .contains("shop/Shelf.class")
                    .doesNotContain("shop/MoneyTwin.class");
        }
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void anErrorLeavesThePublishedClassesAsTheyAre() {
        try (var compiler = project.open()) {
            project.main(MONEY.replace("new MoneyTwin()", "new Nobody()"));
            project.main(SHELF.replace("3", "4"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial)).containsOnlyKeys("Money.java:1");
            assertThat(partial.output().isEmpty()).isTrue();
            assertThat(names(partial.blocked().keySet())).containsExactlyInAnyOrder("shop.Money", "shop.Shelf");

            project.main(MONEY);
            var repaired = ((Succeeded) compiler.compile(project.change())).output();
            assertThat(names(repaired.written().keySet()))
                    .containsExactlyInAnyOrder("shop.Money", "shop.MoneyTwin", "shop.Shelf");
        }
    }

    @Test
    void aProcessorThatThrowsIsNamed() {
        try (var compiler = project.open()) {
            project.main("package shop; @Deprecated class Bad { }");
            var compilation = compiler.compile(project.change());
            assertThat(compilation).isInstanceOfAny(Failed.class, Partial.class);
            assertThat(compilation.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .contains("no twin for shop.Bad")
                    .contains("proc.Twins"));
            project.delete(project.path("src/main/java/shop/Bad.java"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
        }
    }

    @Test
    void withoutProcessorsTheirPathIsNoMatter() throws IOException {
        Files.delete(directory.resolve(
                "processor/shop/target/classes/META-INF/services/javax.annotation.processing.Processor"));
        try (var compiler = project.open()) {
            project.main("package shop; @Deprecated class Bad { }");
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
        }
    }
}
