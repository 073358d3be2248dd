package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.Footprint;
import dev.testwatch.oracle.Decoding.Method;
import dev.testwatch.oracle.Subject.Supposed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Asks of every method outside of tests that any test class executes by itself: were its body another, which part of all
 * test classes and tests would be selected? Beside it stand those who execute the method, and those who execute any
 * method of its class. Each method counts the same; static initialisers are left out. Nothing is run after an edit, so
 * nothing is learned of misses.
 */
public final class PrecisionOracle {

    private final Subject subject;
    private final Map<ClassName, byte[]> classes;
    private final Map<TestClass, Outcome> alone = new TreeMap<>();
    private final Map<TestClass, Set<Method>> executed = new HashMap<>();
    private final Map<String, List<Set<TestClass>>> selections = new LinkedHashMap<>();
    /** By test method: what was executed in its own scope; of what is around it, what its class executed. */
    private final Map<TestClass, Map<String, Set<Method>>> scopes = new HashMap<>();

    private final List<Double> themselves = new ArrayList<>();
    /** Of all tests those that would run if only the methods of a test class ran that have to. */
    private final List<Double> single = new ArrayList<>();

    private PrecisionOracle(Subject subject, boolean methods) {
        this.subject = subject;
        this.classes = subject.everything().written();
        Decoding decoding = new Decoding(classes);
        subject.runAlone(new TreeSet<>(subject.tests())).forEach((ran, outcome) -> {
            if (outcome.failures().isEmpty() && outcome.footprint().isPresent()) {
                alone.put(ran, outcome);
                Footprint footprint = outcome.footprint().get();
                executed.put(ran, decoding.executed(footprint));
                Map<String, Set<Method>> own = new HashMap<>();
                footprint.methods().forEach((id, probes) -> own.put(id, decoding.executed(footprint, probes)));
                scopes.put(ran, own);
            }
        });
        if (methods) {
            subject.runMethodsAlone();
        }
    }

    /**
     * Runs each test class by itself and asks; for people.
     *
     * @param methods whether each method runs by itself, too, so that of a test class only those are selected that have
     *     to run
     */
    public static String run(Subject subject, boolean methods) {
        PrecisionOracle oracle = new PrecisionOracle(subject, methods);
        oracle.classes.keySet().stream().filter(name -> !subject.isTest(name)).forEach(oracle::ask);
        return oracle.text();
    }

    private void ask(ClassName name) {
        Map<Method, Set<TestClass>> executing = new HashMap<>();
        Set<TestClass> touching = new HashSet<>();
        executed.forEach((test, methods) -> methods.stream()
                .filter(method -> method.className().equals(name.binaryName()))
                .forEach(method -> {
                    executing.computeIfAbsent(method, any -> new HashSet<>()).add(test);
                    touching.add(test);
                }));
        byte[] original = classes.get(name);
        executing.forEach((method, tests) -> {
            if (Edit.Kind.ofCode(method.member()) == Edit.Kind.BODY) {
                Supposed supposed =
                        subject.whatIf(edit(name, Marking.body(original, method.number())), edit(name, original));
                Set<TestClass> selected = new HashSet<>(supposed.selected());
                selected.retainAll(alone.keySet());
                add(MutationReport.PRESENT, selected);
                single.add(tests(selected, supposed.methods()) / tests(alone.keySet()));
                add(MutationReport.DYNAMIC_ALONE, touching);
                add(MutationReport.METHODS_ALONE, tests);
                themselves.add(executing(method, tests));
            }
        });
    }

    /** The share of test methods that execute it; where it is executed around them, all of the class do. */
    private double executing(Method method, Set<TestClass> tests) {
        long count = 0;
        long all = 0;
        for (Map.Entry<TestClass, Map<String, Set<Method>>> test : scopes.entrySet()) {
            Map<String, Set<Method>> own = test.getValue();
            Set<String> methods = new HashSet<>(own.keySet());
            methods.removeIf(id -> own.keySet().stream().anyMatch(other -> other.startsWith(id + "/")));
            all += methods.size();
            long some = methods.stream()
                    .filter(id -> own.getOrDefault(id, Set.of()).contains(method))
                    .count();
            boolean around = some == 0 && tests.contains(test.getKey());
            count += around ? methods.size() : some;
        }
        return all == 0 ? 0 : (double) count / all;
    }

    private void add(String name, Set<TestClass> selection) {
        selections.computeIfAbsent(name, any -> new ArrayList<>()).add(selection);
    }

    private static Output edit(ClassName name, byte[] bytes) {
        return new Output(Map.of(name, bytes), Set.of(), Resources.NONE);
    }

    private String text() {
        int methods = selections.getOrDefault(MutationReport.PRESENT, List.of()).size();
        return methods + " methods that any of " + alone.size() + " test classes executes by itself\n"
                + selections.entrySet().stream()
                        .map(entry -> line(entry.getKey(), shares(entry.getValue(), Set::size))
                                + line("  tests", shares(entry.getValue(), this::tests)))
                        .collect(Collectors.joining())
                + line("its tests, if single methods run", new Shares(single))
                + line("test methods that execute it themselves", new Shares(themselves));
    }

    private Shares shares(List<Set<TestClass>> all, ToDoubleFunction<Set<TestClass>> size) {
        double whole = size.applyAsDouble(alone.keySet());
        return new Shares(
                all.stream().map(one -> size.applyAsDouble(one) / whole).toList());
    }

    private double tests(Set<TestClass> tests) {
        return tests(tests, Map.of());
    }

    /** How many tests these have; of some of them, only those of these methods. */
    private double tests(Set<TestClass> tests, Map<TestClass, List<String>> only) {
        return alone.entrySet().stream()
                .filter(entry -> tests.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue().tests(Optional.ofNullable(only.get(entry.getKey()))))
                .sum();
    }

    private static String line(String name, Shares shares) {
        return String.format(Locale.ROOT, "%-48s %s%n", name, shares);
    }
}
