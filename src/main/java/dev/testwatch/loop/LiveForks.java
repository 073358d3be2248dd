package dev.testwatch.loop;

import dev.testwatch.fork.Fork;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The forks that run now, for whoever wants to end them or to know where they are; from any thread. */
final class LiveForks {

    private final Set<Fork> forks = ConcurrentHashMap.newKeySet();

    /** Whoever asks from now on finds this one; whether its run was cancelled before is still to be looked at. */
    void began(Fork fork) {
        forks.add(fork);
    }

    void ended(Fork fork) {
        forks.remove(fork);
    }

    void cancel() {
        forks.forEach(Fork::cancel);
    }

    void dump() {
        forks.forEach(Fork::dump);
    }
}
