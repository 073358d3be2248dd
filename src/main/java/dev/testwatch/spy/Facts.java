package dev.testwatch.spy;

import java.util.Collection;

/**
 * The model as text: one fact per line, a key and its values between tabs; backslash, tab and line breaks are escaped.
 * A complete text ends with the line {@code end}.
 */
final class Facts {

    private final StringBuilder text = new StringBuilder();

    void add(String key, String... values) {
        text.append(key);
        for (String value : values) {
            text.append('\t').append(escape(value));
        }
        text.append('\n');
    }

    void addAll(String key, Collection<String> values) {
        for (String value : values) {
            add(key, value);
        }
    }

    String complete() {
        return text + "end\n";
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
