package dev.testwatch.report;

/** Terminal control sequences (ECMA-48): CSI, OSC and other strings, and plain escapes; in their 7-bit and 8-bit forms. */
final class EscapeSequence {

    private static final char ESC = 0x1b;
    private static final char BEL = 0x07;
    private static final char STRING_TERMINATOR = 0x9c;

    private EscapeSequence() {}

    /** Where the sequence that starts at {@code at} ends; {@code at} itself if none does. */
    static int end(String text, int at) {
        char c = text.charAt(at);
        if (c == ESC) {
            return at + 1 == text.length() ? at + 1 : afterEscape(text, at + 1);
        }
        return c >= 0x80 && c < 0xa0 ? introduced((char) (c - 0x40), text, at + 1) : at;
    }

    private static int afterEscape(String text, int at) {
        char c = text.charAt(at);
        if (c >= 0x40 && c < 0x60) {
            return introduced(c, text, at + 1);
        }
        int end = skip(text, at, 0x20, 0x2f);
        return end < text.length() && in(text.charAt(end), 0x30, 0x7e) ? end + 1 : end;
    }

    private static int introduced(char introducer, String text, int at) {
        return switch (introducer) {
            case '[' -> controlSequence(text, at);
            case ']', 'P', 'X', '^', '_' -> string(text, at);
            default -> at;
        };
    }

    private static int controlSequence(String text, int at) {
        int end = skip(text, skip(text, at, 0x30, 0x3f), 0x20, 0x2f);
        return end < text.length() && in(text.charAt(end), 0x40, 0x7e) ? end + 1 : end;
    }

    /** A string goes up to its terminator; one that has none in its line has only its introducer taken away. */
    private static int string(String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == BEL || c == STRING_TERMINATOR) {
                return i + 1;
            }
            if (c == ESC && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                return i + 2;
            }
            if (c == '\n') {
                break;
            }
        }
        return at;
    }

    private static int skip(String text, int from, int low, int high) {
        int at = from;
        while (at < text.length() && in(text.charAt(at), low, high)) {
            at++;
        }
        return at;
    }

    private static boolean in(char c, int low, int high) {
        return c >= low && c <= high;
    }
}
