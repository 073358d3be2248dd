package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look believes, and when it reads a file all the same. */
class LookTest {

    private static final Instant WRITTEN = Instant.parse("2001-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private Path file;
    private Scope scope;
    private final Snapshot snapshot = new Snapshot();

    @BeforeEach
    void layOutProject() throws IOException {
        Path src = Files.createDirectories(temp.toRealPath().resolve("src"));
        scope = new Scope(WatchSpec.of(Set.of(src), Set.of(), Set.of()));
        file = src.resolve("A.java");
        write("one");
    }

    /** Whatever is written here, size and time are the same. */
    private void write(String three) throws IOException {
        Files.writeString(file, three);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }

    private Look look(Instant now, boolean thorough) {
        var troubles = new Troubles();
        var disk = new Disk(scope, InstantSource.fixed(now), troubles);
        return new Look(scope, disk, snapshot, troubles, new LargeFiles(disk, new LinkedBlockingQueue<>()), thorough);
    }

    @Test
    void aThoroughLookFindsWhatHasTheSameSizeAndTime() throws Exception {
        Instant later = WRITTEN.plusSeconds(60);
        look(later, false).atEverything();
        snapshot.take();
        write("two");

        look(later, false).atEverything();
        assertThat(snapshot.take()).isEqualTo(Change.NONE);
        look(later, true).atEverything();
        assertThat(snapshot.take()).isEqualTo(new Change(Set.of(file), Set.of()));
    }

    @Test
    void whatWasWrittenJustBeforeItWasReadIsNotBelieved() throws Exception {
        look(WRITTEN.plusSeconds(1), false).atEverything();
        snapshot.take();
        write("two");

        look(WRITTEN.plusSeconds(60), false).atEverything();
        assertThat(snapshot.take()).isEqualTo(new Change(Set.of(file), Set.of()));
    }

    @Test
    void whatWasWrittenInTheFutureOfAClockThatWentBackIsSeen() throws Exception {
        look(WRITTEN.minusSeconds(3_600), false).atEverything();
        snapshot.take();
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN.minusSeconds(3_000)));

        look(WRITTEN.minusSeconds(3_500), false).atEverything();
        assertThat(snapshot.take()).isEqualTo(new Change(Set.of(file), Set.of()));
    }

    @Test
    void aDirectoryThatSomebodyTookForAFileIsStillKnownWithWhatItHolds() throws Exception {
        Path src = file.getParent();
        scope = new Scope(WatchSpec.of(Set.of(src), Set.of(src), Set.of()));
        look(WRITTEN.plusSeconds(60), false).atEverything();

        assertThat(snapshot.contents()).containsOnlyKeys(file);
        assertThat(snapshot.folder(src)).isPresent();
    }

    @Test
    void aFileInWhosePlaceADirectoryComesIsGone() throws Exception {
        scope = new Scope(WatchSpec.of(Set.of(), Set.of(file), Set.of()));
        look(WRITTEN.plusSeconds(60), false).atEverything();
        snapshot.take();
        Files.delete(file);
        Files.createDirectory(file);

        look(WRITTEN.plusSeconds(60), false).atEverything();
        assertThat(snapshot.take()).isEqualTo(new Change(Set.of(), Set.of(file)));
    }

    @Test
    void whatAnEventNamedIsReadWhateverItsStamp() throws Exception {
        Instant later = WRITTEN.plusSeconds(60);
        look(later, false).atEverything();
        snapshot.take();
        write("two");

        look(later, false).at(Set.of(file));
        assertThat(snapshot.take()).isEqualTo(new Change(Set.of(file), Set.of()));
    }
}
