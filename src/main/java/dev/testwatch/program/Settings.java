package dev.testwatch.program;

/**
 * What was decided for a session.
 *
 * @param postpone the first run waits for a change
 * @param exitWithChild end as soon as the program ends by itself, with its exit status
 * @param untilSuccess end with 0 as soon as the program has ended with 0
 */
public record Settings(OnBusy onBusy, boolean postpone, boolean exitWithChild, boolean untilSuccess) {

    /** What a change means to a run that is under way. */
    public enum OnBusy {
        /** It is stale: end it, and start anew. */
        RESTART,
        /** Let it come to its end, then start anew. */
        QUEUE,
        /** Nothing; what changes meanwhile is passed over, and that is said. */
        IGNORE
    }
}
