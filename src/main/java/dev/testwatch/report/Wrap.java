package dev.testwatch.report;

/** Where a text that is too long for one line is broken. */
final class Wrap {

    private Wrap() {}

    /** The end of what goes on the first line: before the last space that fits, or in the middle of a long word. */
    static int end(String text, int width, int indent) {
        int most = Math.max(Cells.fit(text, width), indent + Character.charCount(text.codePointAt(indent)));
        if (most >= text.length() || text.charAt(most) == ' ') {
            return most;
        }
        int space = text.lastIndexOf(' ', most);
        // A break that leaves half a line empty is worse than one inside a word.
        return space > indent + (width - indent) / 2 ? space : most;
    }

    static int afterSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
