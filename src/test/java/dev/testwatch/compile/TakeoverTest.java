package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.CompilerSettings.Maker;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published where somebody else compiles. */
class TakeoverTest {

    private static final CompilerSettings OTHERS = CompilerSettings.USUAL.by(Maker.OTHERS);
    private static final CompilerSettings BUILD = CompilerSettings.USUAL.by(Maker.BUILD);
    private static final ClassName MONEY = new ClassName("shop", "shop.Money");

    @TempDir
    Path directory;

    private TestProject project;

    @BeforeEach
    void layOutProject() {
        project = new TestProject(directory);
        project.main("package shop; public class Money { public int pence() { return 1; } class Rounding {} }");
        project.test("package shop; class MoneyTest { int one() { return new Money().pence(); } }");
        project.write("src/main/resources/prices.txt", "1");
        project.build();
    }

    @Test
    void whereTheBuildChangesClassFilesTheBuildCompilesUnlessSomebodyElseIsChosen() throws IOException {
        project.enhancer("exec-maven-plugin");
        Files.delete(made("shop/Money$Rounding.class"));

        try (Compiler compiler = project.open()) {
            assertThat(compiler.maker()).isEqualTo(Maker.BUILD);
            assertThat(compiler.everything().written())
                    .containsOnlyKeys(MONEY, new ClassName("shop", "shop.MoneyTest"));
        }
        try (Compiler compiler = project.open(CompilerSettings.USUAL.by(Maker.JAVAC))) {
            assertThat(compiler.maker()).isEqualTo(Maker.JAVAC);
        }
    }

    private Path made(String path) {
        return project.path("target/classes/" + path);
    }

    private static Change modified(Path... files) {
        return new Change(Set.of(files), Set.of());
    }

    private Map<Path, Long> outputs() throws IOException {
        Map<Path, Long> hashes = new HashMap<>();
        for (Path file : TestProject.files(project.path("target"))) {
            hashes.put(file, ContentHash.of(file));
        }
        return hashes;
    }

    @Test
    void whatIsThereAtTheStartIsTakenOver() throws Exception {
        Map<Path, Long> before = outputs();
        try (Compiler compiler = project.open(OTHERS)) {
            assertThat(names(compiler.everything().written().keySet()))
                    .containsExactlyInAnyOrder("shop.Money", "shop.Money$Rounding", "shop.MoneyTest");
            assertThat(project.published("classes")).contains("prices.txt");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
        assertThat(outputs()).isEqualTo(before);
    }

    @Test
    void aSourceMeansNothingAndItsClassFileEverything() throws Exception {
        try (Compiler compiler = project.open(OTHERS)) {
            Path source = project.main("package shop; public class Money { public int pence() { return 2; } }");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            assertThat(((Compilation.Succeeded) compiler.compile(modified(source)))
                            .output()
                            .isEmpty())
                    .isTrue();

            project.build();
            Files.delete(made("shop/Money$Rounding.class"));
            Map<Path, Long> before = outputs();
            var change = new Change(Set.of(made("shop/Money.class")), Set.of(made("shop/Money$Rounding.class")));
            var compiled = (Compilation.Succeeded) compiler.compile(change);

            assertThat(compiled.output().written().get(MONEY)).isEqualTo(Files.readAllBytes(made("shop/Money.class")));
            assertThat(names(compiled.output().removed())).containsExactly("shop.Money$Rounding");
            assertThat(project.published("classes")).containsExactlyInAnyOrder("shop/Money.class", "prices.txt");
            assertThat(compiler.sources(change).modified()).containsExactly(source);
            assertThat(outputs()).isEqualTo(before);
        }
    }

    @Test
    void aClassFileWithoutItsEndIsAProblemUntilItIsWhole() throws Exception {
        byte[] whole = Files.readAllBytes(made("shop/Money.class"));
        try (Compiler compiler = project.open(OTHERS)) {
            for (int length = 0; length < whole.length; length += 1 + length / 20) {
                Files.write(made("shop/Money.class"), Arrays.copyOf(whole, length));
                var halted = compiler.compile(modified(made("shop/Money.class")));

                assertThat(halted).as("%s of %s bytes", length, whole.length).isInstanceOf(Compilation.Partial.class);
                assertThat(errors(halted).get("Money.class:0")).contains("no whole class file");
                assertThat(((Compilation.Partial) halted).blocked()).containsOnlyKeys(MONEY);
                assertThat(((Compilation.Partial) halted).output().isEmpty()).isTrue();
            }
            Files.write(made("shop/Money.class"), whole);
            // Whatever else changes: it is looked at again.
            assertThat(compiler.compile(modified(made("prices.txt")))).isInstanceOf(Compilation.Succeeded.class);
        }
    }

    @Test
    void aClassFileThatIsBrokenAtTheStartIsSaidThen() throws Exception {
        Files.write(made("shop/Money.class"), new byte[] {1, 2, 3});
        try (Compiler compiler = project.open(OTHERS)) {
            assertThat(compiler.behind(project.contents())).isEqualTo(modified(made("shop/Money.class")));
            assertThat(compiler.compile(modified(made("shop/Money.class")))).isInstanceOf(Compilation.Partial.class);
        }
    }

    @Test
    void whatWasMadeWhileNobodyLookedIsTakenOverAtTheNextStart() throws Exception {
        project.open(OTHERS).close();
        project.main("package shop; public class Money { public int pence() { return 2; } }");
        Files.writeString(made("prices.txt"), "2");
        project.build();
        Files.delete(project.path("target/test-classes/shop/MoneyTest.class"));

        try (Compiler compiler = project.open(OTHERS)) {
            assertThat(compiler.everything().written())
                    .doesNotContainKey(new ClassName("shop", "shop.MoneyTest"))
                    .containsEntry(MONEY, Files.readAllBytes(made("shop/Money.class")));
        }
    }

    @Test
    void whoCompilesHereAgainCompilesWhatOthersHaveNot() {
        project.open(OTHERS).close();
        Path source = project.main("package shop; public class Money { public int pence() { return 2; } }");

        try (Compiler compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).contains(source);
        }
    }

    @Test
    void theBuildToolIsGivenWhatItHasNotBeenGivenYet() throws Exception {
        Path source = project.path("src/main/java/shop/Money.java");
        try (Compiler compiler = project.open(BUILD)) {
            assertThat(compiler.behind(project.contents()).modified()).contains(source);
            compiler.compile(compiler.behind(project.contents()), () -> List.of());
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
        try (Compiler compiler = project.open(BUILD)) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            project.main("package shop; public class Money { public int pence() { return 2; } }");
            assertThat(compiler.behind(project.contents())).isEqualTo(modified(source));

            var compiled = (Compilation.Succeeded) compiler.compile(modified(source), () -> {
                project.build();
                return List.of();
            });
            assertThat(names(compiled.output().written().keySet())).containsExactly("shop.Money");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            Files.delete(source);
            assertThat(compiler.behind(project.contents())).isEqualTo(new Change(Set.of(), Set.of(source)));
        }
    }

    @Test
    void whatTheBuildToolRefusesIsBehindUntilItTakesIt() {
        Path source = project.path("src/main/java/shop/Money.java");
        try (Compiler compiler = project.open(BUILD)) {
            compiler.compile(compiler.behind(project.contents()), () -> List.of());
            project.main("package shop; public class Money { oops }");
            var refused = compiler.compile(
                    modified(source),
                    () -> List.of(
                            "COMPILATION ERROR : ",
                            source + ":[1,35] <identifier> expected",
                            "Failed to execute goal"));

            assertThat(errors(refused)).containsExactly(Map.entry("Money.java:1", "<identifier> expected"));
            assertThat(refused).isInstanceOf(Compilation.Failed.class);
            project.write("src/main/resources/other.txt", "1");
            compiler.compile(modified(project.path("src/main/resources/other.txt")), () -> List.of());
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void anErrorWithoutAPlaceIsOneOfTheWhole() {
        assertThat(BuildProblems.of(List.of("No compiler is provided", "Failed to execute goal")))
                .containsExactly(new Problem(
                        java.util.Optional.empty(),
                        0,
                        0,
                        Problem.Severity.ERROR,
                        "No compiler is provided\nFailed to execute goal"));
        assertThat(BuildProblems.of(List.of("file:///shop/Money.kt:[3,5] Unresolved reference")))
                .extracting(Problem::line)
                .containsExactly(3);
    }

    @Test
    void placesAreReadAsTheCompilersOfOtherLanguagesNameThem() {
        assertThat(BuildProblems.of(List.of(
                        "file:///shop/Money.kt:3:5 Syntax error: Expecting an expression.",
                        "/shop/Money.scala:4:6: not found: value x",
                        "/shop/Money.groovy: 5: Unexpected input: '}' @ line 5, column 7.",
                        "Compilation failure")))
                .extracting(
                        problem -> problem.file().orElseThrow().toString(),
                        Problem::line,
                        Problem::column,
                        Problem::message)
                .containsExactly(
                        tuple("/shop/Money.kt", 3, 5, "Syntax error: Expecting an expression."),
                        tuple("/shop/Money.scala", 4, 6, "not found: value x"),
                        tuple("/shop/Money.groovy", 5, 7, "Unexpected input: '}'"));
    }
}
