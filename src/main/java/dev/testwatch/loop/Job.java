package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.worker.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run is to do.
 *
 * @param launches how to start the forks of the modules that take part, by module
 * @param ids for some of the classes: only these unique ids of theirs; not there: the whole class
 * @param name only tests in whose name this regular expression is found
 * @param tags only tests that this tag expression takes in
 * @param because for people: {@code Money.java changed}
 * @param steady the classes that have passed with the very content that they have now
 * @param together whether its classes are to run one after another, in one fork, in this order
 */
record Job(
        Selection selection,
        Map<String, Launch> launches,
        Map<TestClass, List<String>> ids,
        Optional<String> name,
        Optional<String> tags,
        String because,
        Set<TestClass> steady,
        boolean together) {

    static final Job NOTHING = whole(new Selection(List.of()), Map.of(), Map.of(), "");

    Job {
        launches = Map.copyOf(launches);
        ids = Map.copyOf(ids);
        steady = Set.copyOf(steady);
    }

    /** One of whose classes nothing is known. */
    Job(
            Selection selection,
            Map<String, Launch> launches,
            Map<TestClass, List<String>> ids,
            Optional<String> name,
            Optional<String> tags,
            String because) {
        this(selection, launches, ids, name, tags, because, Set.of(), false);
    }

    /** A job whose tests are all run, whatever their names and tags. */
    static Job whole(
            Selection selection, Map<String, Launch> launches, Map<TestClass, List<String>> ids, String because) {
        return new Job(selection, launches, ids, Optional.empty(), Optional.empty(), because);
    }

    /** The same, of which it is known which classes of it {@code passed} with the content they have. */
    Job knowing(Predicate<TestClass> passed) {
        Set<TestClass> known = selection.tests().stream()
                .map(Selected::test)
                .filter(test -> launches.containsKey(test.module())
                        && !launch(test.module()).debugged())
                .filter(passed)
                .collect(Collectors.toSet());
        return new Job(selection, launches, ids, name, tags, because, known, together);
    }

    /** The same, with all classes of a module in one fork. */
    Job inOneFork() {
        return new Job(selection, launches, ids, name, tags, because, steady, true);
    }

    /** How the tests of a module are run. */
    Launch launch(String module) {
        Launch launch = launches.get(module);
        if (launch == null) {
            throw new IllegalStateException("no way to run the tests of module " + module);
        }
        return launch;
    }

    /** What a fork is told to do for these classes, in this order. */
    Message.Run order(Launch launch, Collection<Selected> tests) {
        List<String> selectors = new ArrayList<>();
        for (Selected selected : tests) {
            List<String> some = ids.get(selected.test());
            if (some == null) {
                selectors.add("class:" + selected.test().name());
            } else {
                some.forEach(id -> selectors.add("id:" + id));
            }
        }
        return new Message.Run(selectors, launch.including(tags), launch.excludeTags(), name, launch.recording());
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
                || tags.isPresent()
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
        return name.isEmpty() && tags.isEmpty() && !ids.containsKey(test);
    }

    /**
     * How the tests of a module are run.
     *
     * @param commands how to start the forks that run side by side, at least one
     * @param includeTags tag expressions of which one must match; empty: all
     * @param excludeTags tag expressions of which none may match
     * @param debugged whether the fork waits for a debugger, so that there can be one only
     * @param recording what to record with what they touch; empty: nothing is recorded
     */
    record Launch(
            List<ForkCommand> commands,
            List<String> includeTags,
            List<String> excludeTags,
            boolean debugged,
            Optional<Message.Recording> recording) {

        /** One fork, for nobody's debugger, with nothing recorded. */
        Launch(ForkCommand command, List<String> includeTags, List<String> excludeTags) {
            this(List.of(command), includeTags, excludeTags, false, Optional.empty());
        }

        Launch {
            commands = List.copyOf(commands);
            includeTags = List.copyOf(includeTags);
            excludeTags = List.copyOf(excludeTags);
        }

        Launch with(Optional<Message.Recording> recording) {
            return new Launch(commands, includeTags, excludeTags, debugged, recording);
        }

        /** How to start a fork that runs by itself. */
        ForkCommand command() {
            return commands.get(0);
        }

        /** How to start forks for tests that are over soon. */
        List<ForkCommand> brief() {
            return commands.stream().map(ForkCommand::brief).toList();
        }

        /** The same, one fork that waits for a debugger. */
        Launch debugged(int port) {
            return new Launch(List.of(command().debugged(port)), includeTags, excludeTags, true, recording);
        }

        /** The tag expressions of which one must match if this one must match as well. */
        List<String> including(Optional<String> tags) {
            if (tags.isEmpty() || includeTags.isEmpty()) {
                return tags.map(List::of).orElse(includeTags);
            }
            return List.of("((" + String.join(") | (", includeTags) + ")) & (" + tags.get() + ")");
        }
    }
}
