package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watcher does when events fail it. */
class DoorbellTest {

    @TempDir
    Path temp;

    private Path src;
    private Path file;
    private final Heard heard = new Heard();
    /** The ears that doorbells were hung for, in order. */
    private final BlockingQueue<Doorbell.Ear> ears = new LinkedBlockingQueue<>();

    @BeforeEach
    void layOutProject() throws IOException {
        src = Files.createDirectories(temp.toRealPath().resolve("src"));
        file = Files.writeString(src.resolve("A.java"), "one");
    }

    private WatchSpec spec(Mode mode) {
        return new WatchSpec(Set.of(src), Set.of(), Set.of(), mode, Duration.ofMillis(10), Duration.ofMillis(20));
    }

    private SourceWatcher watchWithSilentDoorbell(Mode mode) {
        return SourceWatcher.start(spec(mode), heard, (hearing, ear) -> {
            ears.add(ear);
            return new SilentDoorbell();
        });
    }

    private Doorbell.Ear nextEar() throws InterruptedException {
        Doorbell.Ear ear = ears.poll(60, TimeUnit.SECONDS);
        if (ear == null) {
            throw new AssertionError("No doorbell was hung");
        }
        return ear;
    }

    private static Change modified(Path file) {
        return new Change(Set.of(file), Set.of());
    }

    @Test
    void afterAnOverflowEverythingIsLookedAtAndListenedToAnew() throws Exception {
        try (var watcher = watchWithSilentDoorbell(Mode.NATIVE)) {
            assertThat(watcher.contents()).containsKey(file);
            Files.writeString(file, "two");
            // What directory-watcher makes of an overflow.
            nextEar().broke(new NullPointerException());

            assertThat(heard.next()).isEqualTo(modified(file));
            assertThat(heard.message("overflowed")).contains("1 files were looked at again in");
            nextEar();
        }
    }

    @Test
    void aDoorbellThatWasReplacedIsNotListenedToAnyMore() throws Exception {
        try (var watcher = watchWithSilentDoorbell(Mode.NATIVE)) {
            Doorbell.Ear first = nextEar();
            first.broke(new IOException("the first"));
            Doorbell.Ear second = nextEar();
            first.broke(new IOException("the first, again"));
            second.broke(new IOException("the second"));
            nextEar();

            assertThat(heard.message("failed")).contains("the first)");
            assertThat(heard.message("failed")).contains("the second)");
            assertThat(watcher.contents()).isNotEmpty();
        }
    }

    @Test
    void aDoorbellThatDiesOfAnErrorIsReplacedAndNothingIsLost() throws Exception {
        try (var watcher = watchWithSilentDoorbell(Mode.NATIVE)) {
            assertThat(watcher.contents()).containsKey(file);
            Files.writeString(file, "two");
            nextEar().broke(new StackOverflowError());

            assertThat(heard.next()).isEqualTo(modified(file));
            heard.message("were looked at again");
            Files.writeString(file, "three");
            nextEar().rang(file, false);
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @Test
    void theMoreOftenEventsOverflowTheLongerItWaits() {
        var listening = new Listening(
                (hearing, ear) -> new SilentDoorbell(),
                spec(Mode.NATIVE),
                new Scope(spec(Mode.NATIVE)),
                new LinkedBlockingQueue<>());
        var delays = new ArrayList<Long>();
        long now = 0;
        for (int i = 0; i < 9; i++) {
            listening.broke(now);
            delays.add(listening.delay().toMillis());
            now += listening.delay().toNanos();
        }
        assertThat(delays).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 5_000L);

        listening.broke(now + Duration.ofSeconds(11).toNanos());
        assertThat(listening.delay()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void eventsThatTheSystemDropsAreNotLost() throws Exception {
        var first = new AtomicBoolean(true);
        var written = new CountDownLatch(1);
        Doorbell.Maker slow = (hearing, ear) -> NativeDoorbell.arm(hearing, new Doorbell.Ear() {
            @Override
            public void rang(Path path, boolean directory) {
                ear.rang(path, directory);
                if (first.getAndSet(false)) {
                    await(written);
                }
            }

            @Override
            public void broke(Throwable cause) {
                ear.broke(cause);
            }
        });
        try (var watcher = SourceWatcher.start(spec(Mode.NATIVE), heard, slow)) {
            assertThat(watcher.contents()).containsOnlyKeys(file);
            var files = new HashSet<Path>();
            for (int i = 0; i < 1_500; i++) {
                files.add(Files.writeString(src.resolve("B" + i + ".java"), "content " + i));
            }
            written.countDown();

            assertThat(heard.until(change -> change.modified().size() >= files.size()))
                    .isEqualTo(new Change(files, Set.of()));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void afterTwoChangesWithoutAnEventItPolls() throws Exception {
        try (var watcher = watchWithSilentDoorbell(Mode.AUTO)) {
            assertThat(watcher.contents()).containsKey(file);
            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));
            assertThat(heard.message("File events did not tell of")).contains("A.java");

            Files.writeString(file, "three");
            assertThat(heard.next()).isEqualTo(modified(file));
            assertThat(heard.message("all files are looked at every 20 ms")).contains("not the first time");

            Files.writeString(file, "four");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @Test
    void changesWithAnEventDoNotCountAsMissed() throws Exception {
        try (var watcher = watchWithSilentDoorbell(Mode.AUTO)) {
            Doorbell.Ear ear = nextEar();
            for (int i = 0; i < 5; i++) {
                String content = "content " + i;
                // Whoever is told on the watcher's own thread can be sure that it does not look meanwhile.
                watcher.rescan(() -> {
                    write(content);
                    ear.rang(file, false);
                });
                assertThat(heard.next()).isEqualTo(modified(file));
            }
            watcher.rescan();
        }
        assertThat(heard.messagesSoFar()).isEmpty();
        assertThat(ears).isEmpty();
    }

    private void write(String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itPollsWhenTheSystemRefusesEvents() throws Exception {
        Doorbell.Maker refusing = (hearing, ear) -> {
            throw new IOException("User limit of inotify watches reached");
        };
        try (var watcher = SourceWatcher.start(spec(Mode.AUTO), heard, refusing)) {
            assertThat(watcher.contents()).containsKey(file);
            assertThat(heard.message("User limit of inotify watches reached"))
                    .contains("sysctl fs.inotify.max_user_watches")
                    .contains("every 20 ms");
            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @Test
    void itPollsWhenTheLibraryDoesNotWorkHere() throws Exception {
        Doorbell.Maker broken = (hearing, ear) -> {
            throw new UnsatisfiedLinkError("no such library");
        };
        try (var watcher = SourceWatcher.start(spec(Mode.AUTO), heard, broken)) {
            assertThat(watcher.contents()).containsKey(file);
            assertThat(heard.message("no such library")).contains("every 20 ms");
            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @Test
    void manyTroublesAreToldInFewSentences() {
        var troubles = new Troubles();
        for (int i = 0; i < 1_000; i++) {
            troubles.unreadable(Path.of("A" + i + ".java"), new IOException("disk on fire"));
        }
        assertThat(troubles.take()).hasSize(11).last().isEqualTo("The same goes for 990 more paths.");
        assertThat(troubles.take()).isEmpty();
    }

    @Test
    void aListenerThatFailsIsToldAgain() throws Exception {
        var fails = new AtomicBoolean(true);
        var failing = new SourceWatcher.Listener() {
            @Override
            public void ringing(Path path) {
                heard.ringing(path);
            }

            @Override
            public void changed(Change change, SourceWatcher.Seen seen) {
                if (fails.getAndSet(false)) {
                    throw new AssertionError("not now");
                }
                heard.changed(change, seen);
            }

            @Override
            public void said(String message) {
                heard.said(message);
            }
        };
        try (var watcher = SourceWatcher.start(spec(Mode.AUTO), failing)) {
            assertThat(watcher.contents()).containsKey(file);
            Files.writeString(file, "two");

            assertThat(heard.message("The watcher failed")).contains("not now");
            assertThat(heard.next()).isEqualTo(modified(file));
        }
    }

    @Test
    void aListenerMayCloseTheWatcher() throws Exception {
        var closed = new LinkedBlockingQueue<Boolean>();
        var watchers = new LinkedBlockingQueue<SourceWatcher>();
        var closing = new SourceWatcher.Listener() {
            @Override
            public void ringing(Path path) {}

            @Override
            public void changed(Change change, SourceWatcher.Seen seen) {
                try {
                    watchers.take().close();
                    closed.add(true);
                } catch (InterruptedException e) {
                    closed.add(false);
                }
            }

            @Override
            public void said(String message) {}
        };
        watchers.add(SourceWatcher.start(spec(Mode.NATIVE), closing));
        Files.writeString(file, "two");

        assertThat(closed.poll(60, TimeUnit.SECONDS)).isTrue();
    }
}
