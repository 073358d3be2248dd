package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odd but lawful and unlawful sources: each has its problem, and none keeps the others from being compiled. */
class CompilerOdditiesTest {

    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";

    @TempDir
    Path directory;

    private TestProject project() {
        var project = new TestProject(directory);
        project.main(SHELF);
        return project.build();
    }

    @Test
    void aModuleDescriptorIsToldToBeLeftToTheBuildToolWhateverIsInIt() {
        var project = project();
        try (var compiler = project.open()) {
            for (var text : new String[] {"module shop { }", "module shop { requires nowhere; }", "garbage {{{"}) {
                var descriptor = project.write("src/main/java/module-info.java", text);
                project.main(SHELF.replace("3", String.valueOf(text.length())));
                var added = (Succeeded) compiler.compile(project.change());
                assertThat(names(added.output().written().keySet())).containsExactly("shop.Shelf");
                assertThat(added.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.file()).hasValue(descriptor);
                    assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
                    assertThat(problem.message()).contains("class path").contains("build tool");
                });
                project.delete(descriptor);
                assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
            }
        }
    }

    @Test
    void theSameClassInTwoFilesNamesBothFiles() {
        var project = project();
        try (var compiler = project.open()) {
            project.write("src/main/java/shop/again/Shelf.java", SHELF);
            var partial = (Partial) compiler.compile(project.change());
            var told = partial.problems().stream()
                    .flatMap(problem -> problem.file().stream())
                    .map(Path::toString)
                    .collect(Collectors.joining(" "));
            assertThat(errors(partial).values()).anyMatch(message -> message.contains("duplicate class"));
            assertThat(partial.blocked().keySet()).isNotEmpty();
            assertThat(told).contains("Shelf.java");
        }
    }

    @Test
    void tenThousandErrorsAreAllCounted() {
        var project = project();
        try (var compiler = project.open()) {
            project.main("package shop; class Wrong {\n" + "int f = none;\n".repeat(10_000) + "}");
            var errors = compiler.compile(project.change()).problems().stream()
                    .filter(problem -> problem.message().startsWith("cannot find symbol"))
                    .count();
            assertThat(errors).isEqualTo(10_000);
        }
    }

    @Test
    void anUnmappableByteInALineDeepInAFileIsNamedWithItsOffset() throws Exception {
        var project = project();
        try (var compiler = project.open()) {
            var shelf = project.path("src/main/java/shop/Shelf.java");
            var text = "package shop;\n" + "// fine\n".repeat(100) + "// caf\u00e9\nclass Shelf { }\n";
            Files.write(shelf, text.getBytes(StandardCharsets.ISO_8859_1));
            project.write("src/main/java/shop/Other.java", "package shop; class Other { }");
            var change = project.change();
            var partial = (Partial) compiler.compile(change.then(new Change(Set.of(shelf), Set.of())));
            assertThat(partial.problems())
                    .containsExactly(new Problem(
                            Optional.of(shelf),
                            102,
                            7,
                            Problem.Severity.ERROR,
                            "byte 0xE9 at offset " + text.indexOf('\u00e9')
                                    + " is not UTF-8, the encoding that the build sets"));
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Other");
        }
    }

    @Test
    void whatIsCompiledIsWhatWasReadAndTheNextStateFollows() {
        var project = project();
        try (var compiler = project.open()) {
            var shelf = project.main(SHELF.replace("3", "4"));
            var change = project.change();
            compiler.compile(change);
            project.main(SHELF.replace("3", "5"));
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(shelf);
            var later = (Succeeded) compiler.compile(project.change());
            assertThat(names(later.output().written().keySet())).containsExactly("shop.Shelf");
            assertThat(compiler.behind(project.contents()).isEmpty()).isTrue();
        }
    }

    @Test
    void whatTheCompilersStackIsTooSmallForIsTriedOnceMoreAndNeverCountsAsCompiled() {
        var project = project();
        try (var compiler = project.open()) {
            var terms =
                    IntStream.range(0, 5_000).mapToObj(i -> "\"" + i + "\" + x").collect(Collectors.joining(" + "));
            project.main("package shop; class Long { String s(int x) { return " + terms + "; } }");
            project.main(SHELF.replace("3", "4"));
            var compilation = compiler.compile(project.change());
            if (compilation instanceof Succeeded succeeded) {
                assertThat(names(succeeded.output().written().keySet()))
                        .containsExactlyInAnyOrder("shop.Long", "shop.Shelf");
            } else {
                assertThat(errors(compilation)).isNotEmpty().allSatisfy((where, message) -> assertThat(message)
                        .isNotBlank());
            }
        }
    }

    @Test
    void theClassesOfADeletedPackageAreOnNobodysClassPath() {
        var project = new TestProject(directory);
        project.main(SHELF);
        project.main("package shop.old; public class Old { public static class Inner { } }");
        project.test("package shop.old; class OldTest { Old old; }");
        project.test("package shop; class ShelfTest { shop.old.Old old; }");
        project.build();
        try (var compiler = project.open()) {
            project.delete(project.path("src/main/java/shop/old/Old.java"));
            project.delete(project.path("src/test/java/shop/old/OldTest.java"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(names(partial.output().removed()))
                    .containsExactlyInAnyOrder("shop.old.Old", "shop.old.Old$Inner", "shop.old.OldTest");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.ShelfTest");
            assertThat(Arrays.asList(
                            project.state().resolve("shop/classes/shop/old"),
                            project.state().resolve("shop/test-classes/shop/old")))
                    .noneMatch(Files::exists);
        }
    }
}
