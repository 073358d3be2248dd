package dev.testwatch.console;

/** What a key does. */
sealed interface Does {

    record Give(Command command) implements Does {}

    record Open(Prompt.Kind kind) implements Does {}

    /** Draw the screen's bottom anew. */
    record Redraw() implements Does {}

    /** Give the terminal back to the shell until the user comes back with {@code fg}. */
    record Suspend() implements Does {}

    record Nothing() implements Does {}
}
