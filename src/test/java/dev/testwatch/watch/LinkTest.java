package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbolic links, and what cannot be read. */
class LinkTest {

    @TempDir
    Path temp;

    private Path src;
    private Path shared;
    private final Heard heard = new Heard();

    @BeforeEach
    void layOutProject() throws IOException {
        Path root = temp.toRealPath();
        src = Files.createDirectories(root.resolve("project/src"));
        shared = Files.createDirectories(root.resolve("shared"));
        assumeTrue(canLink(root), "symbolic links can be made here");
    }

    private static boolean canLink(Path root) {
        try {
            Files.createSymbolicLink(root.resolve("probe"), root);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private SourceWatcher watch(Mode mode, Path... roots) {
        return SourceWatcher.start(
                new WatchSpec(Set.of(roots), Set.of(), Set.of(), mode, Duration.ofMillis(10), Duration.ofMillis(20)),
                heard);
    }

    private static Change modified(Path... files) {
        return new Change(Set.of(files), Set.of());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aLoopIsCutWithOneMessage(Mode mode) throws Exception {
        Files.createSymbolicLink(src.resolve("loop"), src);
        Path file = Files.writeString(src.resolve("A.java"), "one");
        try (var watcher = watch(mode, src)) {
            assertThat(watcher.contents()).containsOnlyKeys(file);
            assertThat(heard.message("the loop is cut"))
                    .contains(src.resolve("loop").toString());

            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));
            watcher.rescan();
            Files.writeString(file, "three");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
        assertThat(heard.messagesButOfLateEvents()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aLinkedDirectoryIsWatched(Mode mode) throws Exception {
        Path link = Files.createSymbolicLink(src.resolve("linked"), shared);
        Files.createDirectories(shared.resolve("a"));
        Path file = link.resolve("a/A.java");
        Files.writeString(file, "one");
        try (var watcher = watch(mode, src)) {
            assertThat(watcher.contents()).containsOnlyKeys(file);

            Files.writeString(shared.resolve("a/A.java"), "two");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDirectoryLinkedLaterIsWatched(Mode mode) throws Exception {
        Files.writeString(shared.resolve("A.java"), "one");
        try (var watcher = watch(mode, src)) {
            assertThat(watcher.contents()).isEmpty();

            Path link = Files.createSymbolicLink(src.resolve("linked"), shared);
            assertThat(heard.next()).isEqualTo(modified(link.resolve("A.java")));
            Files.writeString(shared.resolve("A.java"), "two");
            assertThat(heard.next()).isEqualTo(modified(link.resolve("A.java")));
            Files.delete(link);
            assertThat(heard.next()).isEqualTo(new Change(Set.of(), Set.of(link.resolve("A.java"))));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDirectoryWithTwoPathsIsKnownByItsOwn(Mode mode) throws Exception {
        Files.createSymbolicLink(src.resolve("linked"), shared);
        Path file = Files.writeString(shared.resolve("A.java"), "one");
        try (var watcher = watch(mode, src, shared)) {
            assertThat(watcher.contents()).containsOnlyKeys(file);
            assertThat(heard.message("is the same directory as")).contains("linked");

            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theSecondPathTakesOverWhenTheFirstIsGone(Mode mode) throws Exception {
        Path one = Files.createSymbolicLink(src.resolve("one"), shared);
        Files.writeString(shared.resolve("A.java"), "content");
        try (var watcher = watch(mode, src)) {
            assertThat(watcher.contents()).containsOnlyKeys(one.resolve("A.java"));
            Path two = Files.createSymbolicLink(src.resolve("two"), shared);
            assertThat(heard.message("is the same directory as")).contains(two.toString());

            Files.delete(one);
            assertThat(heard.until(change -> change.modified().contains(two.resolve("A.java"))))
                    .isEqualTo(new Change(Set.of(two.resolve("A.java")), Set.of(one.resolve("A.java"))));
            Files.writeString(shared.resolve("A.java"), "other");
            assertThat(heard.next()).isEqualTo(modified(two.resolve("A.java")));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatCannotBeReadIsNamedOnceAndReadLater(Mode mode) throws Exception {
        // A link to itself is something that not even an administrator can read.
        Path broken = Files.createSymbolicLink(src.resolve("Broken.java"), Path.of("Broken.java"));
        Path file = Files.writeString(src.resolve("A.java"), "one");
        try (var watcher = watch(mode, src)) {
            assertThat(watcher.contents()).containsOnlyKeys(file);
            assertThat(heard.message("Cannot read")).contains(broken.toString());

            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));

            Files.delete(broken);
            Files.writeString(broken, "good");
            assertThat(heard.next()).isEqualTo(modified(broken));
        }
        assertThat(heard.messagesButOfLateEvents()).isEmpty();
    }

    @Test
    void aFileThatOnlyOthersMayReadIsNamedAndReadWhenItMay() throws Exception {
        Path file = Files.writeString(src.resolve("A.java"), "one");
        file.toFile().setReadable(false);
        assumeTrue(!Files.isReadable(file), "permissions bind this user");
        try (var watcher = watch(Mode.POLL, src)) {
            assertThat(watcher.contents()).isEmpty();
            assertThat(heard.message("Cannot read")).contains(file.toString());

            file.toFile().setReadable(true);
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }
}
