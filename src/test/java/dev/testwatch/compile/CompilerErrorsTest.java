package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Failed;
import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.PreparedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits that do not compile: what is told, what is compiled all the same, and how it is mended. */
class CompilerErrorsTest {

    private static final String MONEY = "package shop;\npublic class Money {\n    int amount() { return 1; }\n}\n";
    private static final String BROKEN = MONEY.replace("return 1;", "return 1");
    private static final String CART = "package shop; public class Cart { int sum() { return new Money().amount(); } }";
    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";

    @TempDir
    Path directory;

    private TestProject shop() {
        var project = new TestProject(directory);
        project.main(MONEY);
        project.main(CART);
        project.main(SHELF);
        return project;
    }

    @Test
    void aSyntaxErrorTellsLineAndColumnAndKeepsTheOldClass() {
        var project = shop().build();
        try (var compiler = project.open()) {
            var money = project.main(BROKEN);
            var partial = (Partial) compiler.compile(project.change());
            assertThat(partial.problems())
                    .containsExactly(new Problem(Optional.of(money), 3, 28, Problem.Severity.ERROR, "';' expected"));
            assertThat(partial.output().isEmpty()).isTrue();
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Money");
            assertThat(project.published("classes")).contains("shop/Money.class");
        }
    }

    @Test
    void aTabCountsAsOneColumn() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main("package shop;\nclass Shelf {\n\t\tint size() { return none; }\n}\n");
            var problem = compiler.compile(project.change()).problems().get(0);
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo(23);
            assertThat(problem.message()).startsWith("cannot find symbol").contains("variable none");
        }
    }

    @Test
    void anErrorHoldsUpOnlyWhatDependsOnIt() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(BROKEN);
            project.main(CART.replace("amount()", "amount() + 1"));
            project.main(SHELF.replace("3", "4"));
            project.test("package shop; class CartTest { int n = new Cart().sum(); }");
            var partial = (Partial) compiler.compile(project.change());
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Shelf");
            assertThat(errors(partial)).containsOnlyKeys("Money.java:3");
            assertThat(names(partial.blocked().keySet()))
                    .containsExactlyInAnyOrder("shop.Money", "shop.Cart", "shop.CartTest");
            assertThat(partial.blocked().values()).allMatch(problem -> problem.line() == 3);

            project.main(MONEY);
            var repaired = (Succeeded) compiler.compile(project.change());
            assertThat(names(repaired.output().written().keySet()))
                    .containsExactlyInAnyOrder("shop.Cart", "shop.CartTest");
        }
    }

    @Test
    void errorsOfSeveralFilesAreToldTogether() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(BROKEN);
            project.main(SHELF.replace("3", "\"\""));
            project.main("package shop; class Other { }");
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial)).containsOnlyKeys("Money.java:3", "Shelf.java:1");
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Other");
        }
    }

    @Test
    void anErrorIsToldAgainUntilItIsMended() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(BROKEN);
            compiler.compile(project.change());
            project.main(SHELF.replace("3", "4"));
            var still = (Partial) compiler.compile(project.change());
            assertThat(errors(still)).containsOnlyKeys("Money.java:3");
            assertThat(names(still.output().written().keySet())).containsExactly("shop.Shelf");

            project.main(MONEY.replace("1", "2"));
            var mended = (Succeeded) compiler.compile(project.change());
            assertThat(names(mended.output().written().keySet())).containsExactly("shop.Money");
        }
    }

    @Test
    void goingBackToWhatIsPublishedNeedsNoCompilation() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(BROKEN);
            compiler.compile(project.change());
            assertThat(compiler.behind(project.contents()).modified()).hasSize(1);
            project.main(MONEY);
            var back = compiler.compile(project.change());
            assertThat(back).isInstanceOf(Succeeded.class);
            assertThat(((Succeeded) back).output().isEmpty()).isTrue();
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void whoWasBrokenByAnotherIsStillBrokenAfterARestart() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(MONEY.replace("amount()", "cents()"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Cart");
        }
        try (var compiler = project.open()) {
            var behind = compiler.behind(project.contents());
            assertThat(behind.modified()).containsExactly(project.path("src/main/java/shop/Cart.java"));
            var partial = (Partial) compiler.compile(behind);
            assertThat(errors(partial)).containsOnlyKeys("Cart.java:1");
        }
    }

    @Test
    void whoWasBrokenByAnotherIsMendedByTheOther() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(MONEY.replace("amount()", "cents()"));
            compiler.compile(project.change());
            project.main(MONEY);
            var mended = (Succeeded) compiler.compile(project.change());
            assertThat(names(mended.output().written().keySet())).containsExactly("shop.Money");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void whoUsesASourceThatOnlyOthersBrokeIsCompiled() {
        var project = shop();
        project.main(
                "package shop; class Till { int pay(Cart cart, Money money) { return cart.sum() + money.due(); } }");
        project.main(MONEY.replace("int amount()", "int due() { return 1; } int amount()"));
        project.build();
        try (var compiler = project.open()) {
            project.main(MONEY.replace("int amount()", "int due() { return 1; } long amount()"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial)).containsOnlyKeys("Cart.java:1");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Cart");
            assertThat(compiler.behind(project.contents()).modified())
                    .containsExactly(project.path("src/main/java/shop/Cart.java"));
        }
    }

    @Test
    void whoFailsOnlyForWhatAnotherStillDeclaresIsNotTold() {
        var project = shop();
        project.main("package shop; public class Purse { public Money all() { return null; } }");
        project.main(
                "package shop; class Thief { String s = Shelf.NAME; Object take(Purse purse) { return purse.all(); } }");
        project.main(SHELF.replace("int size", "static final String NAME = \"a\"; int size"));
        project.build();
        try (var compiler = project.open()) {
            project.delete(project.path("src/main/java/shop/Money.java"));
            project.main(SHELF.replace("int size", "static final String NAME = \"b\"; int size"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial)).containsOnlyKeys("Purse.java:1", "Cart.java:1");
            assertThat(names(partial.blocked().keySet())).contains("shop.Purse", "shop.Cart");
        }
    }

    @Test
    void aBrokenSourceThatIsDeletedIsForgotten() {
        var project = shop().build();
        try (var compiler = project.open()) {
            var other = project.main("package shop; class Other { int n = \"\"; }");
            var partial = (Partial) compiler.compile(project.change());
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Other");
            project.delete(other);
            assertThat(compiler.compile(project.change())).isInstanceOf(Succeeded.class);
        }
    }

    @Test
    void bytesOfAnotherEncodingAreNamed() throws IOException {
        var project = shop().build();
        try (var compiler = project.open()) {
            var shelf = project.path("src/main/java/shop/Shelf.java");
            Files.write(shelf, "package shop;\n// für\nclass Shelf { }".getBytes(StandardCharsets.ISO_8859_1));
            var partial = (Partial) compiler.compile(new Change(Set.of(shelf), Set.of()));
            assertThat(partial.problems())
                    .containsExactly(new Problem(
                            Optional.of(shelf),
                            2,
                            5,
                            Problem.Severity.ERROR,
                            "byte 0xFC at offset 18 is not UTF-8, the encoding that the build sets"));
        }
    }

    @Test
    void nestingThatIsTooDeepIsAProblemOrCompiles() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main("package shop; class Deep { int n = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; }");
            var compilation = compiler.compile(project.change());
            if (compilation instanceof Succeeded succeeded) {
                assertThat(names(succeeded.output().written().keySet())).containsExactly("shop.Deep");
            } else {
                assertThat(errors(compilation)).isNotEmpty();
            }
        }
    }

    @Test
    void whatTheCompilerChokesOnIsItsSourcesProblemAndHoldsUpNothingElse() {
        var project = shop().build();
        try (var compiler = project.open()) {
            // Whether the compiler's stack ends first or the parser finds the end of the file depends on the JVM.
            project.main("package shop; class Deep { int n = " + "(".repeat(1_500_000) + "1; }");
            project.main(SHELF.replace("3", "4"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Shelf");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Deep");
            assertThat(errors(partial)).isNotEmpty().allSatisfy((where, message) -> {
                assertThat(where).startsWith("Deep.java:");
                assertThat(message).isNotBlank();
            });
        }
    }

    @Test
    void aMethodThatIsTooLargeIsAnOrdinaryError() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main(
                    "package shop; class Large { void f(int n) { " + "n = n * 31 + 70000;".repeat(12_000) + " } }");
            assertThat(errors(compiler.compile(project.change())).get("Large.java:1"))
                    .contains("code too large");
        }
    }

    @Test
    void anUnknownArgumentIsNamed() {
        var project = shop().build().arguments("-Xnope");
        try (var compiler = project.open()) {
            project.main(SHELF.replace("3", "4"));
            var failed = (Failed) compiler.compile(project.change());
            assertThat(failed.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .contains("compiler arguments of the build")
                    .contains("-Xnope"));
            assertThat(names(compiler.everything().written().keySet())).contains("shop.Shelf");
        }
    }

    @Test
    void aReleaseThatThisJavacDoesNotKnowIsNamed() {
        var project = shop().build().arguments("--release", "99");
        try (var compiler = project.open()) {
            project.main(SHELF.replace("3", "4"));
            var failed = (Failed) compiler.compile(project.change());
            assertThat(failed.problems().get(0).message()).contains("99").contains("not supported");
        }
    }

    @Test
    void warningsAreErrorsWhereTheBuildSaysSo() {
        var project = shop().build().arguments("-Xlint:all", "-Werror");
        try (var compiler = project.open()) {
            project.main("package shop; class Raw { java.util.List all; }");
            project.main(SHELF.replace("3", "4"));
            var partial = (Partial) compiler.compile(project.change());
            assertThat(errors(partial).values()).containsExactly("warnings found and -Werror specified");
            assertThat(partial.problems()).anyMatch(problem -> problem.message().contains("raw type"));
            assertThat(names(partial.output().written().keySet())).containsExactly("shop.Shelf");
            assertThat(names(partial.blocked().keySet())).containsExactly("shop.Raw");
        }
    }

    @Test
    void manyErrorsAreAllCounted() {
        var project = shop().build();
        try (var compiler = project.open()) {
            project.main("package shop; class Wrong {\n" + "int f = none;\n".repeat(500) + "}");
            assertThat(errors(compiler.compile(project.change()))).hasSizeGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void whatThisProcessHasTooLittleMemoryForIsCompiledInTheCompilersOwn() throws Exception {
        String output = PreparedJvm.with("-Xmx48m").run(SmallHeap.class, directory.toString());

        assertThat(output).isEqualTo("""
                        compiled [shop.Small]
                        alone too little
                        compiled [shop.Huge]
                        compiled [shop.Small]
                        prepared
                        """);
    }
}
