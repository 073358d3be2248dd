package dev.testwatch.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Who watches over this JVM, as its environment says. */
enum Standing {
    /** Nobody. */
    ALONE,
    /** A parent that starts it anew: testwatch, or the JVM that called {@code Testwatch.start()}. */
    WATCHED,
    /** Tests run in it: there is nothing to start anew. */
    TESTS;

    static final String WATCHED_VARIABLE = "TESTWATCH";
    static final String RUN_VARIABLE = "TESTWATCH_RUN";
    static final String CONTROL_VARIABLE = "TESTWATCH_CONTROL";

    static Standing of(Map<String, String> environment) {
        if (!environment.getOrDefault(WATCHED_VARIABLE, "").equals("1")) {
            return ALONE;
        }
        return environment.containsKey(RUN_VARIABLE) ? WATCHED : TESTS;
    }

    /** The directory in which parent and child leave word for each other. */
    static Optional<Path> control(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(CONTROL_VARIABLE)).map(Path::of);
    }
}
