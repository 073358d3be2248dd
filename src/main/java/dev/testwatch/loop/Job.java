package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.worker.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run is to do.
 *
 * @param launches how to start the forks of the modules that take part, by module
 * @param ids for some of the classes: only these unique ids of theirs; not there: the whole class
 * @param name only tests in whose name this regular expression is found
 * @param because for people: {@code Money.java changed}
 */
record Job(
        Selection selection,
        Map<String, Launch> launches,
        Map<TestClass, List<String>> ids,
        Optional<String> name,
        String because) {

    static final Job NOTHING = new Job(new Selection(List.of()), Map.of(), Map.of(), Optional.empty(), "");

    Job {
        launches = Map.copyOf(launches);
        ids = Map.copyOf(ids);
    }

    boolean isEmpty() {
        return selection.tests().isEmpty();
    }

    /** Whether it is run in idle time, for nobody who waits. */
    boolean swept() {
        return !isEmpty() && selection.tests().stream().allMatch(selected -> selected.reason() instanceof Reason.Swept);
    }

    /** How many tests are expected to run; empty where that cannot be known before. */
    OptionalInt expected() {
        boolean unknown = name.isPresent()
                || selection.tests().stream()
                        .anyMatch(selected -> selected.tests().isEmpty());
        return unknown
                ? OptionalInt.empty()
                : OptionalInt.of(selection.tests().stream()
                        .mapToInt(selected -> Optional.ofNullable(ids.get(selected.test()))
                                .map(List::size)
                                .orElse(selected.tests().orElse(0)))
                        .sum());
    }

    /** Whether all tests of this class are run, so that its result says something of the whole class. */
    boolean whole(TestClass test) {
        return name.isEmpty() && !ids.containsKey(test);
    }

    /**
     * How the tests of a module are run.
     *
     * @param includeTags tag expressions of which one must match; empty: all
     * @param excludeTags tag expressions of which none may match
     * @param recording what to record with what they touch; empty: nothing is recorded
     */
    record Launch(
            ForkCommand command,
            List<String> includeTags,
            List<String> excludeTags,
            Optional<Message.Recording> recording) {

        /** With nothing recorded. */
        Launch(ForkCommand command, List<String> includeTags, List<String> excludeTags) {
            this(command, includeTags, excludeTags, Optional.empty());
        }

        Launch {
            includeTags = List.copyOf(includeTags);
            excludeTags = List.copyOf(excludeTags);
        }

        Launch with(Optional<Message.Recording> recording) {
            return new Launch(command, includeTags, excludeTags, recording);
        }
    }
}
