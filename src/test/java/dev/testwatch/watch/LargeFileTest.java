package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files so large that reading them takes a while. */
class LargeFileTest {

    private static final long SIZE = 128L << 20;

    /** Who is held up after a file was written needs a larger one to find it still being read. */
    private static final List<Long> SIZES = List.of(SIZE, 4 * SIZE, 16 * SIZE);

    @TempDir
    Path temp;

    private Path src;
    private final Heard heard = new Heard();

    @BeforeEach
    void layOutProject() throws IOException {
        src = Files.createDirectories(temp.toRealPath().resolve("src"));
    }

    private SourceWatcher watch(Mode mode) {
        return SourceWatcher.start(
                new WatchSpec(Set.of(src), Set.of(), Set.of(), mode, Duration.ofMillis(10), Duration.ofMillis(20)),
                heard);
    }

    private static void stretch(Path file, long size) {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is told up to the change of this file. */
    private Change until(Path file) {
        return until(change -> change.modified().contains(file));
    }

    private Change until(Predicate<Change> complete) {
        try {
            return heard.until(complete);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Change modified(Path file) {
        return new Change(Set.of(file), Set.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void nobodyWaitsForAnother(Mode mode) throws Exception {
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).isEmpty();
            assertThat(SIZES).as("in one of these sizes").anyMatch(this::isReadBesideOthers);
        }
    }

    /** Whether two saves are told before a file of this size is, which is written before them. */
    private boolean isReadBesideOthers(long size) {
        Path large = src.resolve("large" + size + ".bin");
        Path small = src.resolve("A" + size + ".java");
        boolean told = false;
        stretch(large, size);
        for (String content : List.of("one", "two")) {
            write(small, content);
            Change change = until(small);
            assertThat(change.modified()).isSubsetOf(small, large);
            told |= change.modified().contains(large);
        }
        if (!told) {
            assertThat(until(large)).isEqualTo(modified(large));
        }
        return !told;
    }

    @Test
    void whoAsksForALookWaitsForLargeFilesThatHaveBeenReadBeforeToo() throws Exception {
        Path large = src.resolve("large.bin");
        // No larger than it must be: before it is read again it is left alone for a multiple of the time that took.
        stretch(large, LargeFiles.LARGE + 1);
        try (var watcher = watch(Mode.AUTO)) {
            for (int writes = 1; writes <= 2; writes++) {
                try (var file = new RandomAccessFile(large.toFile(), "rw")) {
                    file.seek(LargeFiles.LARGE);
                    file.write(writes);
                }
                var toldBefore = new CompletableFuture<Integer>();
                watcher.rescan(() -> toldBefore.complete(heard.seen.size()));
                assertThat(toldBefore.get(5, TimeUnit.MINUTES)).isEqualTo(writes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aLargeFileThatIsDeletedBeforeItIsReadWasNeverThere(Mode mode) throws Exception {
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).isEmpty();
            assertThat(SIZES).as("in one of these sizes").anyMatch(this::isNeverThere);
        }
    }

    /** Whether nothing is told of a file of this size that was there for a moment; it may have been read in that time. */
    private boolean isNeverThere(long size) {
        Path large = src.resolve("large" + size + ".bin");
        Path small = src.resolve("A" + size + ".java");
        Path other = src.resolve("other" + size + ".bin");
        stretch(large, size);
        write(small, "one");
        Change change = until(small);
        delete(large);
        stretch(other, 2 * LargeFiles.LARGE);
        change = change.then(until(other));
        assertThat(change.modified()).contains(small, other);
        if (change.modified().contains(large)) {
            until(gone -> gone.deleted().contains(large));
            return false;
        }
        return change.equals(new Change(Set.of(small, other), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aLargeFileThatChangesAfterItWasReadChanges(Mode mode) throws Exception {
        Path large = src.resolve("large.bin");
        stretch(large, 2 * LargeFiles.LARGE);
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).containsKey(large);
            try (var file = new RandomAccessFile(large.toFile(), "rw")) {
                file.seek(LargeFiles.LARGE);
                file.write(1);
            }
            assertThat(heard.next()).isEqualTo(modified(large));
            Files.delete(large);
            assertThat(heard.next()).isEqualTo(new Change(Set.of(), Set.of(large)));
        }
    }
}
