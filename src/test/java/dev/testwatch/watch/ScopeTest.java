package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final Path PROJECT = Path.of("project").toAbsolutePath();

    private static Scope scope(Set<Path> directories, Set<Path> files, Path... excluded) {
        return new Scope(WatchSpec.of(directories, files, Set.of(excluded)));
    }

    @Test
    void whatIsBelowARootConcerns() {
        var scope = scope(Set.of(PROJECT.resolve("core")), Set.of());
        assertThat(scope.concerns(PROJECT.resolve("core/a/A.java"), false)).isTrue();
        assertThat(scope.concerns(PROJECT.resolve("core-api/a/A.java"), false)).isFalse();
        assertThat(scope.concerns(PROJECT, true)).as("the way to a root").isTrue();
        assertThat(scope.concerns(PROJECT.resolve("other"), true)).isFalse();
    }

    @Test
    void excludedDirectoriesDoNot() {
        var scope = scope(Set.of(PROJECT), Set.of(), Path.of("target"), PROJECT.resolve("a/b"));
        assertThat(scope.concerns(PROJECT.resolve("m/target/A.java"), false)).isFalse();
        assertThat(scope.concerns(PROJECT.resolve("a/b/A.java"), false)).isFalse();
        assertThat(scope.concerns(PROJECT.resolve("a/.git/A.java"), false)).isFalse();
        assertThat(scope.concerns(PROJECT.resolve("a/c/A.java"), false)).isTrue();
    }

    @Test
    void aRootBelowAnExcludedDirectoryDoes() {
        var scope = scope(Set.of(PROJECT, PROJECT.resolve("target/classes")), Set.of(), Path.of("target"));
        assertThat(scope.concerns(PROJECT.resolve("target/classes/A.class"), false))
                .isTrue();
        assertThat(scope.concerns(PROJECT.resolve("target/other/A.class"), false))
                .isFalse();
        assertThat(scope.concerns(PROJECT.resolve("target"), true)).isTrue();
    }

    @Test
    void editorsFilesDoNotUnlessTheyAreNamed() {
        Path named = PROJECT.resolve("src/notes~");
        var scope = scope(Set.of(PROJECT.resolve("src")), Set.of(named));
        assertThat(scope.concerns(PROJECT.resolve("src/A.java~"), false)).isFalse();
        assertThat(scope.concerns(PROJECT.resolve("src/4913"), false)).isFalse();
        assertThat(scope.concerns(PROJECT.resolve("src/4913"), true))
                .as("a directory")
                .isTrue();
        assertThat(scope.concerns(named, false)).isTrue();
    }

    @Test
    void theCommonDirectoryHoldsEverything() {
        var scope = scope(
                Set.of(PROJECT.resolve("a/src"), PROJECT.resolve("b/src/main")), Set.of(PROJECT.resolve("b/pom.xml")));
        assertThat(scope.commonDirectory()).contains(PROJECT);
    }

    @Test
    void pathsBelowOthersAreNotTopmost() {
        assertThat(Scope.topmost(Set.of(PROJECT, PROJECT.resolve("a"), PROJECT.resolveSibling("project-b"))))
                .containsExactlyInAnyOrder(PROJECT, PROJECT.resolveSibling("project-b"));
    }
}
