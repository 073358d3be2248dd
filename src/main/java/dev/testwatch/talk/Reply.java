package dev.testwatch.talk;

import java.util.List;

/**
 * The one answer to a {@link Question}.
 *
 * @param exitCode what the asking program is to end with
 * @param out lines for its stdout
 * @param err lines for its stderr
 */
public record Reply(int exitCode, List<String> out, List<String> err) {

    /** The exit code of who could not be understood. */
    public static final int REFUSED = 3;

    public Reply {
        out = List.copyOf(out);
        err = List.copyOf(err);
    }

    /** Says why there is no other answer. */
    public static Reply refused(String why) {
        return new Reply(REFUSED, List.of(), List.of("testwatch: " + why));
    }
}
