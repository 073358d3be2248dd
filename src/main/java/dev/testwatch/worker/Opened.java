package dev.testwatch.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class files of the project that were opened and of which no class has been made since: whoever opened one reads
 * what is in it. Names are those of the JVM: {@code shop/Cart}.
 *
 * <p>What is called for each class, from inside the JDK, makes no lambdas.
 */
final class Opened {

    /** How often each was opened more than loaded; who loads opens first. */
    private final Map<String, Integer> times = new ConcurrentHashMap<>();

    void opened(String name) {
        boolean done = false;
        while (!done) {
            Integer before = times.get(name);
            done = before == null ? times.putIfAbsent(name, 1) == null : times.replace(name, before, before + 1);
        }
    }

    /** A class was made of what was read, by whatever loader. */
    void loaded(String name) {
        boolean done = false;
        while (!done) {
            Integer before = times.get(name);
            done = before == null
                    || (before == 1 ? times.remove(name, before) : times.replace(name, before, before - 1));
        }
    }

    /** Those that were opened since the last call and not loaded. One that is being loaded just now may be among them. */
    List<String> take() {
        if (times.isEmpty()) {
            return List.of();
        }
        List<String> taken = new ArrayList<>(times.keySet());
        taken.forEach(times::remove);
        return taken;
    }
}
