package dev.testwatch.loop;

import dev.testwatch.project.ProjectReader;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps tests that write into watched places from causing runs without end. What changes during a run counts like any
 * other change, at first: it may be a save. What changes in one run after the other, each caused by the one before, is
 * written by the tests; it is held back until it changes outside a run, or until something else begins a run, which
 * then takes it in. Nothing is forgotten, and nothing is green meanwhile. Sources and build files are never held back:
 * people and tools save them without waiting for a run to end. Immutable.
 *
 * @param run the number of the last run that began
 * @param began when it began, nanoseconds, or the first of those that followed each other closely; empty before the
 *     first run
 * @param ended when it ended; empty while it goes on
 * @param writes what changed during the runs since somebody last asked for one
 * @param noisyRuns in how many of these runs something changed
 * @param lastNoisy the last of them
 * @param muted what is held back whenever it changes during a run
 * @param held what has been held back so far
 */
record WriteGuard(
        int run,
        Optional<Long> began,
        Optional<Long> ended,
        Map<Path, Writes> writes,
        int noisyRuns,
        int lastNoisy,
        Set<Path> muted,
        Change held) {

    /** What has caused so many runs in a row does not cause another one. */
    static final int MOST_RUNS = 3;

    /** The same for files that have a new name each time. */
    static final int MOST_NOISY_RUNS = 20;

    /** An event may be late, and what a run left behind may be slow to die. */
    private static final long GRACE = Duration.ofMillis(300).toNanos();

    static final WriteGuard NEW =
            new WriteGuard(0, Optional.empty(), Optional.empty(), Map.of(), 0, 0, Set.of(), Change.NONE);

    WriteGuard {
        writes = Map.copyOf(writes);
        muted = Set.copyOf(muted);
    }

    /** In how many runs a file changed, and in which last. */
    record Writes(int runs, int last) {}

    /**
     * What becomes of a change.
     *
     * @param change the part of it that counts
     * @param newlyMuted the files that do not count from now on
     */
    record Ruling(WriteGuard guard, Change change, Set<Path> newlyMuted) {

        Ruling {
            newlyMuted = Set.copyOf(newlyMuted);
        }
    }

    /** A run begins. */
    WriteGuard begins(int cycle, long now) {
        boolean closely = ended.filter(end -> now <= end + GRACE).isPresent();
        Optional<Long> since = closely ? began : Optional.of(now);
        return new WriteGuard(cycle, since, Optional.empty(), writes, noisyRuns, lastNoisy, muted, held);
    }

    /** The run, if there is one, is over or cut short. */
    WriteGuard ends(long now) {
        return new WriteGuard(run, began, ended.or(() -> Optional.of(now)), writes, noisyRuns, lastNoisy, muted, held);
    }

    /** Somebody asks for a run: what has happened before it is not its cause. */
    WriteGuard asked() {
        return new WriteGuard(run, began, ended, Map.of(), 0, lastNoisy, muted, held);
    }

    /** What was held back is taken in. */
    WriteGuard released() {
        return new WriteGuard(run, began, ended, writes, noisyRuns, lastNoisy, muted, Change.NONE);
    }

    /** Whether something that happened then may be the work of a run. */
    boolean isOfRun(long when) {
        return began.filter(start -> start <= when).isPresent()
                && ended.map(end -> when <= end + GRACE).orElse(true);
    }

    /** @param duringRun whether it came about while tests ran, or just after */
    Ruling judge(Change change, boolean duringRun) {
        return duringRun ? written(change) : saved(change);
    }

    private Ruling saved(Change change) {
        Set<Path> stillMuted = new HashSet<>(muted);
        stillMuted.removeAll(change.modified());
        stillMuted.removeAll(change.deleted());
        var guard = new WriteGuard(run, began, ended, Map.of(), 0, lastNoisy, stillMuted, held);
        return new Ruling(guard, change, Set.of());
    }

    private Ruling written(Change change) {
        Map<Path, Writes> counted = new HashMap<>(writes);
        change.modified().forEach(path -> counted.merge(path, new Writes(1, run), this::oneMore));
        change.deleted().forEach(path -> counted.merge(path, new Writes(1, run), this::oneMore));
        int noisy = lastNoisy == run && noisyRuns > 0 ? noisyRuns : noisyRuns + 1;
        Set<Path> newlyMuted = new HashSet<>();
        counted.forEach((path, times) -> {
            boolean named = change.modified().contains(path) || change.deleted().contains(path);
            boolean often = times.runs() > mostRuns(path) || noisy > MOST_NOISY_RUNS;
            if (named && often && !muted.contains(path) && !isSource(path)) {
                newlyMuted.add(path);
            }
        });
        Set<Path> allMuted = new HashSet<>(muted);
        allMuted.addAll(newlyMuted);
        Change back = held.then(change.only(allMuted::contains));
        var guard = new WriteGuard(run, began, ended, counted, noisy, run, allMuted, back);
        return new Ruling(guard, change.only(path -> !allMuted.contains(path)), newlyMuted);
    }

    private Writes oneMore(Writes before, Writes now) {
        return before.last() == now.last() ? before : new Writes(before.runs() + 1, now.last());
    }

    /** Class files come from people who save without waiting for a run, too, but not so often in a row. */
    private static int mostRuns(Path path) {
        return path.toString().endsWith(".class") ? MOST_NOISY_RUNS : MOST_RUNS;
    }

    private static boolean isSource(Path path) {
        return path.toString().endsWith(".java") || ProjectReader.isBuildFile(path);
    }
}
