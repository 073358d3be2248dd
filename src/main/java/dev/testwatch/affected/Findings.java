package dev.testwatch.affected;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.SingleMethods.Joined;
import dev.testwatch.affected.Standings.Look;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Project;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What came of running tests: takes it in, keeps it, and tells what is to be shown. Confined to one thread. */
final class Findings {

    private final Archive archive;
    private final History history;
    private final Recordings recordings;
    private final Surroundings surroundings;
    private final Standings standings;
    private final Supplier<Dependencies> dependencies;
    private final Separable separable;
    private final SingleMethods single;
    private final Map<TestClass, List<TestResult>> shown = new HashMap<>();

    /** @param worth what methods take that are left out of a run, at least */
    Findings(
            Project project,
            Archive archive,
            Recordings recordings,
            Surroundings surroundings,
            Standings standings,
            Supplier<Dependencies> dependencies,
            Duration worth) {
        this.archive = archive;
        this.history = archive.history();
        this.recordings = recordings;
        this.surroundings = surroundings;
        this.standings = standings;
        this.dependencies = dependencies;
        this.separable = new Separable(project);
        this.single = new SingleMethods(worth, archive, this::holds);
    }

    SingleMethods single() {
        return single;
    }

    /** See {@link Index#methods}. */
    Map<TestClass, List<String>> methods(Collection<TestClass> tests) {
        return single.only(tests, this::isSeparable);
    }

    private boolean isSeparable(TestClass test, Ties ties) {
        return separable(test)
                .filter(node -> ties.left()
                        .containsAll(Ties.declared(node, dependencies.get().relations())))
                .isPresent();
    }

    private Optional<Ties> ties(TestClass test, Footprint footprint) {
        return separable(test).flatMap(node -> Ties.of(node, dependencies.get().relations(), footprint));
    }

    /** The class, if its methods can run without each other, but for those that are tied. */
    private Optional<ClassNode> separable(TestClass test) {
        return Optional.ofNullable(dependencies.get().tests().get(test))
                .filter(node -> separable.is(node, dependencies.get()));
    }

    /** What is known of test classes may be another thing now. */
    void changed() {
        shown.clear();
    }

    /** These files are not what they were. */
    void differ(Set<Used> files) {
        if (!files.isEmpty()) {
            standings.changed(files);
            shown.clear();
        }
    }

    /** See {@link Index#record}. */
    void record(Selected executed, List<TestResult> results, Duration took, Optional<Footprint> footprint) {
        TestClass test = executed.test();
        Set<Used> changed = new HashSet<>();
        Outcome outcome = bare(executed, results, took, footprint, changed);
        List<Outcome> earlier = history.all(test);
        boolean present = executed.key() == standings.key(test);
        Outcome recorded = footprint
                .filter(seen -> present)
                .map(seen -> recordings.record(test, outcome, seen, dependencies.get(), earlier, changed))
                .orElse(outcome);
        if (outcome.failed()) {
            // What it depends on is as it was, and yet it failed: then that recording does not say all.
            single.failed(test, results);
            archive.add(test, recorded, disproved -> !present || holds(test, disproved));
        } else if (present && footprint.isPresent()) {
            archive.add(test, recorded);
        } else {
            Optional<Recording> same = present(test, executed.key())
                    .filter(known -> !known.failed())
                    .flatMap(Outcome::vouching);
            String why = footprint.isPresent() ? "something changed while it ran" : "";
            archive.add(test, same.map(outcome::with).orElseGet(() -> outcome.withoutYet(why)));
        }
        ran(test, outcome, results, footprint.filter(seen -> present));
        known(test, changed);
    }

    private Outcome bare(
            Selected executed,
            List<TestResult> results,
            Duration took,
            Optional<Footprint> footprint,
            Set<Used> changed) {
        return Outcome.of(executed.key(), standings.environment(executed.test()), results, took)
                .with(inputs(executed.test(), footprint, changed));
    }

    /** What has begun below a class; of no interest to anybody where that is not known. */
    private static Set<String> begun(Optional<Footprint> footprint) {
        return footprint.map(seen -> seen.methods().keySet()).orElse(Set.of());
    }

    private void ran(TestClass test, Outcome outcome, List<TestResult> results, Optional<Footprint> footprint) {
        if (footprint.isEmpty()) {
            single.forget(test);
        } else {
            single.ran(test, outcome, results, footprint.get(), () -> ties(test, footprint.get()));
        }
    }

    /** Something else is known of a test class, and these files are not what they were. */
    private void known(TestClass test, Set<Used> changed) {
        shown.remove(test);
        differ(changed);
        standings.changed(test);
    }

    /** All files that it may have used; where nobody looked, those that it used before. */
    private Inputs inputs(TestClass test, Optional<Footprint> footprint, Set<Used> changed) {
        return footprint
                .filter(seen -> seen.blind().isEmpty())
                .map(seen -> surroundings.after(seen.touched(), changed))
                .orElseGet(() -> history.latest(test)
                        .map(earlier -> surroundings.again(earlier.inputs(), changed))
                        .orElse(Inputs.NONE));
    }

    /** See {@link Index#amend}. */
    void amend(Selected executed, List<TestResult> results, Optional<Footprint> footprint) {
        TestClass test = executed.test();
        boolean present = executed.key() == standings.key(test);
        single.failed(test, results);
        Optional<Joined> whole = present ? single.join(test, results, begun(footprint)) : Optional.empty();
        if (whole.isPresent()) {
            join(executed, results, whole.get(), footprint);
            return;
        }
        Map<String, TestResult> merged = new LinkedHashMap<>();
        results(test).forEach(result -> merged.put(result.id(), result));
        results.forEach(result -> merged.put(result.id(), result));
        List<TestResult> all = List.copyOf(merged.values());
        boolean known = present
                ? standings.known(test).isPresent()
                : present(test, executed.key()).isPresent();
        if (known) {
            Duration usual = history.latest(test).map(Outcome::took).orElse(Duration.ZERO);
            record(executed, all, usual, Optional.empty());
        } else {
            shown.put(test, all);
        }
    }

    private void join(Selected executed, List<TestResult> some, Joined whole, Optional<Footprint> footprint) {
        TestClass test = executed.test();
        Set<Used> changed = new HashSet<>();
        Duration took = whole.results().stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
        Outcome outcome = bare(executed, whole.results(), took, footprint, changed);
        if (!outcome.failed() && footprint.isPresent()) {
            List<Outcome> earlier = history.all(test);
            outcome = recordings.record(test, outcome, footprint.get(), dependencies.get(), earlier, changed);
        }
        Outcome joined = recordings.join(test, outcome, whole.left(), dependencies.get(), changed);
        archive.add(test, joined, disproved -> holds(test, disproved));
        footprint.ifPresentOrElse(
                seen -> single.ranInPart(test, joined, whole.results(), seen, () -> ties(test, seen)),
                () -> single.forget(test));
        single.swept(test, some, begun(footprint), outcome); // if it was only one, and ran first in its fork
        known(test, changed);
    }

    /** See {@link Index#recordSwept(TestMethod, Selected, List, Optional)}. */
    void recordSwept(TestMethod method, Selected executed, List<TestResult> results, Optional<Footprint> footprint) {
        TestClass test = method.test();
        Set<Used> changed = new HashSet<>();
        Outcome outcome = Outcome.of(executed.key(), standings.environment(test), results, Duration.ZERO);
        if (executed.key() == standings.key(test) && footprint.isPresent()) {
            outcome = recordings.record(test, outcome, footprint.get(), dependencies.get(), List.of(), changed);
        }
        if (!single.swept(test, results, begun(footprint), outcome)) {
            single.tried(method);
        }
        differ(changed);
    }

    /** See {@link Index#recordSwept(Selected, List, Duration, Optional)}. */
    Optional<String> recordSwept(
            Selected executed, List<TestResult> results, Duration took, Optional<Footprint> footprint) {
        TestClass test = executed.test();
        Optional<Outcome> passed =
                present(test, executed.key()).filter(outcome -> !outcome.failed() && !outcome.joined());
        boolean fails = results.stream().anyMatch(TestResult::failed);
        if (fails && passed.isPresent()) {
            archive.add(test, passed.get().without("fails by itself, but passes after other tests"));
            standings.changed(test);
            return Optional.of(test.name() + " passes after other tests, but fails when it runs by itself;"
                    + " it counts as passing until something that it can reach changes");
        }
        record(executed, results, took, footprint);
        return fails
                ? Optional.of(test.name() + " fails, though nothing changed that it was seen to use when it passed."
                        + " testwatch should have run it with the change; please report that")
                : Optional.empty();
    }

    /** What came of the present content is the latest again, though it was found out long ago. */
    void recall(Look look) {
        Optional<Outcome> known = look.known();
        Optional<Outcome> latest = look.latest();
        if (known.isPresent() && latest.isPresent() && !known.get().equals(latest.get())) {
            archive.add(look.test(), known.get());
            shown.remove(look.test());
            standings.changed(look.test());
        }
    }

    /** See {@link Index#distrust}. */
    void distrust(Collection<Selected> executed) {
        Map<TestClass, Long> keys = new HashMap<>();
        executed.forEach(selected -> keys.put(selected.test(), selected.key()));
        archive.forget(keys);
        keys.keySet().forEach(test -> {
            shown.remove(test);
            standings.changed(test);
            single.forget(test);
        });
    }

    /** The results to show: those for the present content, else the latest for any other, else none. */
    List<TestResult> results(TestClass test) {
        List<TestResult> known = shown.get(test);
        if (known == null) {
            known = present(test).map(outcome -> outcome.results().read()).orElse(List.of());
            shown.put(test, known);
        }
        return known;
    }

    /** Whether any of the results to show is a failure. */
    boolean failing(TestClass test) {
        List<TestResult> known = shown.get(test);
        return known == null
                ? present(test).map(Outcome::failed).orElse(false)
                : known.stream().anyMatch(TestResult::failed);
    }

    /** The same, where it is known already what came of the {@link #present} content. */
    boolean failing(TestClass test, Optional<Outcome> present) {
        return shown.isEmpty() ? present.map(Outcome::failed).orElse(false) : failing(test);
    }

    /** Forgets what came of methods and what there is to show. */
    void forget() {
        shown.clear();
        single.forget();
    }

    /** What came of the present content, else the latest. */
    Optional<Outcome> present(TestClass test) {
        return standings.known(test).or(() -> history.latest(test));
    }

    /** What came of the test class with this key and with all else as it is now. */
    Optional<Outcome> present(TestClass test, long key) {
        return recordings.of(test, history.all(test), key, dependencies.get());
    }

    private boolean holds(TestClass test, Outcome outcome) {
        return recordings.holds(test, outcome, standings.environment(test), dependencies.get());
    }
}
