package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an exception says, shortened where a difference of values is shown beside it.
 *
 * @param first one line
 * @param rest what its message says beyond that
 */
record Headline(String first, List<String> rest) {

    /** Longer values are shown only as a difference. */
    private static final int LONGEST_VALUE = 80;

    private static final int LONGEST_MESSAGE = 20_000;

    Headline {
        rest = List.copyOf(rest);
    }

    static Headline of(Thrown thrown) {
        Optional<Values> values = Values.of(thrown);
        String message = Neutral.head(thrown.message().orElse(""), LONGEST_MESSAGE);
        if (values.isPresent() && (message.isBlank() || message.contains("xpected"))) {
            return new Headline(comparison(message, values.get()), List.of());
        }
        boolean bare = Chain.isAssertion(thrown) && !message.isBlank();
        return lines(bare ? message : message.isBlank() ? thrown.type() : thrown.type() + ": " + message);
    }

    /** With the type in front, as a stack trace has it. */
    static Headline withType(Thrown thrown) {
        String message = Neutral.head(thrown.message().orElse(""), LONGEST_MESSAGE);
        return lines(message.isBlank() ? thrown.type() : thrown.type() + ": " + message);
    }

    private static Headline lines(String message) {
        List<String> lines = message.strip().lines().toList();
        if (lines.isEmpty()) {
            return new Headline("", List.of());
        }
        var rest = new ArrayList<>(lines.subList(1, lines.size()));
        rest.removeIf(String::isBlank);
        return new Headline(lines.get(0), rest);
    }

    private static String comparison(String message, Values values) {
        int at = message.indexOf("expected:");
        String prefix = at < 0 ? "" : reason(message.substring(0, at));
        return prefix + said(message.substring(Math.max(at, 0)), values);
    }

    /** What the user wrote beside the values: {@code net price: }. */
    private static String reason(String before) {
        String text = before.strip();
        if (text.endsWith("==>")) {
            text = text.substring(0, text.length() - 3).strip();
        }
        if (text.isEmpty()) {
            return "";
        }
        String line = String.join(" ", text.lines().map(String::strip).toList());
        return line.endsWith(":") ? line + " " : line + ": ";
    }

    private static String said(String message, Values values) {
        if (values.same()) {
            String line = message.replace("expected: ", "expected ").replace(" but was: ", " but was ");
            return String.join(" ", line.lines().map(String::strip).toList());
        }
        boolean whitespace = values.differOnlyInWhitespace();
        if (!values.oneLine() || longest(values) > LONGEST_VALUE) {
            return whitespace ? "expected and actual differ only in whitespace" : "expected and actual differ";
        }
        String said = "expected <" + values.expected() + "> but was <" + values.actual() + ">";
        return whitespace ? said + " (only whitespace differs)" : said;
    }

    private static int longest(Values values) {
        return Math.max(values.expected().length(), values.actual().length());
    }
}
