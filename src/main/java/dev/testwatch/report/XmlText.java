package dev.testwatch.report;

/** Any text as XML 1.0 can hold it: what that forbids, and other control characters, become visible as Java escapes. */
final class XmlText {

    private XmlText() {}

    /** For the value of an attribute in double quotes; line ends and tabs survive. */
    static String attribute(String text) {
        return escaped(text, true);
    }

    /** For the text between tags. */
    static String content(String text) {
        return escaped(text, false);
    }

    private static String escaped(String text, boolean attribute) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(c, attribute, escaped));
        return escaped.toString();
    }

    private static void append(int c, boolean attribute, StringBuilder escaped) {
        switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append(attribute ? "&quot;" : "\"");
            case '\r' -> escaped.append("&#13;");
            case '\n' -> escaped.append(attribute ? "&#10;" : "\n");
            case '\t' -> escaped.append(attribute ? "&#9;" : "\t");
            default -> {
                if (forbidden(c)) {
                    escaped.append(Neutral.escape(c));
                } else {
                    escaped.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean forbidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.SURROGATE || c == 0xfffe || c == 0xffff;
    }
}
