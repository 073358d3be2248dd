package dev.testwatch.oracle;

import java.util.List;
import java.util.Locale;

/** Parts of a whole, each between 0 and 1. */
record Shares(List<Double> shares) {

    Shares {
        shares = shares.stream().sorted().toList();
    }

    double mean() {
        return shares.stream().mapToDouble(share -> share).average().orElse(0);
    }

    double percentile(int percent) {
        return shares.isEmpty() ? 0 : shares.get((shares.size() - 1) * percent / 100);
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mean %5.1f %%, median %5.1f %%, p90 %5.1f %%",
                100 * mean(),
                100 * percentile(50),
                100 * percentile(90));
    }
}
