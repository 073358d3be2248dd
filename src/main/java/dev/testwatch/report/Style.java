package dev.testwatch.report;

/** What colour says: never more than the words beside it do. */
enum Style {
    PLAIN(""),
    BAD("31"),
    GOOD("32"),
    DOUBTFUL("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String apply(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
