package dev.testwatch.loop;

/** Which tests a build is to be followed by. */
sealed interface Wish {

    /**
     * What has no result for the present content.
     *
     * @param failedToo known failures as well: at the start, where what made them fail may be gone
     */
    record Stale(boolean failedToo) implements Wish {}

    /** Everything the filter lets through, whatever is known of it. */
    record All() implements Wish {}

    /** Exactly the tests that fail now. */
    record Failed() implements Wish {}

    /** What ran last. */
    record Again(Job job) implements Wish {}

    /** Compile, but run nothing. */
    record Nothing() implements Wish {}
}
