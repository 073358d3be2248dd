package dev.testwatch.program;

import dev.testwatch.watch.Change;

/** What a session wants done. */
sealed interface Effect {

    record Prepare(Change change, Batch batch) implements Effect {}

    record Start(int run, Launch launch) implements Effect {}

    /**
     * Ends the run and all it has started; {@link Event.Ended} comes when that is so.
     *
     * @param again whether another one takes its place
     * @param gently at first with a signal; else at once
     */
    record End(int run, boolean again, boolean gently) implements Effect {}

    record Say(String line) implements Effect {}

    record Quit(int status) implements Effect {}
}
