package dev.testwatch.program;

import java.util.List;

/**
 * What was said of how a program is to be run.
 *
 * @param watched paths, names and globs; empty: what the program depends on
 * @param excluded the same, of what does not count
 */
public record Terms(
        List<String> watched,
        List<String> excluded,
        Settings settings,
        Ladder ladder,
        Attention attention,
        Hooks hooks,
        List<Keep.Wanted> kept) {

    public Terms {
        watched = List.copyOf(watched);
        excluded = List.copyOf(excluded);
        kept = List.copyOf(kept);
    }
}
