package dev.testwatch.oracle;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves which tests a change affects: publishes a small random edit, asks testwatch what it would run, and runs the
 * rest. A test outside the selection that ends otherwise than before is a miss, and a bug.
 */
public final class MutationOracle {

    private final Subject subject;
    private final Baseline baseline;
    private final Edits edits;
    private final DirectUsers directUsers;
    private final Touching touching;
    private final Optional<Touching> touchingAlone;
    private final Runs runs;
    private final Yardsticks yardsticks;
    private final Consumer<String> out;

    private MutationOracle(
            Subject subject, Edits.Which which, Alone alone, Runs runs, Yardsticks yardsticks, Consumer<String> out) {
        this.subject = subject;
        this.yardsticks = yardsticks;
        this.runs = runs;
        this.out = out;
        boolean cold = alone != Alone.NOTHING;
        boolean company = !cold || runs != Runs.NONE;
        Map<TestClass, Outcome> together = new HashMap<>();
        if (company) {
            long start = System.nanoTime();
            Baseline twice = Baseline.of(subject);
            Duration once = Duration.ofNanos((System.nanoTime() - start) / 2);
            together.putAll(twice.outcomes());
            this.baseline = twice;
            this.touchingAlone =
                    cold ? Optional.of(new Touching(subject, subject.runAlone(subject.tests()))) : Optional.empty();
            // Only edits make tests hang: before the first one, none is to be lost because the machine is busy.
            subject.runner().limit(once.multipliedBy(3).plusSeconds(20), once.plusSeconds(10));
        } else {
            this.baseline = new Baseline(subject.runAlone(subject.tests()), Set.of());
            this.touchingAlone = Optional.of(new Touching(subject, baseline.outcomes()));
        }
        if (alone == Alone.METHODS) {
            subject.runMethodsAlone();
        }
        this.touching = new Touching(subject, together);
        this.edits = new Edits(subject, which);
        this.directUsers = new DirectUsers(subject);
    }

    /** What runs by itself before the first edit, as the watch lets it do when idle. */
    public enum Alone {
        NOTHING,
        /** Each test class. */
        CLASSES,
        /** Each test class, and then each method of those whose methods can run without each other. */
        METHODS
    }

    /** What is run after each edit. */
    public enum Runs {
        /** Nothing: no miss is found, but much is learned soon of what is selected, above all where each ran alone. */
        NONE,
        /** What is not selected, to find misses. */
        UNSELECTED,
        /** Also what is selected, which tells what others miss and how many tests an edit really affects. */
        ALL
    }

    /**
     * Makes so many edits, one after the other, each taken back before the next.
     *
     * @param seed the number of the first edit; the others follow, so that one edit is repeated by its number
     * @param which what the edits are of
     * @param alone what runs by itself before the first edit
     * @param runs what is run after each edit
     * @param yardsticks tools of others that are asked about each edit, too
     * @param out told each miss at once, and how far it has come
     */
    public static MutationReport run(
            Subject subject,
            int count,
            long seed,
            Edits.Which which,
            Alone alone,
            Runs runs,
            Yardsticks yardsticks,
            Consumer<String> out)
            throws IOException {
        MutationOracle oracle = new MutationOracle(subject, which, alone, runs, yardsticks, out);
        MutationReport report = new MutationReport(
                oracle.baseline.outcomes(), new TreeSet<>(oracle.baseline.ignored()), runs, yardsticks.names());
        for (long number = seed; number < seed + count; number++) {
            report.add(oracle.judge(number));
        }
        return report;
    }

    private Judged judge(long number) throws IOException {
        Edit edit = edits.edit(number);
        Map<String, Set<TestClass>> selections = new LinkedHashMap<>();
        Edit back = subject.apply(edit);
        Map<TestClass, String> causes = new HashMap<>();
        Map<TestClass, List<String>> methods = new HashMap<>();
        Map<TestClass, Set<String>> missed;
        Set<TestClass> affected = new HashSet<>();
        Map<String, Set<TestClass>> measured = yardsticks.selections(edit);
        Set<TestClass> doubted;
        try {
            Set<TestClass> selected = subject.selection(edit);
            selections.put(MutationReport.PRESENT, selected);
            selections.putAll(others(edit));
            selections.putAll(measured);
            causes.putAll(subject.causes(edit));
            methods.putAll(subject.methods(selected));
            missed = baseline.differing(run(selected));
            affected.addAll(missed.keySet());
            affected.retainAll(selected);
            doubted = without(affected, measured);
            affected.removeAll(doubted);
            doubted.retainAll(alone(doubted));
            missed.keySet().removeIf(test -> selected.contains(test) && !methods.containsKey(test));
            methods.forEach((test, only) -> missed.computeIfPresent(test, (same, ids) -> outside(same, only, ids)));
            // What ends otherwise only in company is a matter of order, not of the edit.
            missed.keySet().retainAll(alone(missed.keySet()));
        } finally {
            subject.apply(back);
        }
        Set<TestClass> stale = subject.selection(back);
        // A failure that is known for this content comes again, because it is this change that led back to it.
        stale.removeIf(subject::isKnown);
        missed.keySet().removeAll(alone(missed.keySet()));
        affected.addAll(missed.keySet());
        doubted.removeAll(alone(doubted));
        affected.addAll(doubted);
        missed.forEach((test, ids) -> out.accept("MISSED by edit " + number + " (" + edit + "): " + test.name() + " "
                + ids.stream().sorted().limit(3).toList()));
        if (!stale.isEmpty()) {
            out.accept("NOT FRESH after edit " + number + " (" + edit + ") was taken back: " + stale);
        }
        Judged judged = new Judged(number, edit, selections, causes, methods, missed.keySet(), affected, stale);
        out.accept(number + " " + edit + ": "
                + selections.getOrDefault(MutationReport.PRESENT, Set.of()).size() + " selected"
                + sizes(measured)
                + (runs == Runs.ALL ? ", " + affected.size() + " affected" : "")
                + (judged.needless().isEmpty() ? "" : "; do not execute it: " + judged.needless()));
        return judged;
    }

    /** Those of no method that is to run; nothing, not even a set, if there are none. */
    private @Nullable Set<String> outside(TestClass test, List<String> methods, Set<String> ids) {
        Set<String> outside = new HashSet<>(ids);
        outside.removeIf(id -> methods.stream().anyMatch(method -> Outcome.isOf(method, id)));
        if (outside.remove(Outcome.DEATH)) {
            // Where one method brings the fork down, nothing comes of the others: each shows by itself what it comes
            // to.
            outside.removeIf(id -> passes(new TestMethod(test, id)));
        }
        return outside.isEmpty() ? null : outside;
    }

    private boolean passes(TestMethod method) {
        Outcome alone = subject.runner().run(method);
        return alone.death().isEmpty()
                && alone.failures().isEmpty()
                && !alone.results().isEmpty();
    }

    private Map<TestClass, Outcome> run(Set<TestClass> selected) {
        if (runs == Runs.NONE) {
            return Map.of();
        }
        Set<TestClass> rest = new TreeSet<>(subject.tests());
        rest.removeAll(selected);
        // The selected ones behind the others, so that these cannot suffer from what the edit does to those.
        return subject.runAndRecord(rest, runs == Runs.ALL ? selected : Set.of());
    }

    /** What other ways to select would take. */
    private Map<String, Set<TestClass>> others(Edit edit) {
        Set<ClassName> changed = edit.classes();
        Map<String, Set<TestClass>> others = new LinkedHashMap<>();
        if (!changed.isEmpty()) {
            others.put(MutationReport.STATIC, subject.reaching(changed));
            others.put(MutationReport.CRIPPLED, directUsers.of(changed));
            if (touching.isKnown()) {
                others.put(MutationReport.DYNAMIC, touching.of(changed));
            }
            touchingAlone.ifPresent(alone -> {
                others.put(MutationReport.DYNAMIC_ALONE, alone.of(changed));
                if (edit.kind().inCode()) {
                    others.put(MutationReport.METHODS_ALONE, alone.of(changed, edit.member()));
                }
            });
        }
        return others;
    }

    private static String sizes(Map<String, Set<TestClass>> selections) {
        return selections.entrySet().stream()
                .map(selection -> ", " + selection.getValue().size() + " by " + selection.getKey())
                .collect(Collectors.joining());
    }

    /** Those that not all of the others would run: a miss of theirs is proved as one of testwatch is. */
    private static Set<TestClass> without(Set<TestClass> affected, Map<String, Set<TestClass>> others) {
        Set<TestClass> doubted = new HashSet<>(affected);
        doubted.removeIf(test -> others.values().stream().allMatch(selection -> selection.contains(test)));
        return doubted;
    }

    /** Those of these that end otherwise than usual when each runs in a fork of its own. */
    private Set<TestClass> alone(Set<TestClass> tests) {
        Set<TestClass> differing = new HashSet<>();
        for (TestClass test : new ArrayList<>(tests)) {
            differing.addAll(
                    baseline.differing(subject.runner().run(List.of(test))).keySet());
        }
        return differing;
    }

    /**
     * What came of one edit.
     *
     * @param selections what testwatch and others would run, by their names
     * @param causes by selected test class, why testwatch would run it
     * @param methods of some of those that testwatch would run, the only methods that have to run
     * @param missed which test classes ended otherwise and were not selected, or methods of theirs that were not
     * @param affected which are known to end otherwise
     * @param stale which were not fresh again after the edit was taken back
     */
    record Judged(
            long number,
            Edit edit,
            Map<String, Set<TestClass>> selections,
            Map<TestClass, String> causes,
            Map<TestClass, List<String>> methods,
            Set<TestClass> missed,
            Set<TestClass> affected,
            Set<TestClass> stale) {
        Judged {
            selections = Map.copyOf(selections);
            causes = Map.copyOf(causes);
            methods = Map.copyOf(methods);
            missed = Set.copyOf(missed);
            affected = Set.copyOf(affected);
            stale = Set.copyOf(stale);
        }

        /** Why test classes were selected that execute nothing of what changed when they run by themselves. */
        Map<String, Integer> needless() {
            Map<String, Integer> counts = new TreeMap<>();
            Optional.ofNullable(selections.get(MutationReport.METHODS_ALONE))
                    .ifPresent(executing -> causes.forEach((test, cause) -> {
                        if (!executing.contains(test)) {
                            counts.merge(cause, 1, Integer::sum);
                        }
                    }));
            return counts;
        }
    }
}
