package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteGuardTest {

    private static final Path DATA = Path.of("/project/src/test/resources/x.txt");
    private static final Path SOURCE = Path.of("/project/src/main/java/A.java");
    private static final Change WRITTEN = new Change(Set.of(DATA), Set.of());
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private WriteGuard guard = WriteGuard.NEW;
    private int runs;

    /** A run during which this changes. */
    private WriteGuard.Ruling run(Change change) {
        runs++;
        guard = guard.begins(runs, runs * SECOND);
        WriteGuard.Ruling ruling = judge(change, true);
        guard = guard.ends(runs * SECOND + 1);
        return ruling;
    }

    private WriteGuard.Ruling judge(Change change, boolean duringRun) {
        WriteGuard.Ruling ruling = guard.judge(change, duringRun);
        guard = ruling.guard();
        return ruling;
    }

    private void muteData() {
        for (int i = 0; i < 3; i++) {
            assertThat(run(WRITTEN).change()).isEqualTo(WRITTEN);
        }
        assertThat(run(WRITTEN).newlyMuted()).containsExactly(DATA);
    }

    @Test
    void aFileWrittenInEveryRunCausesThreeRunsAndIsThenHeldBack() {
        muteData();

        assertThat(guard.held()).isEqualTo(WRITTEN);
        WriteGuard.Ruling again = run(WRITTEN);
        assertThat(again.change().isEmpty()).isTrue();
        assertThat(again.newlyMuted()).isEmpty();
    }

    @Test
    void twoWritesInOneRunCountOnce() {
        guard = guard.begins(1, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(judge(WRITTEN, true).change()).isEqualTo(WRITTEN);
        }
    }

    @Test
    void aSaveOutsideARunCountsAndEndsTheSilence() {
        muteData();

        assertThat(judge(WRITTEN, false).change()).isEqualTo(WRITTEN);
        assertThat(run(WRITTEN).change()).isEqualTo(WRITTEN);
    }

    @Test
    void aSaveOfSomethingElseLeavesTheFileMutedAndTakesInWhatWasHeldBack() {
        muteData();

        Change save = new Change(Set.of(SOURCE), Set.of());
        assertThat(judge(save, false).change()).isEqualTo(save);
        assertThat(guard.held()).isEqualTo(WRITTEN);
        guard = guard.released();
        assertThat(guard.held().isEmpty()).isTrue();
        assertThat(run(WRITTEN).change().isEmpty()).isTrue();
    }

    @Test
    void whatIsSavedDuringARunBesideAMutedFileCounts() {
        muteData();

        Change both = new Change(Set.of(DATA, SOURCE), Set.of());
        assertThat(run(both).change()).isEqualTo(new Change(Set.of(SOURCE), Set.of()));
    }

    @Test
    void runsThatSomebodyAskedForDoNotCount() {
        for (int i = 0; i < 10; i++) {
            guard = guard.asked();
            assertThat(run(WRITTEN).change()).isEqualTo(WRITTEN);
        }
    }

    @Test
    void aSourceThatIsSavedInEveryRunAlwaysCounts() {
        Change save = new Change(Set.of(SOURCE), Set.of());
        for (int i = 0; i < 100; i++) {
            assertThat(run(save).change()).isEqualTo(save);
        }
        assertThat(guard.held().isEmpty()).isTrue();
    }

    @Test
    void twoTestsThatCauseEachOthersRunsAreStopped() {
        Path other = Path.of("/project/src/test/resources/y.txt");
        for (int i = 0; i < 6; i++) {
            assertThat(run(new Change(Set.of(i % 2 == 0 ? DATA : other), Set.of()))
                            .newlyMuted())
                    .isEmpty();
        }
        assertThat(run(WRITTEN).newlyMuted()).containsExactly(DATA);
    }

    @Test
    void filesOfEverNewNamesAreHeldBackInTheEnd() {
        int counted = 0;
        for (int i = 0; i < 100; i++) {
            Change created = new Change(Set.of(DATA.resolveSibling("x" + i)), Set.of());
            counted += run(created).change().isEmpty() ? 0 : 1;
        }
        assertThat(counted).isEqualTo(WriteGuard.MOST_NOISY_RUNS);
    }

    @Test
    void aDeletionInEveryRunIsHeldBackToo() {
        Change deleted = new Change(Set.of(), Set.of(DATA));
        for (int i = 0; i < 3; i++) {
            run(i % 2 == 0 ? deleted : WRITTEN);
        }
        assertThat(run(deleted).newlyMuted()).containsExactly(DATA);
        assertThat(guard.held()).isEqualTo(deleted);
    }

    @Test
    void aRunLastsFromItsBeginningUntilAMomentAfterItsEnd() {
        assertThat(WriteGuard.NEW.ends(1).isOfRun(0)).isFalse();
        WriteGuard going = WriteGuard.NEW.begins(1, 10 * SECOND);
        assertThat(going.isOfRun(10 * SECOND - 1)).isFalse();
        assertThat(going.isOfRun(10 * SECOND)).isTrue();
        assertThat(going.isOfRun(100 * SECOND)).isTrue();
        WriteGuard ended = going.ends(12 * SECOND);
        assertThat(ended.isOfRun(12 * SECOND + SECOND / 4)).isTrue();
        assertThat(ended.isOfRun(13 * SECOND + 1)).isFalse();
    }

    @Test
    void whatTheRunBeforeLeftBehindIsNotTakenForASaveWhenTheNextRunHasBegun() {
        WriteGuard second =
                WriteGuard.NEW.begins(1, 10 * SECOND).ends(11 * SECOND).begins(2, 11 * SECOND + 100);
        assertThat(second.isOfRun(11 * SECOND)).isTrue();
        WriteGuard later = second.ends(12 * SECOND).begins(3, 20 * SECOND);
        assertThat(later.isOfRun(12 * SECOND)).isFalse();
    }
}
