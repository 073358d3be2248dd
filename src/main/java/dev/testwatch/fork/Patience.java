package dev.testwatch.fork;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a run may take.
 *
 * @param limit for all of it; empty: as long as it likes
 * @param hang how long it may go without any event before it counts as hanging, five times that while no test
 *     runs; empty: never
 * @param usual how long a test class usually takes, by its name; a class counts as slow or hanging only when it has
 *     taken ten times that
 */
public record Patience(Optional<Duration> limit, Optional<HangLimit> hang, Function<String, Optional<Duration>> usual) {

    private static final String DEBUGGER = "-agentlib:jdwp";

    /** For as long as it takes. */
    public static final Patience ENDLESS = new Patience(Optional.empty(), Optional.empty(), name -> Optional.empty());

    /** Only with a limit. */
    public static Patience of(Duration limit) {
        return new Patience(Optional.of(limit), Optional.empty(), name -> Optional.empty());
    }

    /** The same for a JVM with these arguments: who debugs it stops it for as long as he likes. */
    public Patience forJvm(ForkCommand command) {
        boolean debugged = command.jvmArguments().stream()
                .anyMatch(argument -> argument.startsWith(DEBUGGER) || argument.startsWith("-Xrunjdwp"));
        return debugged ? new Patience(limit, Optional.empty(), usual) : this;
    }
}
