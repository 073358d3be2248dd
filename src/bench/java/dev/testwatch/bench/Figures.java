package dev.testwatch.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What many measurements come to. */
final class Figures {

    private Figures() {}

    static OptionalDouble median(List<Double> values) {
        return quantile(values, 0.5);
    }

    /** Between the two nearest values, in proportion. */
    static OptionalDouble quantile(List<Double> values, double part) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        double at = part * (sorted.size() - 1);
        int below = (int) Math.floor(at);
        int above = (int) Math.ceil(at);
        return OptionalDouble.of(sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below)));
    }

    /** Whole milliseconds; a dash if there are none. */
    static String millis(OptionalDouble millis) {
        return millis.isEmpty() ? "-" : String.format(Locale.ROOT, "%,.0f", millis.getAsDouble());
    }

    /** How many times as long. */
    static String ratio(OptionalDouble peer, OptionalDouble own) {
        return peer.isEmpty() || own.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.1f", peer.getAsDouble() / own.getAsDouble());
    }
}
