package dev.testwatch.affected;

import java.util.HashMap;
import java.util.Map;

/** Environments that were read from a store: outcomes are many, and came of few. */
final class Environments {

    private final Map<String, Environment> byText = new HashMap<>();

    /** What a text says that {@link Environment#text} made. */
    Environment of(String text) {
        return byText.computeIfAbsent(text, Environment::of);
    }
}
