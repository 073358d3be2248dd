package dev.testwatch.report;

/** Where a text is short, the key that shows the rest of it. */
final class Hints {

    static final String LISTS_THEM = "v lists them";
    static final String SHOWS_ALL = "v shows all";
    static final String SHOWS_STACKS = "s shows";

    private Hints() {}
}
