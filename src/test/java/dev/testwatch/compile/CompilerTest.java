package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of a project that compiles: what is compiled and published. */
class CompilerTest {

    private static final String MONEY = """
            package shop;
            public class Money {
                public static final int CENTS = 100;
                private final int amount;
                public Money(int amount) { this.amount = amount; }
                public int amount() { return amount; }
                public Money plus(Money other) { return new Money(amount + other.amount); }
            }
            """;
    private static final String CART = """
            package shop;
            public class Cart {
                Money total = new Money(0);
                public int sum() { return total.amount(); }
            }
            """;
    private static final String CART_TEST = """
            package shop;
            class CartTest {
                int run() { return new Cart().sum(); }
            }
            """;

    @TempDir
    Path directory;

    private TestProject project;
    private Compiler compiler;

    @BeforeEach
    void open() {
        project = new TestProject(directory);
        project.main(MONEY);
        project.main(CART);
        project.test(CART_TEST);
        compiler = project.build().open();
    }

    @AfterEach
    void close() {
        compiler.close();
    }

    private Compilation.Output compiled() {
        var compilation = compiler.compile(project.change());
        assertThat(compilation).isInstanceOf(Succeeded.class);
        assertThat(compilation.problems()).isEmpty();
        return ((Succeeded) compilation).output();
    }

    private Partial compiledPartly() {
        var compilation = compiler.compile(project.change());
        assertThat(compilation).isInstanceOf(Partial.class);
        return (Partial) compilation;
    }

    @Test
    void whatTheBuildToolHasCompiledIsPublishedAndUpToDate() {
        assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        assertThat(project.published("classes")).containsExactlyInAnyOrder("shop/Money.class", "shop/Cart.class");
        assertThat(names(compiler.everything().written().keySet()))
                .containsExactlyInAnyOrder("shop.Money", "shop.Cart", "shop.CartTest");
    }

    @Test
    void anEditOfABodyWritesThatClassOnly() {
        project.main(MONEY.replace("amount + other.amount", "amount - other.amount"));
        assertThat(names(compiled().written().keySet())).containsExactly("shop.Money");
    }

    @Test
    void aCommentAtTheEndOfALineWritesNothing() {
        project.main(MONEY.replace("CENTS = 100;", "CENTS = 100; // of a euro"));
        assertThat(compiled().isEmpty()).isTrue();
        assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
    }

    @Test
    void aChangeOfATypeIsCompiledIntoItsUsersInAllSourceSets() {
        project.main(MONEY.replace("public int amount()", "public long amount()"));
        project.main(CART.replace("public int sum()", "public long sum()"));
        var partial = compiledPartly();
        assertThat(names(partial.output().written().keySet())).containsExactlyInAnyOrder("shop.Money", "shop.Cart");
        assertThat(errors(partial)).containsOnlyKeys("CartTest.java:3");
        assertThat(names(partial.blocked().keySet())).containsExactly("shop.CartTest");

        project.test(CART_TEST.replace("int run()", "long run()"));
        assertThat(names(compiled().written().keySet())).containsExactly("shop.CartTest");
    }

    @Test
    void dependentsOfDependentsAreCompiledInFurtherRounds() {
        project.main("package shop; public class Base { public int rate() { return 1; } }");
        project.main("package shop; public class Rates extends Base { public static final int FULL = Limits.MOST; }");
        project.main("package shop; public class Limits { public static final int MOST = 7; }");
        project.test(
                "package shop; class LimitsTest { int run(int n) { switch (n) { case Rates.FULL: return 1; default: return 0; } } }");
        compiled();

        project.main("package shop; public class Limits { public static final int MOST = 8; }");
        assertThat(names(compiled().written().keySet()))
                .containsExactlyInAnyOrder("shop.Limits", "shop.Rates", "shop.LimitsTest");
    }

    @Test
    void aConstantIsCompiledIntoCaseLabelsAndAnnotations() {
        project.main("package shop; public @interface Limit { int value(); }");
        project.main("package shop; public interface Sizes { int MANY = 5; }");
        project.main("package shop; @Limit(Names.MANY) public class Shelf { }");
        project.main("package shop; interface Names extends Sizes { }");
        project.main(
                "package shop; public class Rack implements Names { int f(int n) { switch (n) { case MANY: return 1; default: return 0; } } }");
        compiled();

        project.main("package shop; public interface Sizes { int MANY = 6; }");
        assertThat(names(compiled().written().keySet()))
                .containsExactlyInAnyOrder("shop.Sizes", "shop.Shelf", "shop.Rack");
    }

    @Test
    void whoUsesAnInheritedMemberThroughASubtypeIsCompiled() {
        project.main("package shop; class Upper { int size() { return 1; } }");
        project.main("package shop; class Lower extends Upper { }");
        project.main("package shop; class User { long f(Lower lower) { return lower.size(); } }");
        compiled();

        project.main("package shop; class Upper { long size() { return 1; } }");
        assertThat(names(compiled().written().keySet())).containsExactlyInAnyOrder("shop.Upper", "shop.User");
    }

    @Test
    void whoSeesATypeOnlyAsATypeArgumentIsCompiled() {
        project.main("package shop; public class Item { }");
        project.main("package shop; import java.util.List; public class Items { List<Item> all; }");
        project.main(
                "package shop; public class Chooser { static int of(Object o) { return 1; } static int of(Runnable r) { return 2; } "
                        + "int f(Items items) { return of(items.all.get(0)); } }");
        compiled();

        project.main("package shop; public class Item implements Runnable { public void run() { } }");
        assertThat(names(compiled().written().keySet())).containsExactlyInAnyOrder("shop.Item", "shop.Chooser");
    }

    @Test
    void anExceptionThatBecomesCheckedBreaksItsThrowersCallers() {
        project.main("package shop; public class Trouble extends RuntimeException { }");
        project.main("package shop; public class Risk { public void take() throws Trouble { } }");
        project.main("package shop; public class Gambler { void play(Risk risk) { risk.take(); } }");
        compiled();

        project.main("package shop; public class Trouble extends Exception { }");
        var partial = compiledPartly();
        assertThat(errors(partial)).containsOnlyKeys("Gambler.java:1");
        assertThat(names(partial.blocked().keySet())).containsExactly("shop.Gambler");
    }

    @Test
    void aDeletedSourceTakesItsClassesAlongAndBreaksItsUsers() {
        project.delete(project.path("src/main/java/shop/Money.java"));
        var partial = compiledPartly();
        assertThat(names(partial.output().removed())).containsExactly("shop.Money");
        assertThat(errors(partial)).containsKey("Cart.java:3");
        assertThat(errors(partial).get("Cart.java:3"))
                .contains("cannot find symbol")
                .contains("class Money");
        assertThat(project.published("classes")).containsExactly("shop/Cart.class");
        assertThat(names(partial.blocked().keySet())).contains("shop.Cart");
    }

    @Test
    void aClassThatMovesToAnotherPackageLeavesNothingBehind() {
        project.delete(project.path("src/main/java/shop/Money.java"));
        project.main(MONEY.replace("package shop;", "package shop.money;"));
        project.main(CART.replace("package shop;", "package shop; import shop.money.Money;"));
        var output = compiled();
        assertThat(names(output.removed())).containsExactly("shop.Money");
        assertThat(names(output.written().keySet())).containsExactlyInAnyOrder("shop.money.Money", "shop.Cart");
        assertThat(project.published("classes")).containsExactlyInAnyOrder("shop/money/Money.class", "shop/Cart.class");
    }

    @Test
    void aDeletedPackageIsGone() {
        var inner = project.main("package shop.inner; class Inner { class Deep { } Runnable r = () -> { }; }");
        compiled();
        assertThat(project.published("classes")).contains("shop/inner/Inner.class", "shop/inner/Inner$Deep.class");

        project.delete(inner);
        assertThat(names(compiled().removed())).containsExactlyInAnyOrder("shop.inner.Inner", "shop.inner.Inner$Deep");
        assertThat(Files.exists(project.state().resolve("shop/classes/shop/inner")))
                .isFalse();
    }

    @Test
    void aNewClassThatHidesAnImportedOneIsSeenByThoseWhoMentionTheName() {
        project.main(
                "package shop; import java.util.*; public class Basket { Object items = new ArrayList<String>(); }");
        compiled();
        project.main("package shop; class ArrayList<T> { }");
        assertThat(names(compiled().written().keySet())).containsExactlyInAnyOrder("shop.ArrayList", "shop.Basket");
    }

    @Test
    void nestedClassesThatVanishAreRemoved() {
        project.main("package shop; class Outer { class One { } Object two = new Object() { }; }");
        compiled();
        project.main("package shop; class Outer { }");
        assertThat(names(compiled().removed())).containsExactlyInAnyOrder("shop.Outer$One", "shop.Outer$1");
        assertThat(project.published("classes")).contains("shop/Outer.class").doesNotContain("shop/Outer$1.class");
    }

    @Test
    void aFileMayHoldTwoClassesAndGiveOneAway() {
        project.main("package shop; class First { } class Second { }");
        compiled();
        project.main("package shop; class First { }");
        project.main("package shop; class Second { int now; }");
        var output = compiled();
        assertThat(names(output.written().keySet())).containsExactly("shop.Second");
        assertThat(output.removed()).isEmpty();
        project.main("package shop; class First { int too; }");
        assertThat(compiled().removed()).isEmpty();
        assertThat(project.published("classes")).contains("shop/First.class", "shop/Second.class");
    }

    @Test
    void theSameClassInTwoFilesIsAnError() {
        project.write("src/main/java/shop/Other.java", "package shop; class Other { } class Money { }");
        var partial = compiledPartly();
        assertThat(partial.problems()).anyMatch(problem -> problem.message().contains("duplicate class: shop.Money"));
        assertThat(project.published("classes")).contains("shop/Money.class");
    }

    @Test
    void packageAnnotationsAreCompiled() {
        project.write("src/main/java/shop/package-info.java", "@Deprecated package shop;");
        assertThat(names(compiled().written().keySet())).containsExactly("shop.package-info");
    }

    @Test
    void aChangeOfOneModuleIsCompiledIntoTheNext() throws Exception {
        compiler.close();
        project = new TestProject(directory.resolve("two"), "core", "app");
        project.writeIn(
                "core",
                "src/main/java/core/Core.java",
                "package core; public class Core { public int n() { return 1; } }");
        project.writeIn(
                "app",
                "src/main/java/app/App.java",
                "package app; class App { long n() { return new core.Core().n(); } }");
        project.writeIn(
                "app",
                "src/test/java/app/AppTest.java",
                "package app; class AppTest { long n() { return new App().n(); } }");
        compiler = project.build().open();
        assertThat(compiler.published(List.of(directory.resolve("two/core/target/classes"), directory)))
                .containsExactly(project.state().resolve("core/classes"), directory);

        project.writeIn(
                "core",
                "src/main/java/core/Core.java",
                "package core; public class Core { public long n() { return 1; } }");
        assertThat(compiled().written().keySet())
                .containsExactlyInAnyOrder(
                        new Compilation.ClassName("core", "core.Core"), new Compilation.ClassName("app", "app.App"));
    }

    @Test
    void sourcesAreFoundFromStackFrames() {
        assertThat(compiler.source("shop.Cart", "Cart.java")).contains(project.path("src/main/java/shop/Cart.java"));
        assertThat(compiler.source("shop.CartTest$Inner", "CartTest.java"))
                .contains(project.path("src/test/java/shop/CartTest.java"));
        assertThat(compiler.source("java.lang.String", "String.java")).isEmpty();
    }

    @Test
    void warmingUpPublishesNothing() {
        var before = compiler.everything();
        compiler.warmUp(0);
        assertThat(compiler.everything().written().keySet())
                .isEqualTo(before.written().keySet());
        project.main(MONEY.replace("amount + other.amount", "amount - other.amount"));
        assertThat(names(compiled().written().keySet())).containsExactly("shop.Money");
    }
}
