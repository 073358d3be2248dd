package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.fork.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that happened and may be worth telling; reporters turn it into text. */
public sealed interface Notice {

    /**
     * Watching has begun and the stored state is known.
     *
     * @param project the project's name
     * @param about for people: {@code Maven 3.9.9, 3 modules, JDK 21, JUnit 6.1.3}
     * @param classes all classes of the project
     * @param testClasses how many of them are test classes
     * @param tests how many tests are known from earlier runs
     * @param staleClasses how many test classes are to be run
     * @param took since the start of the program
     */
    record Ready(String project, String about, int classes, int testClasses, int tests, int staleClasses, Duration took)
            implements Notice {}

    record Changed(int cycle, Set<Path> modified, Set<Path> deleted) implements Notice {}

    /** Sources do not compile (or do, with warnings: then nothing is blocked). */
    record Problems(int cycle, List<Problem> problems, List<String> blockedTests, int blockedCount) implements Notice {}

    /** A change that affects no test; {@code why} is for people: {@code only comments and formatting changed}. */
    record NothingAffected(int cycle, String why, int known, Duration took) implements Notice {}

    /**
     * The fork has found the tests.
     *
     * @param because for people: {@code Money.java changed}
     * @param planned how many tests are expected to run, those included that come into being only then
     * @param tests the tests, and the methods that bring forth tests
     * @param known how many tests the whole project has
     * @param more whether other forks run further tests of which nobody knows how many
     */
    record RunStarted(int cycle, String because, int planned, List<Planned> tests, int known, boolean more)
            implements Notice {}

    record Planned(
            String module,
            String id,
            String testClass,
            String className,
            Optional<String> methodName,
            String displayName,
            Reason reason) {}

    /**
     * For the status line only.
     *
     * @param running the test running longest, with its class
     * @param usual how long it usually takes
     */
    record Progress(
            int done, int planned, int failed, Duration elapsed, Optional<String> running, Optional<Duration> usual)
            implements Notice {}

    record TestFinished(int cycle, String module, TestResult result) implements Notice {}

    /** A test has failed, and passed when it ran again with the same content: it counts as passed. */
    record Flaked(int cycle, Flaky flaky) implements Notice {}

    /**
     * A test class fails after others, and passes by itself.
     *
     * @param after the classes that make it fail, in order
     * @param command repeats it
     * @param text all of this, for people
     */
    record FailsAfter(int cycle, String testClass, List<String> after, String command, String text) implements Notice {

        public FailsAfter {
            after = List.copyOf(after);
        }

        /** As a line for people. */
        Said said() {
            return new Said(Level.WARNING, text);
        }
    }

    /** A run that takes its time has failures already; told once each. */
    record FailedSoFar(int cycle, List<FailingTest> failures, Set<String> newlyFailing) implements Notice {}

    /**
     * A run is over.
     *
     * @param newlyFailing the unique ids of those failures that passed (or were unknown) before this run
     * @param detail why the outcome is not {@link Outcome#COMPLETED}; empty otherwise
     */
    record RunFinished(
            int cycle,
            Outcome outcome,
            List<FailingTest> failures,
            Set<String> newlyFailing,
            Counts counts,
            Duration took,
            Phases phases,
            List<String> detail,
            Verdict verdict)
            implements Notice {}

    record VerdictGiven(int cycle, Verdict verdict) implements Notice {}

    /** A line for people. */
    record Said(Level level, String text) implements Notice {}

    /** All current failures in full, and how flaky tests have failed; on request. */
    record Failures(List<FailingTest> failures, boolean fullStacks, List<Flaky> flaky) implements Notice {

        public Failures {
            failures = List.copyOf(failures);
            flaky = List.copyOf(flaky);
        }

        /** Without flaky tests. */
        public Failures(List<FailingTest> failures, boolean fullStacks) {
            this(failures, fullStacks, List.of());
        }
    }

    /**
     * One failure in full, as one of those that are gone through.
     *
     * @param at its place among them, from 1
     */
    record Shown(FailingTest test, int at, int of) implements Notice {}

    /** What a test or its JVM has written, as it was written. */
    record Output(String text) implements Notice {}

    enum Level {
        INFO,
        WARNING,
        ERROR
    }

    /** How a run ended; each says less of the tests than the one before. */
    enum Outcome {
        COMPLETED,
        CANCELLED,
        /** The JVM died, and the tests that ran then have failed for it. */
        CRASHED,
        /** Something took too long, and has failed for it. */
        TIMED_OUT,
        /** The fork's account does not add up: its results are not proven. */
        INCOMPLETE
    }

    record Counts(int successful, int failed, int aborted, int skipped) {}
}
