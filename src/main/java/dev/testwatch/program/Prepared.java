package dev.testwatch.program;

import java.util.List;

/** What came of preparing a run. */
sealed interface Prepared {

    /** It can be started. */
    record Ready(Launch launch) implements Prepared {}

    /** The change makes no difference to the program. */
    record NothingNew(String why) implements Prepared {}

    /**
     * It cannot be started before something changes.
     *
     * @param lines why, for people
     * @param stale whether what a running program was started from is not there any more
     */
    record Broken(List<String> lines, boolean stale) implements Prepared {
        public Broken {
            lines = List.copyOf(lines);
        }
    }
}
