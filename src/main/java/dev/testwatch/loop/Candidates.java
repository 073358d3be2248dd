package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Prompting;
import dev.testwatch.fork.TestResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The modules, test classes and tests of the project as they were at one moment; what a prompt suggests from. */
record Candidates(List<Name> allClasses, List<Name> allNames, List<Name> allModules, List<Name> allTests)
        implements Prompting {

    private static final int ENOUGH = 100;

    Candidates {
        allClasses = List.copyOf(allClasses);
        allNames = List.copyOf(allNames);
        allModules = List.copyOf(allModules);
        allTests = List.copyOf(allTests);
    }

    /**
     * One of them.
     *
     * @param searched what a typed text is compared with, in lower case: for a test its display name too
     */
    record Name(Match match, String searched) {
        static Name of(String text, int tests) {
            return new Name(new Match(text, tests), text.toLowerCase(Locale.ROOT));
        }

        private String simple() {
            return searched.substring(searched.lastIndexOf('.') + 1);
        }
    }

    @Override
    public List<Match> classes(String typed) {
        return containing(allClasses, typed);
    }

    @Override
    public List<Match> names(String typed) {
        return containing(allNames, typed);
    }

    @Override
    public List<Match> modules(String typed) {
        return containing(allModules, typed);
    }

    @Override
    public List<Match> anything(String typed) {
        if (typed.isBlank()) {
            return allClasses.stream().limit(ENOUGH).map(Name::match).toList();
        }
        String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
        var found = new ArrayList<Scored>();
        for (List<Name> names : List.of(allClasses, allTests)) {
            for (Name name : names) {
                int score = Fuzzy.score(name.searched(), wanted);
                if (score > Fuzzy.NOT_FOUND) {
                    found.add(new Scored(name, score));
                }
            }
        }
        return found.stream()
                .sorted(Scored.BEST)
                .limit(ENOUGH)
                .map(scored -> scored.name().match())
                .toList();
    }

    private record Scored(Name name, int score) {
        static final Comparator<Scored> BEST = Comparator.comparingInt((Scored scored) -> -scored.score())
                .thenComparing(scored -> scored.name().match().text().length())
                .thenComparing(scored -> scored.name().match().text());
    }

    /** Those whose simple name begins with what was typed come first, then the shorter ones. */
    private static List<Match> containing(List<Name> all, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace('/', '.');
        ToIntFunction<Name> beginning = name -> name.simple().startsWith(wanted) ? 0 : 1;
        return all.stream()
                .filter(name -> name.searched().contains(wanted))
                .sorted(Comparator.comparingInt(beginning)
                        .thenComparing(name -> name.match().text().length())
                        .thenComparing(name -> name.match().text()))
                .limit(ENOUGH)
                .map(Name::match)
                .toList();
    }

    /** Collects what there is, test class by test class. */
    static final class Gathering {
        private final Map<String, Integer> modules = new TreeMap<>();
        private final Map<String, Integer> names = new TreeMap<>();
        private final Map<String, Name> tests = new HashMap<>();
        private final List<Name> classes = new ArrayList<>();

        void add(TestClass test, int count, List<TestResult> results) {
            classes.add(Name.of(test.name(), count));
            modules.merge(test.module(), count, Integer::sum);
            for (TestResult result : results) {
                String name = result.methodName().orElse(result.displayName());
                names.merge(name, 1, Integer::sum);
                String text = test.name() + "#" + name;
                tests.computeIfAbsent(
                        text,
                        key -> new Name(
                                new Match(key, 1), (key + " " + result.displayName()).toLowerCase(Locale.ROOT)));
            }
        }

        Candidates candidates() {
            return new Candidates(classes, list(names, ""), list(modules, ""), search());
        }

        private static List<Name> list(Map<String, Integer> counts, String before) {
            return counts.entrySet().stream()
                    .map(entry -> Name.of(before + entry.getKey(), entry.getValue()))
                    .toList();
        }

        private List<Name> search() {
            var all = new ArrayList<>(list(modules, "module "));
            all.addAll(tests.values());
            return all;
        }
    }
}
