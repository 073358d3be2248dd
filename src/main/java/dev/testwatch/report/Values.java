package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.Optional;

/** What an assertion expected and what it found, as text. */
record Values(String expected, String actual) {

    private static final String EXPECTED = "expected:<";
    private static final String ACTUAL = "> but was:<";

    /** From the exception's own values, or from a message in the form that JUnit 4 gives it. */
    static Optional<Values> of(Thrown thrown) {
        if (thrown.expected().isPresent() && thrown.actual().isPresent()) {
            return Optional.of(
                    new Values(thrown.expected().get(), thrown.actual().get()));
        }
        String message = thrown.message().orElse("");
        int expected = message.indexOf(EXPECTED);
        int actual = message.indexOf(ACTUAL, Math.max(expected, 0));
        if (!Chain.isAssertion(thrown) || expected < 0 || actual < 0 || !message.endsWith(">")) {
            return Optional.empty();
        }
        return Optional.of(new Values(
                message.substring(expected + EXPECTED.length(), actual),
                message.substring(actual + ACTUAL.length(), message.length() - 1)));
    }

    boolean same() {
        return expected.equals(actual);
    }

    boolean oneLine() {
        return expected.indexOf('\n') < 0 && actual.indexOf('\n') < 0;
    }

    /** Whether they would be equal without their spaces, tabs and line ends. */
    boolean differOnlyInWhitespace() {
        return !same() && withoutWhitespace(expected).equals(withoutWhitespace(actual));
    }

    private static String withoutWhitespace(String text) {
        var rest = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isWhitespace(c)).forEach(rest::appendCodePoint);
        return rest.toString();
    }

    static boolean isWhitespace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
