package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next process makes of what an earlier one has published, however that one ended. */
class CompilerRestartTest {

    private static final String MONEY = "package shop; public class Money { int amount() { return 1; } }";
    private static final String OTHER_MONEY = MONEY.replace("1", "2");
    private static final String CART = "package shop; class Cart { int sum() { return new Money().amount(); } }";

    @TempDir
    Path directory;

    private TestProject project;
    private Path manifest;

    @BeforeEach
    void build() {
        project = new TestProject(directory);
        project.main(MONEY);
        project.main(CART);
        project.build();
        manifest = project.state().resolve("shop/classes.manifest");
    }

    private Compilation.Output compile(Compiler compiler) {
        var compilation = compiler.compile(project.change());
        assertThat(compilation).isInstanceOf(Succeeded.class);
        return ((Succeeded) compilation).output();
    }

    /** Ends as a kill does: nothing is closed. */
    private void compileAndDie(String source) {
        var compiler = project.open();
        project.main(source);
        compile(compiler);
    }

    @Test
    void afterACleanEndNothingIsBehind() {
        try (var compiler = project.open()) {
            project.main(OTHER_MONEY);
            compile(compiler);
        }
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            assertThat(names(compiler.everything().written().keySet()))
                    .containsExactlyInAnyOrder("shop.Money", "shop.Cart");
        }
    }

    @Test
    void afterAKillNothingThatWasPublishedIsBehind() {
        compileAndDie(OTHER_MONEY);
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void editsBetweenTwoRunsAreBehind() {
        project.open().close();
        var money = project.main(OTHER_MONEY);
        var cart = project.path("src/main/java/shop/Cart.java");
        project.delete(cart);
        var shelf = project.main("package shop; class Shelf { }");
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(new Change(Set.of(money, shelf), Set.of(cart)));
        }
    }

    @Test
    void aKillBetweenPublishingAndTheManifestIsNoticed() throws IOException {
        var money = project.path("src/main/java/shop/Money.java");
        var compiler = project.open();
        project.main(OTHER_MONEY.replace("2", "3"));
        compile(compiler);
        long published = Files.size(manifest);
        project.main(OTHER_MONEY);
        compile(compiler);
        cutOff(published + 20 + intentSize(money));

        // Back to what the manifest still knows: the class file is not that of this source.
        project.main(OTHER_MONEY.replace("2", "3"));
        try (var next = project.open()) {
            var behind = next.behind(project.contents());
            // How far the other manifests got is in doubt, so everything is compiled again.
            assertThat(behind.modified())
                    .containsExactlyInAnyOrder(money, project.path("src/main/java/shop/Cart.java"));
            var output = ((Succeeded) next.compile(behind)).output();
            assertThat(names(output.written().keySet())).containsExactly("shop.Money");
            assertThat(next.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    /** The size of the record that announces the publication of one source with one class. */
    private static int intentSize(Path source) {
        return Integer.BYTES
                + 1
                + Integer.BYTES
                + 2
                + source.toString().length()
                + Integer.BYTES
                + 2
                + "shop.Money".length()
                + Integer.BYTES;
    }

    private void cutOff(long size) throws IOException {
        assertThat(size).isLessThan(Files.size(manifest));
        try (var channel = FileChannel.open(manifest, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void withoutAManifestEverythingIsTakenFromTheBuildToolAgain() throws IOException {
        compileAndDie(OTHER_MONEY);
        Files.delete(manifest);
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactlyInAnyOrder(moneyAndCart());
        }
    }

    @Test
    void aDamagedManifestIsNoManifest() throws IOException {
        compileAndDie(OTHER_MONEY);
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[40] ^= 1;
        Files.write(manifest, bytes);
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactlyInAnyOrder(moneyAndCart());
        }
    }

    /** Where manifests are not all of one time, all sources are compiled again. */
    private Path[] moneyAndCart() {
        return new Path[] {project.path("src/main/java/shop/Money.java"), project.path("src/main/java/shop/Cart.java")};
    }

    @Test
    void otherSettingsAreAnotherOutput() {
        compileAndDie(OTHER_MONEY);
        project.arguments("--release", "17", "-g:none");
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified())
                    .containsExactly(project.path("src/main/java/shop/Money.java"));
        }
    }

    @Test
    void aPublishedFileThatWasTamperedWithIsCompiledAgain() throws IOException {
        project.open().close();
        Files.writeString(project.state().resolve("shop/classes/shop/Money.class"), "nonsense");
        Files.delete(project.state().resolve("shop/classes/shop/Cart.class"));
        Files.writeString(project.state().resolve("shop/classes/shop/Stray.class"), "nonsense");
        try (var compiler = project.open()) {
            var behind = compiler.behind(project.contents());
            assertThat(behind.modified()).hasSize(2);
            assertThat(names(((Succeeded) compiler.compile(behind))
                            .output()
                            .written()
                            .keySet()))
                    .containsExactlyInAnyOrder("shop.Money", "shop.Cart");
            assertThat(project.published("classes")).containsExactlyInAnyOrder("shop/Money.class", "shop/Cart.class");
        }
    }

    @Test
    void aSourceNewerThanItsClassFileCountsAsNotCompiled() throws IOException {
        var money = project.path("src/main/java/shop/Money.java");
        Files.setLastModifiedTime(money, FileTime.from(Instant.now().plusSeconds(60)));
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(money);
        }
    }

    @Test
    void aSourceWithoutAClassFileCountsAsNotCompiled() {
        var shelf = project.main("package shop; class Shelf { }");
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(shelf);
        }
    }

    @Test
    void aSourceThatWasEditedWhileTheBuildRanIsBehind() {
        var atStart = project.contents();
        var money = project.main(OTHER_MONEY);
        try (var compiler =
                Compiler.open(project.project(), project.state(), atStart, CompilerSettings.USUAL, message -> {})) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(money);
        }
    }

    @Test
    void aModuleMayHaveTheNameOfAFileOfTheState() throws IOException {
        var model = new TestProject(directory.resolve("other"), "model");
        model.main(MONEY);
        Files.createDirectories(model.state());
        Files.writeString(model.state().resolve("model"), "in the way");
        try (var compiler = model.open()) {
            compiler.compile(compiler.behind(model.contents()));
            assertThat(names(compiler.everything().written().keySet())).containsExactly("shop.Money");
        }
        assertThat(model.state().resolve("model")).hasContent("in the way");
    }

    @Test
    void aProjectThatWasNeverBuiltIsCompiledWhole() {
        var fresh = new TestProject(directory.resolve("fresh"));
        fresh.main(MONEY);
        fresh.main(CART);
        try (var compiler = fresh.open()) {
            var output = ((Succeeded) compiler.compile(compiler.behind(fresh.contents()))).output();
            assertThat(names(output.written().keySet())).containsExactlyInAnyOrder("shop.Money", "shop.Cart");
        }
    }

    @Test
    void aJarThatChangesHasEverythingCompiledAgain() throws IOException {
        var jar = directory.resolve("lib.jar");
        jar("package lib; public class Lib { public static int one() { return 1; } }", jar);
        project.jar(jar);
        try (var compiler = project.open()) {
            project.main("package shop; class User { long n = lib.Lib.one(); }");
            compile(compiler);
            jar("package lib; public class Lib { public static long one() { return 1; } }", jar);
            var output = ((Succeeded) compiler.compile(Change.NONE)).output();
            assertThat(names(output.written().keySet())).containsExactly("shop.User");
        }
    }

    @Test
    void classFilesOfAnotherLanguageAreTakenAsTheyAre() throws IOException {
        var foreign = project.path("target/classes/shop/Kotlin.class");
        project.foreign("kotlin");
        var compiled = directory.resolve("elsewhere");
        var other = new TestProject(compiled);
        other.main("package shop; public class Kotlin { public int n() { return 1; } }");
        other.build();
        Files.move(other.path("target/classes/shop/Kotlin.class"), foreign);
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            project.main("package shop; class User { int n = new Kotlin().n(); }");
            assertThat(names(compile(compiler).written().keySet())).containsExactly("shop.User");
        }
        other.main("package shop; public class Kotlin { public long n() { return 2; } }");
        other.build();
        Files.move(other.path("target/classes/shop/Kotlin.class"), foreign, StandardCopyOption.REPLACE_EXISTING);
        byte[] now = Files.readAllBytes(foreign);
        try (var compiler = project.open()) {
            assertThat(compiler.everything().written())
                    .contains(Map.entry(new Compilation.ClassName("shop", "shop.Kotlin"), now));
        }
    }

    private void jar(String source, Path jar) throws IOException {
        var library = new TestProject(directory.resolve("library"));
        library.main(source);
        library.build();
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("lib/Lib.class"));
            out.write(Files.readAllBytes(library.path("target/classes/lib/Lib.class")));
        }
    }
}
