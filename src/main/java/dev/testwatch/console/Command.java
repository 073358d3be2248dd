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

    /** Only tests that a tag expression of JUnit's takes in. */
    record FilterTags(String expression) implements Command {}

    record FilterModule(String pattern) implements Command {}

    /** Only this module, class or method, as the search over all of them names it. */
    record Find(String what) implements Command {}

    /** Run what the differences from a commit affect. */
    record RunSince(String ref) implements Command {}

    /** Run on saves only what fails, until nothing does; or do so no more. */
    record FailingOnly() implements Command {}

    /** Show what tests write as they write it, or do so no more. */
    record LiveOutput() implements Command {}

    /** Go through the failures one by one, or do so no more. */
    record StepFailures() implements Command {}

    record NextFailure() implements Command {}

    record PreviousFailure() implements Command {}

    /** Tell why the tests of the last run ran. */
    record Why() implements Command {}

    /** Tell what has changed since the shown failure passed. */
    record SinceGreen() implements Command {}

    /** Open the failing line in an editor. */
    record Edit() implements Command {}

    /** Run the shown failure again in a JVM that waits for a debugger; while tests run: tell where they are. */
    record Debug() implements Command {}

    /** Run the same again and again until a test fails, at most so many times. */
    record Repeat(String count) implements Command {}

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

    /** Print the slowest tests, and those that got slower. */
    record ShowSlow() implements Command {}

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
