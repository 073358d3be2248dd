package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.watch.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the loop is waiting for. */
sealed interface Activity {

    /** The build tool's answer. */
    record Opening() implements Activity {}

    /** A build file that can be read: there is no project yet. */
    record Waiting() implements Activity {}

    /** A save or a key. */
    record Idle() implements Activity {}

    /** A test class that runs by itself because there is nothing else to do. */
    record Sweeping(Job job) implements Activity {}

    /**
     * A test class that runs after some others, to find out which of them make it fail.
     *
     * @param bisect empty: they have nothing to do with it, and that is being counted
     */
    record Bisecting(Suspect suspect, Optional<Bisect<TestClass>> bisect) implements Activity {}

    /** The compiler's answer. {@code change} is what it was given. */
    record Building(Wish wish, Change change, Duration detect, Duration settle) implements Activity {}

    /**
     * The fork's answers.
     *
     * @param running the tests that run now, of each share the last one that began; who began first comes first
     * @param untold failures that the user has not been told of
     * @param told how many failures the user has been told of
     */
    record Running(
            Start start,
            int planned,
            Counts counts,
            List<Event.TestStarted> running,
            List<FailingTest> untold,
            int told)
            implements Activity {

        private static final int MOST_TOLD = 10;

        public Running {
            running = List.copyOf(running);
            untold = List.copyOf(untold);
        }

        static Running from(Start start) {
            return new Running(start, 0, new Counts(0, 0, 0, 0), List.of(), List.of(), 0);
        }

        int done() {
            return counts.successful() + counts.failed() + counts.aborted() + counts.skipped();
        }

        Running withPlanned(int more) {
            return new Running(start, planned + more, counts, running, untold, told);
        }

        Running with(Counts now) {
            return new Running(start, planned, now, running, untold, told);
        }

        Running with(Event.TestStarted now) {
            List<Event.TestStarted> all = new ArrayList<>(others(now.share()));
            all.add(now);
            return new Running(start, planned, counts, all, untold, told);
        }

        Running without(Event.ShareEnded ended) {
            return new Running(start, planned, counts, others(ended.share()), untold, told);
        }

        private List<Event.TestStarted> others(int share) {
            return running.stream().filter(test -> test.share() != share).toList();
        }

        /** The one of those that run now that began first. */
        Optional<Event.TestStarted> longest() {
            return running.stream().findFirst();
        }

        /** Only the first failures are told before the end; enough of them say what is wrong. */
        Running failing(FailingTest failure) {
            if (told + untold.size() >= MOST_TOLD) {
                return this;
            }
            List<FailingTest> more = new ArrayList<>(untold);
            more.add(failure);
            return new Running(start, planned, counts, running, more, told);
        }

        Running telling() {
            return new Running(start, planned, counts, running, List.of(), told + untold.size());
        }
    }

    /**
     * How a run began.
     *
     * @param began nanoseconds, as given with the event that began it
     */
    record Start(Job job, Wish wish, Building built, Duration compile, Duration select, long began) {}

    /** The count of all tests after a run. */
    record Counting(Running run, Event.RunEnded ending, Duration took) implements Activity {}
}
