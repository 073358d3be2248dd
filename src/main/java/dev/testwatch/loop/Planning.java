package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Question;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.Standing;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.TestChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From what is wished to what is to be run, within the filter, without what cannot be run. */
record Planning(Index index, Map<String, Job.Launch> launches, Set<ClassName> blocked) {

    Job job(Effect.Build build, Set<ClassName> changedClasses, Set<ResourceName> changedResources) {
        Wish wish = build.wish();
        if (wish instanceof Wish.Stale stale) {
            Selection selection = stale(build, changedClasses, changedResources, stale.failedToo());
            return job(selection, methods(selection, build.filter()), build, because(build, stale, selection));
        }
        if (wish instanceof Wish.Left) {
            Selection selection = stale(build, changedClasses, changedResources, false);
            return job(selection, Map.of(), build, Cycles.named(build.change()) + " changed");
        }
        if (wish instanceof Wish.Unsettled) {
            Selection selection = stale(build, changedClasses, changedResources, false);
            return job(selection, Map.of(), build, "files changed while they were used");
        }
        if (wish instanceof Wish.Triggered triggered) {
            return triggered(triggered, build, changedClasses, changedResources);
        }
        if (wish instanceof Wish.All) {
            String because =
                    build.filter().description().map(name -> "filter " + name).orElse("all tests");
            Job all =
                    job(inOrder(asked(index.testClasses(), build.filter()), build.filter()), Map.of(), build, because);
            // Who names classes in an order wants to see what comes of it.
            return build.filter().tests().isPresent() ? all.inOneFork() : all;
        }
        if (wish instanceof Wish.Failed) {
            Map<TestClass, List<String>> ids = failing();
            return job(asked(ids.keySet(), Filter.NONE), onlyTests(ids), build, "failed before");
        }
        if (wish instanceof Wish.Only only) {
            return only(only);
        }
        if (wish instanceof Wish.Since since) {
            Selection affected = index.dependents(changedClasses, changedResources);
            return job(filtered(runnable(affected), build.filter()), Map.of(), build, "changed since " + since.ref());
        }
        if (wish instanceof Wish.Again again) {
            List<TestClass> tests = again.job().selection().tests().stream()
                    .map(Selection.Selected::test)
                    .toList();
            return job(asked(tests, build.filter()), again.job().ids(), build, "again");
        }
        if (wish instanceof Wish.Chosen chosen) {
            return chosen(chosen.choice());
        }
        return Job.NOTHING;
    }

    /** Only what can be affected, where that saves time; whoever chose tests by name or tag gets what they chose. */
    private Map<TestClass, List<String>> methods(Selection selection, Filter filter) {
        return filter.nameExpression().isEmpty() && filter.tags().isEmpty()
                ? index.methods(
                        selection.tests().stream().map(Selection.Selected::test).toList())
                : Map.of();
    }

    private Job chosen(TestChoice choice) {
        List<TestClass> tests = index.testClasses().stream()
                .filter(test -> choice.matches(test.name()))
                .toList();
        return new Job(
                asked(tests, Filter.NONE),
                launches,
                Map.of(),
                choice.methods(),
                Optional.empty(),
                "asked for " + choice.text());
    }

    private Job job(Selection selection, Map<TestClass, List<String>> ids, Effect.Build build, String because) {
        return ids.isEmpty()
                ? new Job(
                        selection,
                        launches,
                        ids,
                        build.filter().nameExpression(),
                        build.filter().tags(),
                        because)
                : Job.whole(selection, launches, ids, because);
    }

    /** Classes that were named run in that order. */
    private static Selection inOrder(Selection selection, Filter filter) {
        return filter.tests()
                .map(choice -> new Selection(selection.tests().stream()
                        .sorted(Comparator.comparingInt(
                                selected -> choice.place(selected.test().name())))
                        .toList()))
                .orElse(selection);
    }

    /** A class that failed as a whole is run as a whole. */
    private Job only(Wish.Only only) {
        TestClass test =
                new TestClass(only.test().module(), only.test().result().testClass());
        Map<TestClass, List<String>> ids = only.test().result().container()
                ? Map.of()
                : Map.of(test, List.of(only.test().result().id()));
        Map<String, Job.Launch> started = new HashMap<>(launches);
        only.port().ifPresent(port -> started.computeIfPresent(test.module(), (name, launch) -> launch.debugged(port)));
        String because = only.port().isPresent() ? "in the debugger" : "again, alone";
        return Job.whole(asked(List.of(test), Filter.NONE), started, ids, because);
    }

    /** Without what waits for sources that do not compile. */
    private Selection runnable(Selection selection) {
        Set<TestClass> waiting = index.blocked(blocked);
        return new Selection(selection.tests().stream()
                .filter(selected -> !waiting.contains(selected.test()))
                .toList());
    }

    private Job triggered(
            Wish.Triggered triggered, Effect.Build build, Set<ClassName> changedClasses, Set<ResourceName> resources) {
        Selection stale = stale(build, changedClasses, resources, false);
        Selection chosen = asked(
                index.testClasses().stream()
                        .filter(test -> triggered.choice().matches(test.name()))
                        .toList(),
                build.filter());
        Set<TestClass> known =
                stale.tests().stream().map(Selection.Selected::test).collect(Collectors.toSet());
        List<Selection.Selected> all = new ArrayList<>(stale.tests());
        chosen.tests().stream().filter(test -> !known.contains(test.test())).forEach(all::add);
        return job(new Selection(all), Map.of(), build, Cycles.named(build.change()) + " changed");
    }

    private String because(Effect.Build build, Wish.Stale stale, Selection selection) {
        // What is generated before the first run is no change of anybody's.
        boolean first = selection.tests().size() == index.testClasses().size()
                && selection.tests().stream()
                        .allMatch(selected -> selected.tests().isEmpty());
        if (!build.change().isEmpty() && !(first && stale.failedToo())) {
            return Cycles.named(build.change()) + " changed";
        }
        return stale.failedToo() ? "first run" : "not run since it changed";
    }

    private Selection stale(
            Effect.Build build, Set<ClassName> changedClasses, Set<ResourceName> resources, boolean failedToo) {
        var question = new Question(changedClasses, resources, build.parked(), blocked, failedToo);
        return filtered(index.stale(question), build.filter());
    }

    private Selection filtered(Selection selection, Filter filter) {
        return new Selection(selection.tests().stream()
                .filter(selected -> runnable(selected.test()) && filter.matches(selected.test()))
                .toList());
    }

    private Selection asked(Collection<TestClass> tests, Filter filter) {
        Set<TestClass> present = index.testClasses();
        Set<TestClass> waiting = index.blocked(blocked);
        List<TestClass> runnable = tests.stream()
                .filter(test -> present.contains(test) && !waiting.contains(test))
                .toList();
        return filtered(index.of(runnable, new Reason.Asked()), filter);
    }

    private boolean runnable(TestClass test) {
        return launches.containsKey(test.module());
    }

    private Map<TestClass, List<String>> failing() {
        Map<TestClass, List<String>> ids = new HashMap<>();
        for (TestClass test : index.testClasses()) {
            List<String> failed = index.results(test).stream()
                    .filter(TestResult::failed)
                    .map(TestResult::id)
                    .toList();
            if (!failed.isEmpty()) {
                ids.put(test, failed);
            }
        }
        return ids;
    }

    /** A class that failed as a whole is run as a whole. */
    private Map<TestClass, List<String>> onlyTests(Map<TestClass, List<String>> failing) {
        Map<TestClass, List<String>> ids = new HashMap<>(failing);
        ids.keySet()
                .removeIf(test -> index.standing(test) == Standing.STALE
                        || index.results(test).stream().anyMatch(result -> result.failed() && result.container()));
        return ids;
    }
}
