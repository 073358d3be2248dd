package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceWatcherTest {

    @TempDir
    Path temp;

    private Path project;
    private Path src;
    private final Heard heard = new Heard();
    private SourceWatcher watcher;

    @BeforeEach
    void layOutProject() throws IOException {
        project = temp.toRealPath().resolve("project");
        src = Files.createDirectories(project.resolve("src"));
    }

    @AfterEach
    void closeWatcher() {
        watcher.close();
    }

    private void watch(Mode mode) {
        watch(mode, Set.of(src));
    }

    private void watch(Mode mode, Set<Path> directories) {
        var spec = new WatchSpec(
                directories,
                Set.of(project.resolve("pom.xml")),
                Set.of(Path.of("target")),
                mode,
                Duration.ofMillis(10),
                Duration.ofMillis(20));
        watcher = SourceWatcher.start(spec, heard);
    }

    private Path write(String name, String content) throws IOException {
        return write(src.resolve(name), content);
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static Change modified(Path... files) {
        return new Change(Set.of(files), Set.of());
    }

    private static Change deleted(Path... files) {
        return new Change(Set.of(), Set.of(files));
    }

    /** Nothing that was not told so far may be told before this, or with this. */
    private void assertThatNothingElseIsTold() throws Exception {
        Path marker = write("Marker.java", "marker " + System.nanoTime());
        watcher.rescan();
        assertThat(heard.next()).isEqualTo(modified(marker));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aSaveIsAChange(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        write("A.java", "two");

        assertThat(heard.next()).isEqualTo(modified(file));
        assertThat(heard.rings).hasSize(1);
        assertThat(heard.seen.get(0).saved())
                .contains(Files.getLastModifiedTime(file).toInstant());
        assertThat(heard.seen.get(0).decided()).isGreaterThan(heard.seen.get(0).rang());
    }

    @Test
    void anAtomicRenameIsOneChange() throws Exception {
        Path file = write("A.java", "one");
        watch(Mode.NATIVE);

        Path temporary = write("A.java.tmp~", "two");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(heard.next()).isEqualTo(modified(file));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRenameWithTheSameContentIsNoChange(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        Path temporary = write(project.resolve("elsewhere"), "one");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);

        assertThatNothingElseIsTold();
    }

    @Test
    void afterATouchItIsSaidThatNothingDiffers() throws Exception {
        Path file = write("A.java", "one");
        watch(Mode.NATIVE);

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(100)));

        heard.awaitCalm();
        assertThat(heard.rings).containsExactly(file);
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTouchIsNoChange(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(100)));

        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDeletedFileIsDeleted(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        Files.delete(file);

        assertThat(heard.next()).isEqualTo(deleted(file));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileInANewDeepDirectoryIsSeen(Mode mode) throws Exception {
        watch(mode);

        for (int i = 0; i < 10; i++) {
            Path file = write("a" + i + "/b/c/A.java", "one");
            assertThat(heard.until(change -> change.modified().contains(file)).deleted())
                    .isEmpty();
        }
        Path file = write("a3/b/c/A.java", "two");
        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDirectoryThatDoesNotExistYetIsSeenWhenItComes(Mode mode) throws Exception {
        Path root = project.resolve("module/src/test/resources");
        watch(mode, Set.of(src, root));

        Path file = write(root.resolve("data/a.txt"), "one");
        assertThat(heard.next()).isEqualTo(modified(file));

        write(file, "two");
        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRootThatIsDeletedAndMadeAnewIsStillWatched(Mode mode) throws Exception {
        Path file = write("a/A.java", "one");
        watch(mode);

        Files.delete(file);
        Files.delete(file.getParent());
        Files.delete(src);
        assertThat(heard.until(change -> change.deleted().contains(file))).isEqualTo(deleted(file));

        write(file, "two");
        assertThat(heard.next()).isEqualTo(modified(file));
        write(file, "three");
        assertThat(heard.next()).isEqualTo(modified(file));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRootThatIsMovedAwayAndBackIsStillWatched(Mode mode) throws Exception {
        Path file = write("a/A.java", "one");
        watch(mode);

        Files.move(src, project.resolve("away"));
        assertThat(heard.next()).isEqualTo(deleted(file));
        Files.move(project.resolve("away"), src);
        assertThat(heard.next()).isEqualTo(modified(file));

        write(file, "two");
        assertThat(heard.next()).isEqualTo(modified(file));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void theParentOfARootMayBeMovedAwayAndBack(Mode mode) throws Exception {
        Path file = write("a/A.java", "one");
        watch(mode);

        Files.move(project, temp.resolve("away"));
        assertThat(heard.until(change -> change.deleted().contains(file))).isEqualTo(deleted(file));
        Files.move(temp.resolve("away"), project);
        assertThat(heard.next()).isEqualTo(modified(file));
        write(file, "two");
        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aBurstIsSeenWhole(Mode mode) throws Exception {
        watch(mode);

        var files = new HashSet<Path>();
        for (int i = 0; i < 2_000; i++) {
            files.add(write("p" + i % 7 + "/A" + i + ".java", "content " + i));
        }

        assertThat(heard.until(change -> change.modified().size() >= 2_000)).isEqualTo(new Change(files, Set.of()));
    }

    @Test
    void aDirectoryMovedAwayFromBesideOneOfASimilarNameIsDeletedWhole() throws Exception {
        Path one = write("core/One.java", "one");
        Path two = write("core/x/Two.java", "two");
        write("core-api/Api.java", "api");
        watch(Mode.NATIVE);

        Files.move(src.resolve("core"), project.resolve("core"));

        assertThat(heard.next()).isEqualTo(deleted(one, two));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRenamedDirectoryIsDeletedAndNew(Mode mode) throws Exception {
        Path before = write("before/A.java", "one");
        watch(mode);

        Files.move(before.getParent(), src.resolve("after"));

        Path after = src.resolve("after/A.java");
        assertThat(heard.until(change -> change.modified().contains(after)))
                .isEqualTo(new Change(Set.of(after), Set.of(before)));
        write(after, "two");
        assertThat(heard.next()).isEqualTo(modified(after));
        assertThatNothingElseIsTold();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anOlderTimeCountsWhenTheContentIsDifferent(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        Path other = write(project.resolve("elsewhere"), "two");
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void sameSizeAndTimeCountWhenTheContentIsDifferent(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        FileTime time = Files.getLastModifiedTime(file);
        write("A.java", "two");
        Files.setLastModifiedTime(file, time);

        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @Test
    void anEmptiedFileIsWaitedFor() throws Exception {
        Path file = write("A.java", "one");
        watch(Mode.NATIVE);

        // A save that takes longer than a file is waited for is told in two parts, and rightly.
        for (int save = 0; saveInTwoSteps(file, "save " + save).compareTo(Settle.REFILL) >= 0; save++) {
            assumeTrue(save < 20, "this machine saves in time");
            Path marker = write("Slow" + save + ".java", "slow");
            watcher.rescan();
            heard.until(change -> change.modified().contains(marker));
        }

        assertThat(heard.next()).isEqualTo(modified(file));
        assertThatNothingElseIsTold();
    }

    /** Returns how long it took. */
    private Duration saveInTwoSteps(Path file, String content) throws Exception {
        int rings = heard.rings.size();
        long start = System.nanoTime();
        Files.write(file, new byte[0]);
        // The watcher has noticed the empty file by now; the save goes on.
        heard.awaitRing(rings);
        Files.writeString(file, content);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileThatStaysEmptyIsAChange(Mode mode) throws Exception {
        Path file = write("A.java", "one");
        watch(mode);

        Files.write(file, new byte[0]);

        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatEditorsKeepBesideAFileIsIgnored(Mode mode) throws Exception {
        watch(mode);

        for (String name : new String[] {
            ".#A.java",
            "A.java~",
            "4913",
            ".A.java.swp",
            ".A.java.swx",
            "A.java___jb_tmp___",
            "A.java___jb_old___",
            "#A.java#",
            ".DS_Store"
        }) {
            write(name, "one");
        }
        write(".git/HEAD", "ref");
        write(".idea/workspace.xml", "<xml/>");
        write("target/classes/A.class", "class");

        assertThatNothingElseIsTold();
        assertThat(heard.rings).allMatch(path -> path.endsWith("Marker.java") || path.equals(src));
    }

    @Test
    void anExcludedDirectoryMayHoldAWatchedOne() throws Exception {
        Path classes = project.resolve("target/classes");
        watch(Mode.NATIVE, Set.of(project, classes));

        write("target/generated/A.java", "generated");
        write(project.resolve("target/surefire.txt"), "text");
        Path file = write(classes.resolve("a/A.class"), "class");

        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @Test
    void twoSavesFarApartAreTwoChanges() throws Exception {
        watch(Mode.NATIVE);

        Path one = write("A.java", "one");
        assertThat(heard.next()).isEqualTo(modified(one));
        Path two = write("B.java", "two");
        assertThat(heard.next()).isEqualTo(modified(two));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aSingleFileIsWatchedAlone(Mode mode) throws Exception {
        watch(mode);

        write(project.resolve("other.xml"), "<other/>");
        Path pom = write(project.resolve("pom.xml"), "<project/>");
        assertThat(heard.next()).isEqualTo(modified(pom));

        Files.delete(pom);
        assertThat(heard.next()).isEqualTo(deleted(pom));
    }

    /** Asked for by itself, by a test that only wants to know whether it is there. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDirectoryThatIsWatchedAloneMayHoldAFileThatIsWatchedAlone(Mode mode) throws Exception {
        Path file = write(project.resolve("data/prices.txt"), "1");
        var spec = new WatchSpec(
                Set.of(src),
                Set.of(file, file.getParent()),
                Set.of(),
                mode,
                Duration.ofMillis(10),
                Duration.ofMillis(20));
        watcher = SourceWatcher.start(spec, heard);

        write(file, "2");

        assertThat(heard.next()).isEqualTo(modified(file));
        assertThat(heard.messagesButOfLateEvents()).isEmpty();
    }

    @Test
    void theContentsAtTheStartAreKnown() throws Exception {
        Path file = write("a/A.java", "one");
        Path pom = write(project.resolve("pom.xml"), "<project/>");
        write("A.java~", "backup");
        watch(Mode.NATIVE);

        assertThat(watcher.contents())
                .containsOnlyKeys(file, pom)
                .containsEntry(file, ContentHash.of("one".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileMayBecomeADirectoryAndADirectoryAFile(Mode mode) throws Exception {
        Path file = write("a", "file");
        Path inDirectory = write("b/B.java", "one");
        watch(mode);

        Files.delete(file);
        Path inNewDirectory = write("a/A.java", "two");
        Files.delete(inDirectory);
        Files.delete(inDirectory.getParent());
        Path newFile = write("b", "file");

        var all = new Change(Set.of(inNewDirectory, newFile), Set.of(file, inDirectory));
        assertThat(heard.until(
                        change -> change.modified().size() + change.deleted().size() >= 4))
                .isEqualTo(all);
    }

    @Test
    void nothingIsWaitedForWhenSomebodyAsks() throws Exception {
        var spec = new WatchSpec(
                Set.of(src), Set.of(), Set.of(), Mode.NATIVE, Duration.ofMinutes(10), Duration.ofMillis(20));
        watcher = SourceWatcher.start(spec, heard);

        Path file = write("A.java", "one");
        watcher.rescan();

        assertThat(heard.next()).isEqualTo(modified(file));
    }

    @Test
    void whoAsksForALookIsToldOnceAllThatItFindsHasBeenTold() throws Exception {
        var spec = new WatchSpec(
                Set.of(src), Set.of(), Set.of(), Mode.NATIVE, Duration.ofMinutes(10), Duration.ofMillis(20));
        watcher = SourceWatcher.start(spec, heard);
        var toldBefore = new CompletableFuture<Integer>();

        Path file = write("A.java", "one");
        watcher.rescan(() -> toldBefore.complete(heard.seen.size()));

        assertThat(toldBefore.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(heard.next()).isEqualTo(modified(file));
        var again = new CompletableFuture<Integer>();
        watcher.rescan(() -> again.complete(heard.seen.size()));
        assertThat(again.get(60, TimeUnit.SECONDS)).as("nothing differs").isEqualTo(1);
    }

    @Test
    void whatIsWhatItWasBeforeAnybodyLookedIsNoChange() throws Exception {
        Path file = write("A.java", "one");
        var spec = new WatchSpec(
                Set.of(src), Set.of(), Set.of(), Mode.NATIVE, Duration.ofMinutes(10), Duration.ofMillis(20));
        // What rings comes before anything is read, and nothing is read before it has ended.
        watcher = SourceWatcher.start(spec, new SourceWatcher.Listener() {
            @Override
            public void ringing(Path rung) {
                try {
                    write(file, "one");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                heard.ringing(rung);
            }

            @Override
            public void changed(Change change, SourceWatcher.Seen seen) {
                heard.changed(change, seen);
            }

            @Override
            public void said(String message) {
                heard.said(message);
            }
        });

        Files.move(write("A.java~", "two"), file, StandardCopyOption.ATOMIC_MOVE);
        heard.awaitRing();

        assertThatNothingElseIsTold();
    }
}
