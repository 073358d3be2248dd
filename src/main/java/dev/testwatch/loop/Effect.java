package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.util.List;
import java.util.Map;

/** Something to be done outside the loop; what comes of it returns as an {@link Event}. */
sealed interface Effect {

    /**
     * Read the project, publish its output, begin to watch. Answer: {@link Event.Opened} or {@link Event.Unreadable}.
     *
     * @param afresh forget what is stored
     */
    record Open(boolean afresh) implements Effect {}

    /** Bring class files up to date, then choose tests. Answer: {@link Event.Built}. */
    record Build(int cycle, Change change, Wish wish, Filter filter, Map<TestClass, Long> parked) implements Effect {
        public Build {
            parked = Map.copyOf(parked);
        }

        /** The same with another wish. */
        Build wishing(Wish other) {
            return new Build(cycle, change, other, filter, parked);
        }
    }

    /** Run tests. Answers: {@link Event.Planned}, ..., {@link Event.RunEnded}. */
    record Execute(int cycle, Job job) implements Effect {}

    /** Find a test class that has not run by itself yet. Answer: {@link Event.Unswept}. */
    record FindUnswept(int cycle) implements Effect {}

    /**
     * Run a test class after these, without telling anybody what becomes of them. Answer: {@link Event.Probed}.
     *
     * @param company some of those that it failed after, in order
     */
    record Probe(int cycle, Suspect suspect, List<TestClass> company) implements Effect {
        public Probe {
            company = List.copyOf(company);
        }
    }

    /** Kill the run's fork; at once. */
    record CancelRun(int cycle) implements Effect {}

    /** Tell where the threads of the run's fork are. */
    record DumpRun() implements Effect {}

    /** Tell what tests write as they write it, or not. */
    record LiveOutput(boolean live) implements Effect {}

    /** Open the failing line. */
    record Edit(FailingTest test) implements Effect {}

    /** Tell what of the sources has changed since this test passed. */
    record TellSinceGreen(FailingTest test) implements Effect {}

    /** Tell which tests are the slowest. */
    record TellSlow() implements Effect {}

    /** Keep the result of a test class. */
    record Keep(Event.Ended ended) implements Effect {}

    /** Forget what came of these test classes. */
    record Distrust(List<Selected> executed) implements Effect {
        public Distrust {
            executed = List.copyOf(executed);
        }
    }

    /** Answer: {@link Event.Tallied}. */
    record Count(int cycle) implements Effect {}

    /** Look at everything that is watched. Answer: {@link Event.Looked}, behind all that this finds. */
    record Look(int number) implements Effect {}

    /**
     * Tell who has asked.
     *
     * @param exitCode what the asking program is to end with
     * @param json whether it reads JSON
     */
    record Answer(int number, int exitCode, boolean json, List<Notice> notices) implements Effect {
        public Answer {
            notices = List.copyOf(notices);
        }
    }

    record Tell(Notice notice) implements Effect {}

    record Show(Status status) implements Effect {}

    record Quit(int exitCode) implements Effect {}
}
