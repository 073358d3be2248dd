package dev.testwatch.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is made of idle time: each test class runs by itself, in a fork of its own, and then one method after the
 * other. That shows what they need without anything that others have left behind, and proves that leaving them out
 * was right.
 *
 * @param calm since when nothing has happened, nanoseconds; empty: not since the start
 * @param over whether nothing is left to sweep until something happens
 * @param classes how many test classes have come to their end by themselves since something happened
 * @param methods how many methods
 */
record Sweep(Optional<Long> calm, boolean over, int classes, int methods) {

    /** Nobody is thought to be idle before. */
    private static final long BEGINS_AFTER = Duration.ofSeconds(10).toNanos();

    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    static final Sweep NEW = new Sweep(Optional.empty(), false, 0, 0);

    /** Something happened that may be followed by more. */
    Sweep stirred(long now) {
        return new Sweep(Optional.of(now), false, 0, 0);
    }

    /** A test class has come to its end by itself, or a method of one. */
    Sweep counted(boolean whole) {
        return new Sweep(calm, over, whole ? classes + 1 : classes, whole ? methods : methods + 1);
    }

    /** The next one may follow soon. */
    Sweep advanced(long now) {
        return new Sweep(Optional.of(now - BEGINS_AFTER + PAUSE), false, classes, methods);
    }

    Sweep finished() {
        return new Sweep(calm, true, classes, methods);
    }

    /** What it has done, for people; empty if nothing. */
    String text() {
        List<String> done = new ArrayList<>();
        if (classes > 0) {
            done.add(classes + (classes == 1 ? " test class" : " test classes"));
        }
        if (methods > 0) {
            done.add(methods + (methods == 1 ? " test" : " tests"));
        }
        String what = String.join(" and ", done);
        if (classes + methods > 1) {
            return what + " have run by themselves; what each of them needs is known";
        }
        return what.isEmpty() ? "" : what + " has run by itself; what it needs is known";
    }

    /** When the next one may begin, nanoseconds; empty if there is nothing to do. */
    Optional<Long> due() {
        return over ? Optional.empty() : calm.map(then -> then + BEGINS_AFTER);
    }
}
