package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.oracle.HistoryOracle.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the history oracle has found out so far. */
public final class HistoryReport {

    private final List<Step> steps = new ArrayList<>();

    void add(Step step) {
        steps.add(step);
    }

    /** At how many commits a test that was not selected ended otherwise than it was known to. */
    public int violations() {
        return (int) steps.stream().filter(step -> !step.missed().isEmpty()).count();
    }

    /** For people. */
    public String text() {
        long errors = steps.stream().filter(step -> !step.compiles()).count();
        long nothing = steps.stream().filter(step -> step.selected().isEmpty()).count();
        Shares shares = new Shares(steps.stream()
                .map(step -> (double) step.selected().size() / Math.max(1, step.tests()))
                .toList());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d commits, %d of them do not compile whole with this build%nselected test classes: %s; nothing at %d%n%d violations%n",
                steps.size(),
                errors,
                shares,
                nothing,
                violations()));
        steps.stream().filter(step -> !step.missed().isEmpty()).forEach(step -> text.append("  violation, commit ")
                .append(step.commit())
                .append(": missed ")
                .append(step.missed().stream().map(TestClass::name).sorted().toList())
                .append('\n'));
        return text.toString();
    }
}
