package dev.testwatch.report;

/** How many columns of a terminal a text takes. */
final class Cells {

    /** First and last of the ranges whose characters are two columns wide. */
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, {0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x2705, 0x2705}, {0x274c, 0x274c}, {0x2728, 0x2728},
        {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf}, {0xac00, 0xd7a3},
        {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
        {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
    };

    /** More marks than this on one column are noise made on purpose. */
    private static final int CHARACTERS_PER_COLUMN = 8;

    private Cells() {}

    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    /** How many characters from the start fit into so many columns; never half of one. */
    static int fit(String text, int columns) {
        return fit(text, 0, columns);
    }

    /** The same from {@code from} on. */
    static int fit(String text, int from, int columns) {
        int used = 0;
        int at = from;
        while (at < text.length() && at - from < columns * CHARACTERS_PER_COLUMN) {
            int c = text.codePointAt(at);
            if (used + width(c) > columns) {
                break;
            }
            used += width(c);
            at += Character.charCount(c);
        }
        return at - from;
    }

    /** Where the longest end of a text begins that fits into so many columns; never half of a character. */
    static int fitEnd(String text, int columns) {
        int used = 0;
        int at = text.length();
        while (at > 0) {
            int c = text.codePointBefore(at);
            if (used + width(c) > columns) {
                return at;
            }
            used += width(c);
            at -= Character.charCount(c);
        }
        return at;
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
