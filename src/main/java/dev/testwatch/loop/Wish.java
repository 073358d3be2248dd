package dev.testwatch.loop;

import dev.testwatch.project.TestChoice;
import dev.testwatch.report.FailingTest;
import java.util.OptionalInt;

/** Which tests a build is to be followed by. */
sealed interface Wish {

    /**
     * What has no result for the present content.
     *
     * @param failedToo known failures as well: at the start, where what made them fail may be gone
     */
    record Stale(boolean failedToo) implements Wish {}

    /** What has no result because of files that tests may have written themselves; often that is nothing. */
    record Left() implements Wish {}

    /** What has no result because files changed that it uses while it ran; not wished again after that. */
    record Unsettled() implements Wish {}

    /** Everything the filter lets through, whatever is known of it. */
    record All() implements Wish {}

    /** Exactly the tests that fail now. */
    record Failed() implements Wish {}

    /** What ran last. */
    record Again(Job job) implements Wish {}

    /** What the differences from a commit of git's affect. */
    record Since(String ref) implements Wish {}

    /**
     * This failure alone.
     *
     * @param port where its JVM waits for a debugger, 0 for any free port; empty: it does not
     */
    record Only(FailingTest test, OptionalInt port) implements Wish {}

    /** What is stale, and these tests whatever is known of them. */
    record Triggered(TestChoice choice) implements Wish {}

    /** These, whatever is known of them and whatever the filter. */
    record Chosen(TestChoice choice) implements Wish {}

    /** Compile, but run nothing. */
    record Nothing() implements Wish {}
}
