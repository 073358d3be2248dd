package dev.testwatch.fork;

import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.Optional;

/**
 * How one test ended, or how a container failed (tests below a failed container have no result of their own).
 *
 * @param id JUnit's unique id
 * @param testClass the top-level test class it belongs to
 * @param className the class that holds it, nested classes with {@code $}
 * @param methodName the method; empty for a class
 * @param container whether it is a container that failed, not a test
 * @param detail why it failed or was aborted; empty otherwise
 * @param reason why it was skipped; empty otherwise
 * @param output what it wrote, of a lot only both ends; empty if nothing
 */
public record TestResult(
        String id,
        String testClass,
        String className,
        Optional<String> methodName,
        String displayName,
        boolean container,
        Status status,
        Duration duration,
        Optional<Thrown> detail,
        String reason,
        String output) {

    public enum Status {
        SUCCESSFUL,
        FAILED,
        ABORTED,
        SKIPPED
    }

    public boolean failed() {
        return status == Status.FAILED;
    }
}
