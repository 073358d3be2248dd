package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published files that somebody else takes away while the compiler is open. */
class CompilerDamageTest {

    private static final String MONEY = "package shop; public class Money { int amount() { return 1; } }";
    private static final String TILL = "package shop.till; public class Till { }";

    @TempDir
    Path directory;

    private TestProject project;
    private Path published;

    @BeforeEach
    void build() {
        project = new TestProject(directory);
        project.main(MONEY);
        project.main(TILL);
        project.write("src/main/resources/shop/prices.csv", "apple,1");
        project.build();
        published = project.state().resolve("shop/classes");
    }

    @Test
    void nothingIsDamagedByWhatTheCompilerDoesItself() {
        try (var compiler = project.open()) {
            assertThat(compiler.damaged()).isFalse();
            project.main(MONEY.replace("1", "2"));
            project.main("package shop.fresh; class Fresh { }");
            project.write("src/main/resources/other/a.txt", "a");
            project.delete(project.path("src/main/java/shop/till/Till.java"));
            compiler.compile(project.change());
            assertThat(compiler.damaged()).isFalse();
            assertThat(project.said()).isEmpty();
        }
    }

    @Test
    void aClassFileThatVanishedIsCompiledAgain() throws IOException {
        try (var compiler = project.open()) {
            Files.delete(published.resolve("shop/Money.class"));
            assertThat(compiler.damaged()).isTrue();
            var output = ((Succeeded) compiler.compile(Change.NONE)).output();
            assertThat(names(output.written().keySet())).containsExactly("shop.Money");
            assertThat(published.resolve("shop/Money.class")).exists();
            assertThat(project.said()).singleElement().asString().contains("has lost 1 file, shop/Money.class");
            assertThat(compiler.damaged()).isFalse();
        }
    }

    @Test
    void aWholeDirectoryThatVanishedIsThereAgainAfterTheNextEdit() throws IOException {
        try (var compiler = project.open()) {
            Directories.delete(published);
            project.main(TILL.replace("{ }", "{ int n; }"));
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
            assertThat(project.published("classes"))
                    .contains("shop/Money.class", "shop/till/Till.class", "shop/prices.csv");
            assertThat(compiler.damaged()).isFalse();
        }
    }

    @Test
    void theWholeStateDirectoryThatVanishedIsThereAgain() throws IOException {
        try (var compiler = project.open()) {
            Directories.delete(project.state());
            assertThat(compiler.damaged()).isTrue();
            assertThat(compiler.compile(Change.NONE)).isInstanceOf(Succeeded.class);
            assertThat(project.published("classes"))
                    .contains("shop/Money.class", "shop/till/Till.class", "shop/prices.csv");
        }
    }

    @Test
    void aLostClassWhoseSourceIsBrokenMeanwhileIsBlockedNotForgotten() throws IOException {
        try (var compiler = project.open()) {
            Files.delete(published.resolve("shop/Money.class"));
            project.main(MONEY.replace("return 1;", "return none;"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial)).containsOnlyKeys("Money.java:1");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Money");
            project.main(MONEY);
            var mended = (Succeeded) compiler.compile(project.change());
            assertThat(names(mended.output().written().keySet())).containsExactly("shop.Money");
        }
    }

    @Test
    void aResourceThatVanishedIsCopiedAgain() throws IOException {
        try (var compiler = project.open()) {
            Files.delete(published.resolve("shop/prices.csv"));
            assertThat(compiler.damaged()).isTrue();
            assertThat(published.resolve("shop/prices.csv")).hasContent("apple,1");
        }
    }

    @Test
    void aClassOfAnotherLanguageThatVanishedIsTakenFromTheBuildAgain() throws IOException {
        Files.copy(
                project.path("target/classes/shop/Money.class"), project.path("target/classes/shop/till/Other.class"));
        try (var compiler = project.open()) {
            Files.delete(published.resolve("shop/till/Other.class"));
            assertThat(compiler.damaged()).isTrue();
            assertThat(published.resolve("shop/till/Other.class")).exists();
        }
    }
}
