package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.oracle.Decoding.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Proves that what testwatch knows of a test after a run of many is what the test would have touched alone. The truth is
 * what each test class executes in a fork of its own. The question to testwatch is put as the user puts it: were this
 * method, or the shape of this class, another one, would the test be selected?
 */
public final class CompletenessOracle {

    private final Subject subject;
    private final Map<ClassName, byte[]> classes;
    private final Map<TestClass, Set<Method>> truth;
    private final Random random;
    private final Consumer<String> out;

    private CompletenessOracle(Subject subject, long seed, Consumer<String> out) {
        this.subject = subject;
        this.classes = subject.everything().written();
        this.random = new Random(seed);
        this.out = out;
        this.truth = truth();
    }

    /**
     * Asks after a full run, after runs in random orders, and after runs of random halves.
     *
     * @param rounds how many random orders and halves
     * @param out told of each round
     * @throws IllegalStateException if forks do not say what they execute
     */
    public static CompletenessReport run(Subject subject, int rounds, long seed, Consumer<String> out) {
        CompletenessOracle oracle = new CompletenessOracle(subject, seed, out);
        if (oracle.truth.isEmpty()) {
            throw new IllegalStateException("no fork says what it executes: nothing is recorded yet");
        }
        CompletenessReport report = new CompletenessReport(oracle.truth.size());
        List<TestClass> tests = new ArrayList<>(new TreeSet<>(oracle.truth.keySet()));
        oracle.round("all, in order", tests, report);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(tests, oracle.random);
            oracle.round("all, in a random order", tests, report);
            Collections.shuffle(tests, oracle.random);
            oracle.round("a random half", tests.subList(0, (tests.size() + 1) / 2), report);
        }
        return report;
    }

    /** What each test class executes alone; those of which that is not known, or that fail alone, are left out. */
    private Map<TestClass, Set<Method>> truth() {
        Decoding decoding = new Decoding(classes);
        Map<TestClass, Set<Method>> truth = new HashMap<>();
        for (TestClass test : new TreeSet<>(subject.tests())) {
            subject.runner().run(List.of(test)).values().forEach(outcome -> {
                if (outcome.failures().isEmpty()) {
                    outcome.footprint().ifPresent(alone -> truth.put(test, decoding.executed(alone)));
                }
            });
        }
        return truth;
    }

    private void round(String name, List<TestClass> tests, CompletenessReport report) {
        subject.forget();
        subject.runAndRecord(tests);
        Set<TestClass> fresh = new HashSet<>(tests);
        fresh.removeAll(subject.selection());
        CompletenessReport.Round round = new CompletenessReport.Round(name, fresh.size());
        classes.keySet().stream()
                .sorted(Comparator.comparing(ClassName::module).thenComparing(ClassName::binaryName))
                .forEach(changed -> ask(changed, fresh, round));
        out.accept(round.text());
        report.add(round);
    }

    private void ask(ClassName changed, Set<TestClass> fresh, CompletenessReport.Round round) {
        byte[] original = classes.get(changed);
        Map<Method, Set<TestClass>> executing = new HashMap<>();
        Set<TestClass> touching = new TreeSet<>();
        for (TestClass test : fresh) {
            for (Method method : truth.getOrDefault(test, Set.of())) {
                if (method.className().equals(changed.binaryName())) {
                    executing.computeIfAbsent(method, any -> new TreeSet<>()).add(test);
                    touching.add(test);
                }
            }
        }
        if (touching.isEmpty()) {
            return;
        }
        Set<TestClass> byShape =
                new HashSet<>(subject.whatIf(edit(changed, Marking.shape(original)), edit(changed, original))
                        .selected());
        byShape.retainAll(fresh);
        round.addClass(changed.binaryName(), touching, byShape);
        executing.forEach((method, users) -> {
            byte[] marked = Marking.body(original, method.number());
            Set<TestClass> selected = new HashSet<>(subject.whatIf(edit(changed, marked), edit(changed, original))
                    .selected());
            selected.retainAll(fresh);
            round.addMethod(method.toString(), users, selected);
        });
    }

    private static Output edit(ClassName name, byte[] bytes) {
        return new Output(Map.of(name, bytes), Set.of(), Resources.NONE);
    }
}
