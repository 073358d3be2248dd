package dev.testwatch.watch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Signals that belong together, from the first until quiet. Times are {@link System#nanoTime()}. It belongs to one
 * thread.
 */
final class Burst {

    private final Set<Path> named = new HashSet<>();
    private final Set<Path> unread = new LinkedHashSet<>();
    private Optional<Path> first = Optional.empty();
    private Optional<Throwable> broke = Optional.empty();
    private OptionalLong rang = OptionalLong.empty();
    private OptionalLong emptied = OptionalLong.empty();
    private long last;
    private boolean found;
    private boolean incomplete;
    private boolean urgent;
    private boolean rung;

    /** An event named the path. */
    void names(Path path, long at) {
        begins(path, at);
        last = Math.max(last, at);
        named.add(path);
        unread.add(path);
    }

    /** A look found that the path is different, and no event had told. */
    void finds(Path path, long at) {
        begins(path, at);
        last = Math.max(last, at);
        found = true;
    }

    /** A large file, which an event named or a look found before, turned out to be different. */
    void digests(Path path, long at) {
        begins(path, at);
        last = Math.max(last, at);
        named.add(path);
    }

    /** Events were lost: anything may be different. */
    void breaks(Throwable cause, Path somewhere, long at) {
        begins(somewhere, at);
        last = Math.max(last, at);
        incomplete = true;
        broke = Optional.of(cause);
    }

    /** These have to be read again, though no event names them. */
    void rereads(Collection<Path> paths) {
        unread.addAll(paths);
    }

    /** Somebody does not want to wait. */
    void becomesUrgent(long at) {
        if (rang.isEmpty()) {
            rang = OptionalLong.of(at);
        }
        urgent = true;
    }

    /** If nothing has been rung for, ring for this. */
    void ringsFor(Path path) {
        if (first.isEmpty()) {
            first = Optional.of(path);
        }
    }

    /** It is not over yet: wait for quiet again. */
    void goesOn(long at) {
        last = Math.max(last, at);
    }

    /** Files were found without content. Returns since when there have been such files in this burst. */
    long emptiedSince(long now) {
        if (emptied.isEmpty()) {
            emptied = OptionalLong.of(now);
        }
        return emptied.getAsLong();
    }

    private void begins(Path path, long at) {
        ringsFor(path);
        if (rang.isEmpty()) {
            rang = OptionalLong.of(at);
            last = at;
        }
    }

    boolean isEmpty() {
        return rang.isEmpty();
    }

    /** When the first sign came. */
    long rang() {
        return rang.orElse(last);
    }

    /** When the latest sign came. */
    long last() {
        return last;
    }

    /** What to ring for, once: nothing if that has been done, or if nothing has happened yet. */
    Optional<Path> takeRing() {
        Optional<Path> path = rung ? Optional.empty() : first;
        rung |= path.isPresent();
        return path;
    }

    /** Whether there was something to ring for, and that has been done. */
    boolean hasRung() {
        return rung;
    }

    /** How many different paths events named. */
    int size() {
        return named.size();
    }

    /** The paths that events named since this was last called. */
    Set<Path> takeUnread() {
        var paths = Set.copyOf(unread);
        unread.clear();
        return paths;
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** Whether events named the path, or a directory that it is in. */
    boolean hasNamed(Path path) {
        return named.contains(path) || Scope.parents(path).anyMatch(named::contains);
    }

    /** Why events were lost, if they were and nothing has been done about it yet. */
    Optional<Throwable> broke() {
        return broke;
    }

    /** Something is done about the lost events now. */
    void mends() {
        broke = Optional.empty();
    }

    /** Whether events were lost at any time. */
    boolean isIncomplete() {
        return incomplete;
    }

    boolean isFound() {
        return found;
    }

    boolean isUrgent() {
        return urgent;
    }

    /** Whether looking at what events named is not enough. */
    boolean isAboutEverything() {
        return found || urgent || incomplete;
    }
}
