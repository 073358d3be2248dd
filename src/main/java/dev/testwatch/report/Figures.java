package dev.testwatch.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers and durations for people. */
final class Figures {

    private Figures() {}

    /** {@code 1,930}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 test}, {@code 1,930 tests}. */
    static String count(long number, String one, String several) {
        return count(number) + " " + (number == 1 ? one : several);
    }

    static String tests(long number) {
        return count(number, "test", "tests");
    }

    static String testClasses(long number) {
        return count(number, "test class", "test classes");
    }

    /** {@code 55 ms}, {@code 0.9s}, {@code 1m 12s}, {@code 2h 05m}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, Math.round(duration.toNanos() / 1e6));
        if (millis < 100) {
            return millis + " ms";
        }
        long tenths = Math.round(millis / 100.0);
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        long seconds = Math.round(millis / 1000.0);
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
    }
}
