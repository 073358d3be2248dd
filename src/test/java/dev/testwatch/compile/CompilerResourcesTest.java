package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are copied beside the classes. */
class CompilerResourcesTest {

    private static final ResourceName PRICES = new ResourceName("shop", "data/prices.json");

    @TempDir
    Path directory;

    private static Compilation.Resources resources(Compilation compilation) {
        return ((Succeeded) compilation).output().resources();
    }

    private static long hash(String content) {
        return ContentHash.of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aResourceIsCopiedChangedAndDeleted() throws IOException {
        var project = new TestProject(directory);
        project.write("src/main/resources/data/prices.json", "[1]");
        try (var compiler = project.build().open()) {
            assertThat(compiler.everything().resources().written()).isEqualTo(Map.of(PRICES, hash("[1]")));
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);

            var file = project.write("src/main/resources/data/prices.json", "[1,2]");
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(file);
            assertThat(resources(compiler.compile(project.change())).written())
                    .isEqualTo(Map.of(PRICES, hash("[1,2]")));
            assertThat(project.state().resolve("shop/classes/data/prices.json")).hasContent("[1,2]");

            project.delete(file);
            assertThat(resources(compiler.compile(project.change())).removed()).containsExactly(PRICES);
            assertThat(Files.exists(project.state().resolve("shop/classes/data")))
                    .isFalse();
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void excludedFilesAreNoResources() {
        var project = new TestProject(directory);
        try (var compiler = project.build().open()) {
            project.write("src/test/resources/data/prices.bak", "old");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            assertThat(resources(compiler.compile(project.change())).isEmpty()).isTrue();
        }
    }

    @Test
    void aResourceThatTheBuildDidNotCopyIsBehind() {
        var project = new TestProject(directory).build();
        var file = project.write("src/test/resources/new.txt", "new");
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents()).modified()).containsExactly(file);
            compiler.compile(compiler.behind(project.contents()));
            assertThat(project.published("test-classes")).containsExactly("new.txt");
        }
    }

    @Test
    void filteredResourcesAreTheBuildTools() throws IOException {
        var project = new TestProject(directory).filtered();
        project.write("src/main/resources/app.properties", "version=${version}");
        project.build();
        project.write("target/classes/app.properties", "version=1");
        try (var compiler = project.open()) {
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
            project.change();

            project.write("src/main/resources/app.properties", "v=${version}");
            var change = project.change();
            assertThat(compiler.needsBuildTool(change)).isTrue();
            assertThat(resources(compiler.compile(change)).isEmpty()).isTrue();
            project.write("target/classes/app.properties", "v=1");
            assertThat(compiler.mirrorResources().written())
                    .isEqualTo(Map.of(new ResourceName("shop", "app.properties"), hash("v=1")));
            assertThat(project.state().resolve("shop/classes/app.properties")).hasContent("v=1");
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);

            project.delete(project.path("src/main/resources/app.properties"));
            assertThat(compiler.needsBuildTool(project.change())).isTrue();
            Files.delete(project.path("target/classes/app.properties"));
            assertThat(compiler.mirrorResources().removed())
                    .containsExactly(new ResourceName("shop", "app.properties"));
            assertThat(compiler.behind(project.contents())).isEqualTo(Change.NONE);
        }
    }

    @Test
    void ordinaryChangesNeedNoBuildTool() {
        var project = new TestProject(directory).build();
        try (var compiler = project.open()) {
            project.main("package shop; class Shelf { }");
            project.write("src/main/resources/data/prices.json", "[]");
            assertThat(compiler.needsBuildTool(project.change())).isFalse();
        }
    }

    @Test
    void whatTheBuildToolAddsToItsOutputIsPublishedAtTheNextStart() {
        var project = new TestProject(directory).build();
        project.open().close();
        project.write("target/classes/git.properties", "commit=1");
        try (var compiler = project.open()) {
            assertThat(compiler.everything().resources().written())
                    .isEqualTo(Map.of(new ResourceName("shop", "git.properties"), hash("commit=1")));
        }
    }
}
