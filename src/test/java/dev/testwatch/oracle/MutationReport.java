package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.oracle.MutationOracle.Judged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What the mutation oracle has found out so far. */
public final class MutationReport {

    static final String PRESENT = "testwatch";
    static final String STATIC = "static, class level";
    static final String DYNAMIC = "class-level dynamic, as Ekstazi's core records";
    static final String DYNAMIC_ALONE = "class-level dynamic, each test class alone";
    static final String CRIPPLED = "direct users only (wrong on purpose)";

    private final Map<TestClass, Outcome> usual;
    private final List<String> ignored;
    private final boolean all;
    private final List<Judged> edits = new ArrayList<>();

    /**
     * @param usual how all test classes end and how long they take while nothing is changed
     * @param ignored tests that cannot be judged
     * @param all whether the selected tests are run, too
     */
    MutationReport(Map<TestClass, Outcome> usual, Collection<String> ignored, boolean all) {
        this.usual = Map.copyOf(usual);
        this.ignored = List.copyOf(ignored);
        this.all = all;
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

    private int missed(String selection) {
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
                "%d edits, %s, of %d test classes; %d tests not judged%n",
                edits.size(),
                all ? killed() + " of them killed" : "killed unknown",
                usual.size(),
                ignored.size()));
        for (String selection : List.of(PRESENT, STATIC, DYNAMIC, DYNAMIC_ALONE, CRIPPLED)) {
            if (edits.stream().anyMatch(edit -> edit.selections().containsKey(selection))) {
                text.append(line(selection, shares(selection) + ", missed " + missed(selection) + " edits"));
                text.append(line("  edits in code alone", inCode(selection, Set::size)));
            }
        }
        text.append(line("testwatch, edits in code, tests", inCode(PRESENT, this::tests)));
        text.append(line("testwatch, edits in code, their time", inCode(PRESENT, this::time)));
        if (all) {
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

    private String inCode(String selection, ToDoubleFunction<Set<TestClass>> size) {
        double whole = size.applyAsDouble(usual.keySet());
        return new Shares(edits.stream()
                        .filter(edit ->
                                edit.edit().inCode() && edit.selections().containsKey(selection))
                        .map(edit -> size.applyAsDouble(edit.selections().get(selection)) / whole)
                        .toList())
                .toString();
    }

    private double tests(Set<TestClass> classes) {
        return classes.stream().mapToInt(test -> of(test).results().size()).sum();
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
            Set<TestClass> present = edit.selections().getOrDefault(PRESENT, Set.of());
            selected += present.size();
            affected += (int) present.stream().filter(edit.affected()::contains).count();
        }
        return String.format(Locale.ROOT, "; %.1f %% of all selected", 100.0 * affected / Math.max(1, selected));
    }

    private static List<String> names(Set<TestClass> tests) {
        return tests.stream().map(TestClass::name).sorted().toList();
    }

    private Shares shares(String selection) {
        return new Shares(edits.stream()
                .filter(edit -> edit.selections().containsKey(selection))
                .map(edit -> (double) edit.selections().get(selection).size() / usual.size())
                .toList());
    }

    private Shares affected() {
        return new Shares(edits.stream()
                .map(edit -> (double) edit.affected().size() / usual.size())
                .toList());
    }
}
