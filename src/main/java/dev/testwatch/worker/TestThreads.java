package dev.testwatch.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which thread runs what, as far as JUnit tells; for any thread. */
final class TestThreads {

    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    /** This thread begins to run this test or container. */
    void began(String id) {
        running.put(id, Thread.currentThread());
    }

    void ended(String id) {
        running.remove(id);
    }

    /** The innermost test or container of each thread. */
    Map<Thread, String> now() {
        Map<Thread, String> innermost = new HashMap<>();
        running.forEach((id, thread) ->
                innermost.merge(thread, id, (one, other) -> one.length() >= other.length() ? one : other));
        return innermost;
    }
}
