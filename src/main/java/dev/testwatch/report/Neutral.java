package dev.testwatch.report;

import java.util.HexFormat;

/**
 * Makes text of unknown origin harmless: no control characters, escape sequences, changes of direction, invisible
 * format characters or broken surrogates.
 */
final class Neutral {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Neutral() {}

    /** Everything harmful made visible as a Java escape: a text in one line from which nothing is lost. */
    static String escaped(String text) {
        if (text.codePoints().noneMatch(Neutral::harmful)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (harmful(c)) {
                safe.append(escape(c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Escape sequences and everything else harmful left out, line ends and tabs kept: for captured output. */
    static String stripped(String text) {
        var safe = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = EscapeSequence.end(text, at);
            if (end > at) {
                at = end;
                continue;
            }
            int c = text.codePointAt(at);
            if (c == '\n' || c == '\r' || c == '\t' || !harmful(c)) {
                safe.appendCodePoint(c);
            } else if (Character.getType(c) == Character.SURROGATE) {
                safe.append('\ufffd');
            }
            at += Character.charCount(c);
        }
        return safe.toString();
    }

    /** Everything beyond ASCII as a Java escape. */
    static String ascii(String text) {
        if (text.chars().allMatch(c -> c < 0x7f)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> safe.append(c < 0x7f ? Character.toString(c) : escape(c)));
        return safe.toString();
    }

    /** Tabs as spaces up to the next multiple of {@code size}. */
    static String tabsExpanded(String text, int size) {
        if (text.indexOf('\t') < 0) {
            return text;
        }
        var expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                expanded.append(" ".repeat(size - expanded.length() % size));
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    /** The first {@code most} characters, never half of one. */
    static String head(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                var units = new StringBuilder();
                for (char unit : Character.toChars(c)) {
                    units.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
                yield units.toString();
            }
        };
    }

    private static boolean harmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }
}
