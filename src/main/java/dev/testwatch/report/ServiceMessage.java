package dev.testwatch.report;

import java.util.HexFormat;
import java.util.Optional;

/** One TeamCity service message, in one line of ASCII without control characters. */
final class ServiceMessage {

    private final StringBuilder text;

    private ServiceMessage(String name) {
        this.text = new StringBuilder("##teamcity[").append(name);
    }

    static ServiceMessage of(String name) {
        return new ServiceMessage(name);
    }

    /** Adds an attribute, whatever its value holds. */
    ServiceMessage with(String attribute, String value) {
        text.append(' ').append(attribute).append("='").append(escaped(value)).append('\'');
        return this;
    }

    /** Adds an attribute if it has a value. */
    ServiceMessage with(String attribute, Optional<String> value) {
        value.ifPresent(present -> with(attribute, present));
        return this;
    }

    /** The line, without its end. */
    String line() {
        return text + "]";
    }

    static String escaped(String value) {
        var escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i), escaped);
        }
        return escaped.toString();
    }

    private static void escape(char c, StringBuilder escaped) {
        switch (c) {
            case '\n' -> escaped.append("|n");
            case '\r' -> escaped.append("|r");
            case '|', '\'', '[', ']' -> escaped.append('|').append(c);
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    escaped.append(c);
                } else {
                    escaped.append("|0x").append(HexFormat.of().toHexDigits(c));
                }
            }
        }
    }
}
