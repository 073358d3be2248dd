package dev.testwatch.worker;

import java.lang.instrument.Instrumentation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the JVM calls before the fork's program: keeps the way to change classes until somebody wants it. */
public final class Agent {

    /** The JVM gives it to a static method only. */
    private static final AtomicReference<Optional<Given>> GIVEN = new AtomicReference<>(Optional.empty());

    private Agent() {}

    /** For the JVM alone. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        GIVEN.set(Optional.of(new Given(instrumentation, Optional.ofNullable(arguments))));
    }

    /**
     * What the JVM has given.
     *
     * @param hooks the file with the classes of {@link FileHooks}
     */
    record Given(Instrumentation instrumentation, Optional<String> hooks) {}

    /** Empty if this JVM was started without the agent. */
    static Optional<Given> given() {
        return Objects.requireNonNull(GIVEN.get());
    }
}
