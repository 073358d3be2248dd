package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLockTest {

    @TempDir
    Path temp;

    private Path src;
    private Path lock;

    @BeforeEach
    void layOutProject() throws IOException {
        src = Files.createDirectories(temp.resolve("project/module/src"));
        lock = Files.createDirectories(temp.resolve("project/.git")).resolve("index.lock");
    }

    private static GitLock around(Path path) {
        return GitLock.around(Stream.of(path), InstantSource.system());
    }

    @Test
    void itIsHeldAsLongAsTheFileExists() throws IOException {
        GitLock git = around(src);
        assertThat(git.isHeld()).isFalse();
        Files.createFile(lock);
        assertThat(git.isHeld()).isTrue();
        Files.delete(lock);
        assertThat(git.isHeld()).isFalse();
    }

    @Test
    void oneThatWasLeftBehindIsNotHeld() throws IOException {
        Files.createFile(lock);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3_600)));
        assertThat(around(src).isHeld()).isFalse();
    }

    @Test
    void aLinkedWorkTreeHasItsLockElsewhere() throws IOException {
        Path linked = Files.createDirectories(temp.resolve("linked/src"));
        Path gitDirectory = Files.createDirectories(temp.resolve("project/.git/worktrees/linked"));
        Files.writeString(temp.resolve("linked/.git"), "gitdir: " + gitDirectory + "\n");
        GitLock git = around(linked);
        assertThat(git.isHeld()).isFalse();
        Files.createFile(gitDirectory.resolve("index.lock"));
        assertThat(git.isHeld()).isTrue();
    }

    @Test
    void aChangeIsToldOnlyWhenGitIsDone() throws Exception {
        var heard = new Heard();
        var spec = new WatchSpec(
                Set.of(src), Set.of(), Set.of(), WatchSpec.Mode.NATIVE, WatchSpec.QUIET, Duration.ofMillis(500));
        Files.createFile(lock);
        try (var watcher = SourceWatcher.start(spec, heard)) {
            assertThat(watcher.contents()).isEmpty();
            Path one = Files.writeString(src.resolve("One.java"), "one");
            heard.awaitRing();
            Path two = Files.writeString(src.resolve("Two.java"), "two");
            Files.delete(lock);
            assertThat(heard.until(change -> change.modified().contains(two)))
                    .isEqualTo(new Change(Set.of(one, two), Set.of()));
        }
    }
}
