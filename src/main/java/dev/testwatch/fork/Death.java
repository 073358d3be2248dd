package dev.testwatch.fork;

import dev.testwatch.worker.Message.Exiting;
import java.util.Optional;

/** What a JVM died of, for people. */
final class Death {

    private static final int SIGNALS = 128;
    private static final int ABORT = 6;
    private static final int KILL = 9;

    private Death() {}

    /** @param exiting what the JVM said before it ended, if it did */
    static String cause(int exitCode, Optional<Exiting> exiting) {
        if (exiting.filter(said -> !said.frames().isEmpty()).isPresent()) {
            return "exit code " + exitCode + ", " + caller(exiting);
        }
        int signal = exitCode - SIGNALS;
        if (signal <= 0 || signal > 64) {
            return "exit code " + exitCode;
        }
        return "killed by signal " + signal + meaning(signal);
    }

    /** {@code System.exit called at shop.MoneyTest.rounds(MoneyTest.java:12)}. */
    static String caller(Optional<Exiting> exiting) {
        return exiting.flatMap(said -> said.frames().stream().findFirst())
                .map(frame -> "System.exit called at " + frame)
                .orElse("the JVM was told to end");
    }

    private static String meaning(int signal) {
        return switch (signal) {
            case KILL -> " (out of memory?)";
            case ABORT -> " (the JVM itself crashed)";
            default -> "";
        };
    }
}
