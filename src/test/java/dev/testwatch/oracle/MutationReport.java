package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.oracle.Edit.Kind;
import dev.testwatch.oracle.MutationOracle.Judged;
import dev.testwatch.oracle.MutationOracle.Runs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What the mutation oracle has found out so far. */
public final class MutationReport {

    static final String PRESENT = "testwatch";
    static final String STATIC = "static, class level";
    static final String DYNAMIC = "class-level dynamic, as Ekstazi's core records";
    static final String DYNAMIC_ALONE = "class-level dynamic, each test class alone";
    static final String METHODS_ALONE = "method-level dynamic, each test class alone";
    static final String CRIPPLED = "direct users only (wrong on purpose)";

    private static final int SHOWN = 20;

    /** Without those that hold no test, and those that fail as it is: they are selected again and again. */
    private final Map<TestClass, Outcome> usual;

    private final int leftOut;
    private final List<String> ignored;
    private final Runs runs;
    private final List<String> yardsticks;
    private final List<Judged> edits = new ArrayList<>();

    /**
     * @param usual how all test classes end and how long they take while nothing is changed
     * @param ignored tests that cannot be judged
     * @param runs what is run after each edit
     * @param yardsticks the names of those who are asked about each edit, too
     */
    MutationReport(Map<TestClass, Outcome> usual, Collection<String> ignored, Runs runs, List<String> yardsticks) {
        Map<TestClass, Outcome> passing = new HashMap<>(usual);
        passing.values()
                .removeIf(outcome ->
                        outcome.results().isEmpty() || !outcome.failures().isEmpty());
        this.usual = Map.copyOf(passing);
        this.leftOut = usual.size() - passing.size();
        this.ignored = List.copyOf(ignored);
        this.runs = runs;
        this.yardsticks = List.copyOf(yardsticks);
    }

    void add(Judged judged) {
        edits.add(judged);
    }

    /** How many edits changed the end of a test that was not selected. */
    public int violations() {
        return (int) edits.stream().filter(edit -> !edit.missed().isEmpty()).count();
    }

    /** After how many edits that were taken back a test was still stale. */
    public int notFresh() {
        return (int) edits.stream().filter(edit -> !edit.stale().isEmpty()).count();
    }

    /** How many edits changed the end of any test; those of selected tests count only if they were run. */
    public int killed() {
        return (int) edits.stream().filter(edit -> !edit.affected().isEmpty()).count();
    }

    /** How many edits the selection that is wrong on purpose would have missed. */
    public int missedByCrippled() {
        return missed(CRIPPLED);
    }

    /** How many edits changed the end of a test that is not in this selection; of those that it dealt with. */
    int missed(String selection) {
        return (int) edits.stream().filter(edit -> isMissed(edit, selection)).count();
    }

    private static boolean isMissed(Judged edit, String selection) {
        return edit.selections().containsKey(selection)
                && !edit.selections().get(selection).containsAll(edit.affected());
    }

    /** For people, with what is needed to repeat each miss. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d edits, %s, of %d test classes; %d more that fail as it is or hold no test; %d tests not judged%n",
                edits.size(),
                runs == Runs.ALL ? killed() + " of them killed" : "killed unknown",
                usual.size(),
                leftOut,
                ignored.size()));
        yardsticks.forEach(yardstick -> text.append(measured(yardstick)));
        for (String selection : List.of(PRESENT, STATIC, DYNAMIC, DYNAMIC_ALONE, METHODS_ALONE, CRIPPLED)) {
            if (edits.stream().anyMatch(edit -> edit.selections().containsKey(selection))) {
                text.append(line(
                        selection,
                        shares(selection) + (runs == Runs.ALL ? ", missed " + missed(selection) + " edits" : "")));
                text.append(line("  " + count(Kind.BODY) + " edits of bodies", among(Kind.BODY, selection, Set::size)));
                text.append(line("    their tests", among(Kind.BODY, selection, this::tests)));
                text.append(line("    the time of these", among(Kind.BODY, selection, this::time)));
                if (selection.equals(PRESENT)) {
                    text.append(line("    their tests, if single methods run", singleTests()));
                }
                text.append(line(
                        "  " + count(Kind.INITIALISER) + " edits of static initialisers",
                        among(Kind.INITIALISER, selection, Set::size)));
            }
        }
        text.append(needless());
        if (runs == Runs.ALL) {
            text.append(line("really affected", affected() + precision()));
        }
        text.append(violations() + " violations, " + notFresh() + " edits not fresh after they were taken back\n");
        edits.stream().filter(edit -> !edit.missed().isEmpty()).forEach(edit -> text.append("  violation, seed ")
                .append(edit.number())
                .append(": ")
                .append(edit.edit())
                .append("; missed ")
                .append(names(edit.missed()))
                .append('\n'));
        edits.stream().filter(edit -> isMissed(edit, CRIPPLED)).forEach(edit -> text.append("  found out, seed ")
                .append(edit.number())
                .append(": ")
                .append(edit.edit())
                .append('\n'));
        ignored.stream()
                .limit(20)
                .forEach(id -> text.append("  not judged: ").append(id).append('\n'));
        return text.toString();
    }

    private String measured(String yardstick) {
        StringBuilder text = new StringBuilder();
        List<Judged> dealt = edits.stream()
                .filter(edit -> edit.selections().containsKey(yardstick))
                .toList();
        text.append(line(
                yardstick,
                shares(yardstick) + (runs == Runs.ALL ? ", missed " + missed(yardstick) + " edits" : "")
                        + ", failed for " + (edits.size() - dealt.size()) + " edits, which do not count"));
        text.append(line("  " + count(Kind.BODY) + " edits of bodies", among(Kind.BODY, yardstick, Set::size)));
        dealt.stream().filter(edit -> isMissed(edit, yardstick)).forEach(edit -> {
            Set<TestClass> missed = new HashSet<>(edit.affected());
            missed.removeAll(edit.selections().getOrDefault(yardstick, Set.of()));
            text.append("  missed, seed " + edit.number() + ": " + edit.edit() + "; " + names(missed) + "\n");
        });
        return text.toString();
    }

    /** Why test classes were selected that do not execute what changed, by how often. */
    private String needless() {
        Map<String, Integer> counts = new HashMap<>();
        edits.stream().filter(edit -> edit.edit().kind() == Kind.BODY).forEach(edit -> edit.needless()
                .forEach((cause, count) -> counts.merge(cause, count, Integer::sum)));
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .forEach(entry -> text.append("  selected for a body that they do not execute, ")
                        .append(entry.getValue())
                        .append(" times: ")
                        .append(entry.getKey())
                        .append('\n'));
        return text.toString();
    }

    private long count(Kind kind) {
        return edits.stream().filter(edit -> edit.edit().kind() == kind).count();
    }

    private String among(Kind kind, String selection, ToDoubleFunction<Set<TestClass>> size) {
        double whole = size.applyAsDouble(usual.keySet());
        return new Shares(edits.stream()
                        .filter(edit ->
                                edit.edit().kind() == kind && edit.selections().containsKey(selection))
                        .map(edit ->
                                size.applyAsDouble(counted(edit.selections().get(selection))) / whole)
                        .toList())
                .toString();
    }

    private Set<TestClass> counted(Set<TestClass> tests) {
        Set<TestClass> counted = new HashSet<>(tests);
        counted.retainAll(usual.keySet());
        return counted;
    }

    private double tests(Set<TestClass> classes) {
        return classes.stream().mapToInt(test -> of(test).results().size()).sum();
    }

    private String singleTests() {
        double whole = tests(usual.keySet());
        return new Shares(edits.stream()
                        .filter(edit -> edit.edit().kind() == Kind.BODY)
                        .map(edit -> singleTests(edit) / whole)
                        .toList())
                .toString();
    }

    private double singleTests(Judged edit) {
        return counted(edit.selections().getOrDefault(PRESENT, Set.of())).stream()
                .mapToLong(test ->
                        of(test).tests(Optional.ofNullable(edit.methods().get(test))))
                .sum();
    }

    private double time(Set<TestClass> classes) {
        return classes.stream().mapToLong(test -> of(test).took().toNanos()).sum();
    }

    private Outcome of(TestClass test) {
        return usual.getOrDefault(test, Outcome.NONE);
    }

    private static String line(String name, String figures) {
        return String.format(Locale.ROOT, "%-48s %s%n", name, figures);
    }

    /** Which part of all that was selected ended otherwise. */
    private String precision() {
        int selected = 0;
        int affected = 0;
        for (Judged edit : edits) {
            Set<TestClass> present = counted(edit.selections().getOrDefault(PRESENT, Set.of()));
            selected += present.size();
            affected += (int) present.stream().filter(edit.affected()::contains).count();
        }
        return String.format(Locale.ROOT, "; %.1f %% of all selected", 100.0 * affected / Math.max(1, selected));
    }

    static List<String> names(Set<TestClass> tests) {
        return tests.stream().map(TestClass::name).sorted().toList();
    }

    private Shares shares(String selection) {
        return new Shares(edits.stream()
                .filter(edit -> edit.selections().containsKey(selection))
                .map(edit -> (double) counted(edit.selections().get(selection)).size() / usual.size())
                .toList());
    }

    private Shares affected() {
        return new Shares(edits.stream()
                .map(edit -> (double) counted(edit.affected()).size() / usual.size())
                .toList());
    }
}
