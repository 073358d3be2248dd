package dev.testwatch.report;

import java.time.Duration;
import java.util.List;

/** Durations as one bar each, the longest as high as a line. */
final class Sparkline {

    /** From the lowest to the highest; where they cannot be shown, {@link Glyphs} makes digits of them. */
    static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    static String of(List<Duration> durations) {
        long longest = durations.stream().mapToLong(Duration::toNanos).max().orElse(0);
        var line = new StringBuilder();
        for (Duration duration : durations) {
            double share = longest == 0 ? 0 : (double) duration.toNanos() / longest;
            line.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
