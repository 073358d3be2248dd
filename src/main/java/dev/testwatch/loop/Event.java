package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.compile.Problem;
import dev.testwatch.console.Command;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Flaky;
import dev.testwatch.report.Notice;
import dev.testwatch.talk.Question;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that happened outside the loop. Answers to effects carry the cycle they belong to. */
sealed interface Event {

    /** A word of the build tool while the project is read. */
    record Reading(String line) implements Event {}

    /**
     * The project is open: sources watched, output published, results known.
     *
     * @param behind what differs from the published output already
     * @param again whether a project was open before this one
     */
    record Opened(Notice.Ready ready, Tally tally, Change behind, List<String> notes, boolean again) implements Event {}

    record Unreadable(dev.testwatch.project.Reading.Unreadable reading) implements Event {}

    record Rang(Path file) implements Event {}

    /** After that it turned out that nothing differs. */
    record Calmed() implements Event {}

    /**
     * Files differ.
     *
     * @param change empty: the project was gone and is back
     * @param detect from the save to the first event
     * @param settle from the first event to now
     */
    record Changed(Change change, Duration detect, Duration settle) implements Event {}

    /** The same for files that are neither sources nor resources, but which tests were seen to use. */
    record ChangedBeside(Change change, Duration detect, Duration settle) implements Event {}

    /**
     * Class files are up to date as far as they can be, and the tests to run are chosen.
     *
     * @param blockedTests the names of the test classes that wait for sources that do not compile
     * @param quiet why nothing is to run, if nothing is: for people
     */
    record Built(
            int cycle,
            List<Problem> problems,
            List<String> blockedTests,
            Job job,
            Tally tally,
            String quiet,
            Duration compile,
            Duration select)
            implements Event {}

    /** There is nothing to bring up to date: the project's directory is gone, and may be back later. */
    record Away(int cycle, Path project) implements Event {}

    /**
     * A fork knows its tests.
     *
     * @param tests also the methods that will bring forth tests
     * @param count how many of them are tests
     * @param all whether no other fork runs tests of this run
     */
    record Planned(int cycle, List<Notice.Planned> tests, int count, boolean all) implements Event {}

    /** One more test than was planned. */
    record Registered(int cycle) implements Event {}

    /**
     * A test began.
     *
     * @param share which of the shares that run side by side it belongs to
     */
    record TestStarted(int cycle, int share, String name, Optional<Duration> usual) implements Event {}

    /** Nothing of this share runs any more. */
    record ShareEnded(int cycle, int share) implements Event {}

    record TestFinished(int cycle, String module, TestResult result) implements Event {}

    /**
     * A test has written something, or its JVM has something to say.
     *
     * @param byJvm whether it is the JVM's own word, which is always told
     */
    record Wrote(int cycle, String text, boolean byJvm) implements Event {}

    /** A test class came to its end. */
    record ClassEnded(int cycle, Ended ended) implements Event {}

    /** A test class came to its end with a failure that may be none; until that is known, it is one. */
    record Provisional(Ended ended) implements Event {}

    /** A test class failed after others; whether it does by itself is not known. */
    record FailedInCompany(InCompany failure) implements Event {}

    /** A test class failed after others and passes by itself. */
    record Suspected(int cycle, Suspect suspect) implements Event {}

    /**
     * A test class ran after some others.
     *
     * @param fails whether it failed as it did before; empty if that could not be found out
     */
    record Probed(int cycle, Optional<Boolean> fails) implements Event {}

    /** The fork that these test classes came to their ends in has not proven it. */
    record Doubted(int cycle, List<Selected> executed) implements Event {
        public Doubted {
            executed = List.copyOf(executed);
        }
    }

    /**
     * What came of a test class.
     *
     * @param whole whether all its tests were run
     * @param footprint what of the project has run for them, if that is known
     * @param flaky the tests among them that count as passed though they failed as well
     * @param died whether its fork died, or was ended, while it ran
     */
    record Ended(
            Selected executed,
            List<TestResult> results,
            Duration took,
            boolean whole,
            Optional<Footprint> footprint,
            List<Flaky> flaky,
            boolean died) {
        public Ended {
            results = List.copyOf(results);
            flaky = List.copyOf(flaky);
        }

        /** The same with these tests as flaky ones. */
        Ended with(List<Flaky> found) {
            return new Ended(executed, results, took, whole, footprint, found, died);
        }

        /** Of a fork that lives. */
        Ended(
                Selected executed,
                List<TestResult> results,
                Duration took,
                boolean whole,
                Optional<Footprint> footprint) {
            this(executed, results, took, whole, footprint, List.of(), false);
        }
    }

    /**
     * A run is over.
     *
     * @param detail why it did not complete, the JVM's own words included; empty if it did
     */
    record RunEnded(
            int cycle,
            Notice.Outcome outcome,
            List<FailingTest> failures,
            List<String> detail,
            Duration dispatch,
            Duration run)
            implements Event {
        public RunEnded {
            failures = List.copyOf(failures);
            detail = List.copyOf(detail);
        }
    }

    record Tallied(int cycle, Tally tally) implements Event {}

    /**
     * What can be run in idle time.
     *
     * @param job one test class, or nothing
     * @param left how many test classes there are to do, this one included
     */
    record Unswept(int cycle, Job job, int left) implements Event {}

    record Commanded(Command command) implements Event {}

    /** Somebody outside wants tests to be run. */
    record Wanted(Wish wish) implements Event {}

    /** Somebody outside asks; the answer goes to this number. */
    record Asked(int number, Question question) implements Event {}

    /** All that differed on the disk when this was asked for has been told. */
    record Looked(int number) implements Event {}

    /** Nobody waits for the answer to this number any more. */
    record Left(int number) implements Event {}

    /** Time passes; only while something is shown that moves. */
    record Tick() implements Event {}

    record InputEnded() implements Event {}

    /** Nobody reads what is written any more, or the process was told to end. */
    record Terminated(int exitCode) implements Event {}

    /** What tests touch cannot be recorded. */
    record Unrecorded(String why) implements Event {}

    record Said(Notice.Level level, String text) implements Event {}

    /** A mistake of ours or a lost resource. */
    record ToolFailed(int cycle, String what, Throwable cause) implements Event {}
}
