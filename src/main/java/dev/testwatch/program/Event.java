package dev.testwatch.program;

import dev.testwatch.watch.Change;

/** What happens to a session; posted by whoever sees it. */
sealed interface Event {

    /** Files differ, any of those that are watched. */
    record Seen(Change change) implements Event {}

    /** Files differ that concern the program. */
    record Changed(Change change, Batch batch) implements Event {}

    record PreparedRun(Prepared prepared) implements Event {}

    record Ended(int run, Exit exit) implements Event {}

    /** It could not be started at all. */
    record NotStarted(int run, String why) implements Event {}

    /** Ctrl-C. */
    record Interrupted() implements Event {}

    /** The program is to end. */
    record Terminated(int status) implements Event {}

    /** A sentence for people. */
    record Said(String text) implements Event {}
}
