package dev.testwatch.oracle;

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
import java.util.TreeSet;
import java.util.function.Consumer;

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
    private final boolean all;
    private final Consumer<String> out;

    private MutationOracle(Subject subject, boolean cold, boolean all, Consumer<String> out) {
        this.subject = subject;
        this.all = all;
        this.out = out;
        long start = System.nanoTime();
        this.baseline = Baseline.of(subject);
        Duration once = Duration.ofNanos((System.nanoTime() - start) / 2);
        subject.runner().limit(once.multipliedBy(3).plusSeconds(20), once.plusSeconds(10));
        this.edits = new Edits(subject);
        this.directUsers = new DirectUsers(subject);
        this.touching = new Touching(subject, baseline.outcomes());
        this.touchingAlone = cold ? Optional.of(new Touching(subject, runAlone())) : Optional.empty();
    }

    private Map<TestClass, Outcome> runAlone() {
        Map<TestClass, Outcome> outcomes = new HashMap<>();
        subject.tests().forEach(test -> outcomes.putAll(subject.runAndRecord(List.of(test))));
        return outcomes;
    }

    /**
     * Makes so many edits, one after the other, each taken back before the next.
     *
     * @param seed the number of the first edit; the others follow, so that one edit is repeated by its number
     * @param cold whether each test class runs once by itself before the first edit, as the watch lets it do when idle
     * @param all whether the selected tests run too, which tells how precise the selection is and what others miss
     * @param out told each miss at once, and how far it has come
     */
    public static MutationReport run(
            Subject subject, int count, long seed, boolean cold, boolean all, Consumer<String> out) throws IOException {
        MutationOracle oracle = new MutationOracle(subject, cold, all, out);
        MutationReport report =
                new MutationReport(oracle.baseline.outcomes(), new TreeSet<>(oracle.baseline.ignored()), all);
        for (long number = seed; number < seed + count; number++) {
            report.add(oracle.judge(number));
        }
        return report;
    }

    private Judged judge(long number) throws IOException {
        Edit edit = edits.edit(number);
        Set<TestClass> tests = subject.tests();
        Map<String, Set<TestClass>> selections = new LinkedHashMap<>();
        Edit back = subject.apply(edit);
        Map<TestClass, Set<String>> missed;
        Set<TestClass> affected = new HashSet<>();
        try {
            Set<TestClass> selected = subject.selection(edit);
            selections.put(MutationReport.PRESENT, selected);
            selections.putAll(others(edit.output().written().keySet()));
            Set<TestClass> rest = new TreeSet<>(tests);
            rest.removeAll(selected);
            // The selected ones behind the others, so that these cannot suffer from what the edit does to those.
            missed = baseline.differing(subject.runAndRecord(rest, all ? selected : Set.of()));
            affected.addAll(missed.keySet());
            affected.retainAll(selected);
            missed.keySet().removeAll(selected);
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
        missed.forEach((test, ids) -> out.accept("MISSED by edit " + number + " (" + edit + "): " + test.name() + " "
                + ids.stream().sorted().limit(3).toList()));
        if (!stale.isEmpty()) {
            out.accept("NOT FRESH after edit " + number + " (" + edit + ") was taken back: " + stale);
        }
        out.accept(number + " " + edit + ": "
                + selections.getOrDefault(MutationReport.PRESENT, Set.of()).size() + " selected"
                + (all ? ", " + affected.size() + " affected" : ""));
        return new Judged(number, edit, selections, missed.keySet(), affected, stale);
    }

    /** What other ways to select would take for the change of these classes. */
    private Map<String, Set<TestClass>> others(Set<ClassName> changed) {
        Map<String, Set<TestClass>> others = new LinkedHashMap<>();
        if (!changed.isEmpty()) {
            others.put(MutationReport.STATIC, subject.reaching(changed));
            others.put(MutationReport.CRIPPLED, directUsers.of(changed));
            if (touching.isKnown()) {
                others.put(MutationReport.DYNAMIC, touching.of(changed));
            }
            touchingAlone.ifPresent(alone -> others.put(MutationReport.DYNAMIC_ALONE, alone.of(changed)));
        }
        return others;
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
     * @param missed which test classes ended otherwise and were not selected
     * @param affected which are known to end otherwise
     * @param stale which were not fresh again after the edit was taken back
     */
    record Judged(
            long number,
            Edit edit,
            Map<String, Set<TestClass>> selections,
            Set<TestClass> missed,
            Set<TestClass> affected,
            Set<TestClass> stale) {
        Judged {
            selections = Map.copyOf(selections);
            missed = Set.copyOf(missed);
            affected = Set.copyOf(affected);
            stale = Set.copyOf(stale);
        }
    }
}
