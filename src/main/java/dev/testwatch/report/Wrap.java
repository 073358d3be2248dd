package dev.testwatch.report;

/** Where a text that is too long for one line is broken. */
final class Wrap {

    private static final String GAP = "   ";

    private Wrap() {}

    /**
     * The end of what goes on a line: before the last space that fits, or in the middle of a long word.
     *
     * @param from where the line starts
     * @param first its first character that is not indentation
     * @param room how many columns it has
     */
    static int end(String text, int from, int first, int room) {
        if (first >= text.length()) {
            return text.length();
        }
        // At least one character, so that every line is a step forward.
        int least = first + Character.charCount(text.codePointAt(first));
        int most = Math.max(from + Cells.fit(text, from, room), least);
        if (most >= text.length()) {
            return text.length();
        }
        int half = from + room / 2;
        // Several spaces stand between things that belong less together than words do.
        int gap = lastGap(text, half, most);
        if (gap > first) {
            return gap;
        }
        if (text.charAt(most) == ' ') {
            return most;
        }
        // A break that leaves half a line empty is worse than one inside a word.
        int space = text.lastIndexOf(' ', most);
        return space > half && space > first ? space : most;
    }

    static int afterSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Where the last gap after {@code low} begins; 0 if there is none. */
    private static int lastGap(String text, int low, int high) {
        for (int at = high; at > low; at--) {
            if (text.startsWith(GAP, at) && text.charAt(at - 1) != ' ') {
                return at;
            }
        }
        return 0;
    }
}
