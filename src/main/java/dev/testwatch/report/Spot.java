package dev.testwatch.report;

import java.nio.file.Path;
import java.util.Optional;

/** The line of a source that a failure is about. */
public record Spot(Path file, int line) {

    /** In the test if the stack leads through it, else the first own frame; empty if no frame is the project's own. */
    public static Optional<Spot> of(FailingTest test, Sources sources) {
        return Failure.inTest(test, new Places(sources)).map(place -> new Spot(place.file(), place.line()));
    }
}
