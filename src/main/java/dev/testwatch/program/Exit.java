package dev.testwatch.program;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How a program ended.
 *
 * @param status as a shell would give it: 128 and the number of the signal where one ended it
 */
record Exit(int status, Duration took) {

    /** The exit status by which a program asks to be started again at once. */
    static final int RERUN = 3;

    private static final int SIGNALS = 128;
    private static final int MOST_SIGNALS = 64;
    private static final Map<Integer, String> NAMES =
            Map.of(1, "HUP", 2, "INT", 3, "QUIT", 6, "ABRT", 9, "KILL", 11, "SEGV", 13, "PIPE", 15, "TERM");

    boolean success() {
        return status == 0;
    }

    boolean asksForRerun() {
        return status == RERUN;
    }

    /** {@code ended normally after 1.2 s}. */
    String described() {
        return how() + " after " + String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }

    private String how() {
        int signal = status - SIGNALS;
        if (status == 0) {
            return "ended normally";
        }
        if (signal <= 0 || signal > MOST_SIGNALS) {
            return "ended with exit status " + status;
        }
        String name = NAMES.getOrDefault(signal, "");
        return "was ended by signal " + signal + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
