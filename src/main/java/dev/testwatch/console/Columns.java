package dev.testwatch.console;

import java.util.Locale;
import org.jline.utils.WCWidth;

/** Texts measured in the columns of a terminal: wide characters take two, combining ones none, SGR and links none. */
final class Columns {

    private Columns() {}

    /** How many columns a text takes. */
    static int width(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); at = next(text, at)) {
            width += widthAt(text, at);
        }
        return width;
    }

    /** The longest beginning that fits, with what comes after it of control sequences, so that none stays open. */
    static String cut(String text, int columns) {
        StringBuilder kept = new StringBuilder();
        int left = columns;
        for (int at = 0; at < text.length(); at = next(text, at)) {
            boolean sequence = SafeText.sequenceEnd(text, at) > at;
            left -= widthAt(text, at);
            if (sequence || left >= 0) {
                kept.append(text, at, next(text, at));
            }
            left = left < 0 ? -1 : left; // Once something did not fit, nothing behind it does.
        }
        return kept.toString();
    }

    /** The longest end that fits; for text without control sequences. */
    static String tail(String text, int columns) {
        int from = 0;
        while (width(text.substring(from)) > columns) {
            from = next(text, from);
        }
        return text.substring(from);
    }

    /** Fills up with spaces on the right. */
    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** {@code 1 test}, {@code 1,930 tests}. */
    static String counted(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    private static int next(String text, int at) {
        int end = SafeText.sequenceEnd(text, at);
        return end > at ? end : at + Character.charCount(text.codePointAt(at));
    }

    private static int widthAt(String text, int at) {
        return SafeText.sequenceEnd(text, at) > at ? 0 : Math.max(0, WCWidth.wcwidth(text.codePointAt(at)));
    }
}
