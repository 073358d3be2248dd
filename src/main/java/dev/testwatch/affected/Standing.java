package dev.testwatch.affected;

/** What is known of a test class for the content that it depends on now. */
public enum Standing {
    /** It ran with this very content, and nothing failed. */
    FRESH,
    /** It ran with this very content, and something failed. */
    FAILING,
    /** It has not run to its end with this content, as far as is known. */
    STALE
}
