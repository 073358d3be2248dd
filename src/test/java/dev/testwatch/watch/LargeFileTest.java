package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files so large that reading them takes a while. */
class LargeFileTest {

    private static final long SIZE = 128L << 20;

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

    private static void stretch(Path file, long size) throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
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
        Path large = src.resolve("large.bin");
        Path small = src.resolve("A.java");
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).isEmpty();
            stretch(large, SIZE);
            Files.writeString(small, "one");
            assertThat(heard.next()).isEqualTo(modified(small));
            Files.writeString(small, "two");
            assertThat(heard.next()).isEqualTo(modified(small));

            assertThat(heard.next()).isEqualTo(modified(large));
        }
    }

    @Test
    void whoAsksForALookWaitsForLargeFilesThatHaveBeenReadBeforeToo() throws Exception {
        Path large = src.resolve("large.bin");
        stretch(large, SIZE);
        try (var watcher = watch(Mode.AUTO)) {
            for (int writes = 1; writes <= 2; writes++) {
                try (var file = new RandomAccessFile(large.toFile(), "rw")) {
                    file.seek(LargeFiles.LARGE);
                    file.write(writes);
                }
                var toldBefore = new CompletableFuture<Integer>();
                watcher.rescan(() -> toldBefore.complete(heard.seen.size()));
                assertThat(toldBefore.get(30, TimeUnit.SECONDS)).isEqualTo(writes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aLargeFileThatIsDeletedBeforeItIsReadWasNeverThere(Mode mode) throws Exception {
        Path large = src.resolve("large.bin");
        Path small = src.resolve("A.java");
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).isEmpty();
            stretch(large, SIZE);
            Files.writeString(small, "one");
            assertThat(heard.next()).isEqualTo(modified(small));
            Files.delete(large);
            stretch(src.resolve("other.bin"), 2 * LargeFiles.LARGE);
            assertThat(heard.next()).isEqualTo(modified(src.resolve("other.bin")));
        }
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
