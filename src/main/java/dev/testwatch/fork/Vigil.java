package dev.testwatch.fork;

import dev.testwatch.worker.Message.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches over a run by the clock: says when a test is slow, when there is no sign of life, and when it is time to end
 * it. Decides only; for one thread.
 */
final class Vigil {

    private static final long SLOW = Duration.ofSeconds(10).toNanos();
    private static final long SILENT = Duration.ofSeconds(10).toNanos();
    private static final int TIMES_USUAL = 10;

    /** While JUnit looks for tests it has nothing to say, and that may be many. */
    private static final int TIMES_BETWEEN_TESTS = 5;

    /** Who looks again only after so long was stopped, and the tests with it. */
    private static final long STOPPED = Duration.ofSeconds(5).toNanos();

    private final Patience patience;
    private final long began;
    private final Mark any;
    private final Mark step;
    private final Mark alive;
    private long looked;
    private long pauses;
    private long slowAfter;
    private long silentAfter = SILENT;

    /** @param now nanoseconds of a clock that never goes back, as in all that follows */
    Vigil(Patience patience, long now) {
        this.patience = patience;
        this.began = now;
        this.looked = now;
        this.any = new Mark(now);
        this.step = new Mark(now);
        this.alive = new Mark(now);
    }

    /**
     * What has been heard of a run.
     *
     * @param any when anything was heard that a test caused
     * @param step when a test last began or ended
     * @param alive when anything at all was heard
     * @param running the tests and containers that run
     */
    record Signs(long any, long step, long alive, List<Node> running) {}

    sealed interface Finding {
        record Fine() implements Finding {}

        /** Told once for each doubling of the time. */
        record Slow(Node test, Duration since, Optional<Duration> usual) implements Finding {}

        /** Not even the JVM itself says anything. */
        record Silent(Duration since) implements Finding {}

        /** It is to be ended; {@code cause} is for people. */
        record Over(String cause) implements Finding {}
    }

    Finding look(long now, Signs signs) {
        if (now - looked > STOPPED) {
            pauses += now - looked;
        }
        looked = now;
        long time = now - pauses;
        if (step.moved(signs.step(), time)) {
            slowAfter = 0;
        }
        if (alive.moved(signs.alive(), time)) {
            silentAfter = SILENT;
        }
        any.moved(signs.any(), time);
        return over(time, signs)
                .or(() -> slow(time, signs))
                .or(() -> silent(time))
                .orElseGet(Finding.Fine::new);
    }

    private Optional<Finding> over(long time, Signs signs) {
        return patience.limit()
                .filter(most -> time - began >= most.toNanos())
                .map(most -> "timed out after " + seconds(most))
                .or(() -> patience.hang()
                        .filter(most -> any.age(time) >= Math.max(most(most, signs), unusual(signs)))
                        .map(most -> "timed out after " + seconds(Duration.ofNanos(any.age(time)))
                                + " in which nothing happened"))
                .map(Finding.Over::new);
    }

    private long most(HangLimit hang, Signs signs) {
        boolean known = signs.running().stream()
                .allMatch(test -> patience.usual().apply(Plan.testClass(test)).isPresent());
        Duration limit = known ? hang.known() : hang.unknown();
        return limit.toNanos() * (signs.running().isEmpty() ? TIMES_BETWEEN_TESTS : 1);
    }

    private static String seconds(Duration time) {
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private Optional<Finding> slow(long time, Signs signs) {
        long quiet = step.age(time);
        long threshold = Math.max(slowAfter, Math.max(SLOW, unusual(signs)));
        if (quiet < threshold || signs.running().isEmpty()) {
            return Optional.empty();
        }
        slowAfter = 2 * threshold;
        Node test = signs.running().get(signs.running().size() - 1);
        return Optional.of(
                new Finding.Slow(test, Duration.ofNanos(quiet), patience.usual().apply(Plan.testClass(test))));
    }

    private Optional<Finding> silent(long time) {
        long quiet = alive.age(time);
        if (quiet < silentAfter) {
            return Optional.empty();
        }
        silentAfter *= 2;
        return Optional.of(new Finding.Silent(Duration.ofNanos(quiet)));
    }

    /** Ten times what the running test classes usually take. */
    private long unusual(Signs signs) {
        return signs.running().stream()
                        .flatMap(test -> patience.usual().apply(Plan.testClass(test)).stream())
                        .mapToLong(Duration::toNanos)
                        .max()
                        .orElse(0)
                * TIMES_USUAL;
    }

    /** When something was last seen to move, by a clock that pauses do not advance. */
    private static final class Mark {
        private long seen;
        private long at;

        Mark(long at) {
            this.seen = at;
            this.at = at;
        }

        boolean moved(long to, long time) {
            boolean moved = to != seen;
            if (moved) {
                seen = to;
                at = time;
            }
            return moved;
        }

        long age(long time) {
            return time - at;
        }
    }
}
