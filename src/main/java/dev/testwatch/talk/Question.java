package dev.testwatch.talk;

/** What somebody outside wants of a running watch. */
public sealed interface Question {

    /**
     * The verdict.
     *
     * @param judged only that on what is on the disk now
     * @param json as the JSON reporter writes it
     */
    record Status(boolean judged, boolean json) implements Question {}

    /** What a line on standard input means. */
    record Send(String line) implements Question {}

    /** A run of exactly these tests, in the syntax of Surefire's {@code -Dtest}. */
    record Run(String tests) implements Question {}
}
