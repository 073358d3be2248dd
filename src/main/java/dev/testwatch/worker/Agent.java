package dev.testwatch.worker;

import java.lang.instrument.Instrumentation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the JVM calls before the fork's program: keeps the way to change classes until somebody wants it. */
public final class Agent {

    /** The JVM gives it to a static method only. */
    private static final AtomicReference<Optional<Instrumentation>> GIVEN = new AtomicReference<>(Optional.empty());

    private Agent() {}

    /** For the JVM alone. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        GIVEN.set(Optional.of(instrumentation));
    }

    /** Empty if this JVM was started without the agent. */
    static Optional<Instrumentation> instrumentation() {
        return Objects.requireNonNull(GIVEN.get());
    }
}
