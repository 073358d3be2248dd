package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Prompting;
import dev.testwatch.fork.TestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The modules, test classes and tests of the project as they were at one moment; what a prompt suggests from. Each list
 * is in {@link Name#ORDER}, so that what comes late in it seldom pushes out what came before.
 */
record Candidates(List<Name> allClasses, List<Name> allNames, List<Name> allModules, List<Name> allTests)
        implements Prompting {

    private static final int BEGINS = 2;
    private static final int HOLDS = 1;

    Candidates {
        allClasses = List.copyOf(allClasses);
        allNames = List.copyOf(allNames);
        allModules = List.copyOf(allModules);
        allTests = List.copyOf(allTests);
    }

    @Override
    public Found classes(String typed) {
        return containing(allClasses, typed);
    }

    @Override
    public Found names(String typed) {
        return containing(allNames, typed);
    }

    @Override
    public Found modules(String typed) {
        return containing(allModules, typed);
    }

    @Override
    public Found anything(String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
        if (wanted.isEmpty()) {
            return containing(allClasses, "");
        }
        long letters = Fuzzy.letters(wanted);
        Best best = new Best();
        for (List<Name> names : List.of(allClasses, allTests)) {
            for (Name name : names) {
                boolean possible = (letters & ~name.letters()) == 0;
                int score = possible ? Fuzzy.score(name.searched(), wanted) : Fuzzy.NOT_FOUND;
                if (score > Fuzzy.NOT_FOUND) {
                    best.add(name, score);
                }
            }
        }
        return best.found();
    }

    /** Those whose simple name begins with what was typed come first, then the shorter ones. */
    private static Found containing(List<Name> all, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace('/', '.');
        Best best = new Best();
        for (Name name : all) {
            if (name.searched().startsWith(wanted, name.simple())) {
                best.add(name, BEGINS);
            } else if (name.searched().contains(wanted)) {
                best.add(name, HOLDS);
            }
        }
        return best.found();
    }

    /** A test class of which something is known: how many tests it holds, and what came of each. */
    record Known(TestClass test, int count, List<TestResult> results) {}

    /** Collects what there is, test class by test class; what is the same as the last time is not looked at again. */
    static final class Gathering {

        private Map<TestClass, Gathered> gathered = Map.of();

        /**
         * What a test class can be found by.
         *
         * @param methods how many tests each stands for
         * @param tests the first of each method
         */
        private record Gathered(Known known, Name testClass, Map<String, Integer> methods, List<Name> tests) {

            static Gathered of(Known known) {
                Map<String, Integer> methods = new HashMap<>();
                List<Name> tests = new ArrayList<>();
                for (TestResult result : known.results()) {
                    String method = result.methodName().orElse(result.displayName());
                    if (methods.merge(method, 1, Integer::sum) == 1) {
                        tests.add(Name.of(known.test().name() + "#" + method, result.displayName(), 1));
                    }
                }
                return new Gathered(known, Name.of(known.test().name(), known.count()), methods, tests);
            }
        }

        Candidates gather(List<Known> all) {
            Map<TestClass, Gathered> now = new LinkedHashMap<>();
            for (Known known : all) {
                Gathered before = gathered.get(known.test());
                boolean same = before != null && before.known().equals(known);
                now.put(known.test(), same ? before : Gathered.of(known));
            }
            gathered = now;
            return candidates();
        }

        private Candidates candidates() {
            Map<String, Integer> modules = new TreeMap<>();
            Map<String, Integer> methods = new TreeMap<>();
            List<Name> classes = new ArrayList<>();
            List<Name> tests = new ArrayList<>();
            gathered.forEach((test, known) -> {
                classes.add(known.testClass());
                tests.addAll(known.tests());
                modules.merge(test.module(), known.known().count(), Integer::sum);
                known.methods().forEach((method, count) -> methods.merge(method, count, Integer::sum));
            });
            tests.addAll(list(modules, "module "));
            return new Candidates(
                    ordered(classes), ordered(list(methods, "")), ordered(list(modules, "")), ordered(tests));
        }

        private static List<Name> list(Map<String, Integer> counts, String before) {
            return counts.entrySet().stream()
                    .map(entry -> Name.of(before + entry.getKey(), entry.getValue()))
                    .toList();
        }

        private static List<Name> ordered(List<Name> names) {
            return names.stream().sorted(Name.ORDER).toList();
        }
    }
}
