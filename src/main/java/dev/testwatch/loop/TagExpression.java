package dev.testwatch.loop;

import java.util.Optional;

/**
 * JUnit's tag expressions, {@code fast & !(db | net)}, read only to tell where one is wrong; what they mean is JUnit's
 * affair.
 */
final class TagExpression {

    private final String text;
    private int at;

    private TagExpression(String text) {
        this.text = text;
    }

    /** The first mistake; nothing at all is no mistake. */
    static Optional<Mistake> mistake(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        var reading = new TagExpression(text);
        Optional<String> why = reading.alternatives();
        if (why.isEmpty() && reading.next() != END) {
            why = Optional.of(reading.next() == ')' ? "no ( for this )" : "& or | is missing");
        }
        return why.map(reason -> new Mistake(text, reading.at, reason));
    }

    private static final char END = 0;

    private Optional<String> alternatives() {
        Optional<String> why = operand();
        while (why.isEmpty() && (next() == '&' || next() == '|')) {
            at++;
            why = operand();
        }
        return why;
    }

    private Optional<String> operand() {
        char c = next();
        if (c == '!') {
            at++;
            return operand();
        }
        if (c == '(') {
            at++;
            Optional<String> why = alternatives();
            if (why.isEmpty() && next() != ')') {
                return Optional.of("( is not closed");
            }
            at = why.isEmpty() ? at + 1 : at;
            return why;
        }
        return tag();
    }

    private Optional<String> tag() {
        next();
        int from = at;
        while (at < text.length() && isOfTag(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        if ((name.equals("any") || name.equals("none")) && text.startsWith("()", at)) {
            at += 2;
        }
        return at == from ? Optional.of("a tag is missing") : Optional.empty();
    }

    private static boolean isOfTag(char c) {
        return "!&|(),".indexOf(c) < 0 && !Character.isWhitespace(c) && !Character.isISOControl(c);
    }

    /** The next character that is no blank. */
    private char next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }
}
