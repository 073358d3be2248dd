package dev.testwatch.report;

import java.util.Optional;

/** What the one line at the bottom of the screen says while nothing scrolls. */
public sealed interface Status {

    /** Something is under way that has no test count yet: {@code compiling}, {@code reading the build}. */
    record Busy(String what) implements Status {}

    record Running(Notice.Progress progress) implements Status {}

    /** Nothing to do: the verdict of the whole project stands there. */
    record Watching(Verdict verdict, boolean paused, Optional<String> filter, Optional<String> mode)
            implements Status {}
}
