package dev.testwatch.console;

import java.util.Optional;

/** What a user can ask for, by key or by line. */
public sealed interface Command {

    /** Run the current selection again. */
    record Rerun() implements Command {}

    /** Clear the filters and run all. */
    record RunAll() implements Command {}

    /** Run exactly the tests that fail now. */
    record RunFailed() implements Command {}

    /** Run only what matches from now on; an empty pattern takes the filter away. */
    record FilterClasses(String pattern) implements Command {}

    record FilterNames(String pattern) implements Command {}

    /** Take all filters away; during a run: cancel it. */
    record Clear() implements Command {}

    /** Stop running on saves, or go on; during a run cancel it and pause. */
    record Pause() implements Command {}

    /** Run on saves again; nothing else if that is so already. */
    record Resume() implements Command {}

    /** Print all current failures in full. */
    record ShowFailures() implements Command {}

    /** The same with whole stacks. */
    record ShowStacks() implements Command {}

    /** Print where the threads of the running tests are. */
    record Dump() implements Command {}

    record ShowStatus() implements Command {}

    record Help() implements Command {}

    /** Leave what is open, else cancel the run. */
    record Escape() implements Command {}

    /** Ctrl-C: cancel the run; idle: quit; twice within two seconds: quit now. */
    record Interrupt() implements Command {}

    record Quit() implements Command {}

    /** Forget all results, read the build again, compile and run everything. */
    record StartOver() implements Command {}

    /** Not a command; {@code nearest} is one, if any is near. */
    record Unknown(String text, Optional<String> nearest) implements Command {}
}
