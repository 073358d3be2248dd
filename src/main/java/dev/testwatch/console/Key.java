package dev.testwatch.console;

import java.util.Optional;

/** What came from the keyboard: one key, or a text pasted at once. */
sealed interface Key {

    /**
     * A key by its name: the character itself, {@code Space}, {@code Enter}, {@code Esc}, {@code Ctrl-C}, {@code Up},
     * {@code F5}.
     */
    record Press(String name) implements Key {

        /** The text that this key types; none for a key that only does something. */
        Optional<String> text() {
            if (name.equals("Space")) {
                return Optional.of(" ");
            }
            return name.codePointCount(0, name.length()) == 1 ? Optional.of(name) : Optional.empty();
        }
    }

    /** A text that the terminal has marked as pasted. */
    record Paste(String text) implements Key {}
}
