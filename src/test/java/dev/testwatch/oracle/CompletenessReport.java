package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the completeness oracle has found out so far. */
public final class CompletenessReport {

    private static final int SHOWN = 20;

    private final int tests;
    private final List<Round> rounds = new ArrayList<>();

    CompletenessReport(int tests) {
        this.tests = tests;
    }

    void add(Round round) {
        rounds.add(round);
    }

    /** How many classes that a test touches alone would not have selected it. */
    public int missingByClass() {
        return rounds.stream().mapToInt(round -> round.classes.missing.size()).sum();
    }

    /** How many methods that a test executes alone would not have selected it. */
    public int missingByMethod() {
        return rounds.stream().mapToInt(round -> round.methods.missing.size()).sum();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(tests + " test classes whose truth is known\n");
        rounds.forEach(round -> text.append(round.text()).append('\n'));
        Set<String> causes = new HashSet<>();
        rounds.forEach(round -> causes.addAll(round.classes.missing));
        rounds.forEach(round -> causes.addAll(round.methods.missing));
        causes.stream().sorted().limit(SHOWN).forEach(cause -> text.append("  missing: ")
                .append(cause)
                .append('\n'));
        Map<String, Integer> excess = new HashMap<>();
        rounds.forEach(round -> round.methods.excess.forEach((test, count) -> excess.merge(test, count, Integer::sum)));
        excess.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry -> text.append("  selected for methods that it does not execute: ")
                        .append(entry.getKey())
                        .append(", ")
                        .append(entry.getValue())
                        .append(" times\n"));
        return text.toString();
    }

    /** One run and what testwatch knew after it. */
    static final class Round {

        private final String name;
        private final int fresh;
        private final Count classes = new Count();
        private final Count methods = new Count();

        Round(String name, int fresh) {
            this.name = name;
            this.fresh = fresh;
        }

        void addClass(String changed, Set<TestClass> users, Set<TestClass> selected) {
            classes.add(changed, users, selected);
        }

        void addMethod(String changed, Set<TestClass> users, Set<TestClass> selected) {
            methods.add(changed, users, selected);
        }

        String text() {
            return name + ", " + fresh + " test classes: by class " + classes + "; by method " + methods;
        }
    }

    private static final class Count {

        private final List<String> missing = new ArrayList<>();
        private final Map<String, Integer> excess = new HashMap<>();
        private int truth;
        private int closure;

        void add(String changed, Set<TestClass> users, Set<TestClass> selected) {
            truth += users.size();
            closure += selected.size();
            selected.stream()
                    .filter(user -> !users.contains(user))
                    .forEach(user -> excess.merge(user.name(), 1, Integer::sum));
            users.stream()
                    .filter(user -> !selected.contains(user))
                    .forEach(user -> missing.add(changed + " for " + user.name()));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d missing, closure / truth %.3f",
                    missing.size(),
                    truth,
                    truth == 0 ? 0 : (double) closure / truth);
        }
    }
}
