package dev.testwatch.loop;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where in a text of the user's something is wrong.
 *
 * @param at from 0; the end of the text if something is missing
 */
record Mistake(String text, int at, String why) {

    private static final int LONGEST = 60;

    /** What is wrong with a regular expression. */
    static Optional<Mistake> inExpression(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            int at = e.getIndex() < 0 ? pattern.length() : Math.min(e.getIndex(), pattern.length());
            return Optional.of(new Mistake(pattern, at, e.getDescription()));
        }
    }

    /**
     * The message with a caret below the place.
     *
     * @param consequence what happens next
     */
    String lines(String consequence) {
        int from = Math.max(0, at - LONGEST);
        String shown = text.substring(from, Math.min(text.length(), from + 2 * LONGEST));
        return why + "; " + consequence + "\n    " + shown + "\n    " + " ".repeat(at - from) + "^";
    }
}
