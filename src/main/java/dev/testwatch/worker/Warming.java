package dev.testwatch.worker;

import dev.testwatch.worker.Message.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes JUnit, this package and the JVM's compiler ready for a run by running tests of our own, with JUnit's own
 * engines. Touches no class and reads no file of the project.
 */
final class Warming {

    private Warming() {}

    /** Goes on for at most this many rounds, and no longer than there is nothing better to do. */
    static void run(Outbox outbox, int rounds, BooleanSupplier wanted, Probing probing) throws IOException {
        if (wanted.getAsBoolean() || loggingIsTheProjects()) {
            return;
        }
        var order = new Run(selectors(), List.of(), List.of(), Optional.empty());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JUnit asks this loader for everything that a project may register or configure.
        thread.setContextClassLoader(JUnitOnly.of(Nodes.loader()));
        try {
            for (int round = 0; round < rounds && !wanted.getAsBoolean(); round++) {
                var inbox = new Frames.Reader(new ByteArrayInputStream(Frames.frame(order, 0)));
                inbox.read().ifPresent(read -> TestRun.apartFromTheProject((Run) read, outbox, probing.rehearsal()));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> selectors() {
        List<String> selectors = new ArrayList<>();
        addIfPresent(selectors, "org.junit.jupiter.engine.JupiterTestEngine", "dev.testwatch.worker.WarmUp");
        addIfPresent(selectors, "org.junit.vintage.engine.VintageTestEngine", "dev.testwatch.worker.WarmUpFour");
        return selectors;
    }

    /** Each engine can only be warmed up with tests of its own kind. */
    private static void addIfPresent(List<String> selectors, String engine, String testClass) {
        try {
            Class.forName(engine, false, Nodes.loader());
            selectors.add("class:" + testClass);
        } catch (ClassNotFoundException | LinkageError absent) {
            // Then the project has no such tests either.
        }
    }

    /** JUnit logs, and the JDK's logging would load these classes, which may be the project's. */
    private static boolean loggingIsTheProjects() {
        return System.getProperty("java.util.logging.config.class") != null
                || System.getProperty("java.util.logging.manager") != null;
    }
}
