package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why tests ran: for each, the way from what changed to the test.
 *
 * @param because what set the run off
 * @param methods of the test classes of which not all tests ran, those that did: methods by their unique ids
 */
public record WhyText(String because, Selection selection, Map<TestClass, List<String>> methods) {

    private static final int MOST = 50;

    public WhyText {
        methods = Map.copyOf(methods);
    }

    /** The reasons of all, the first of very many. */
    public List<String> ofAll() {
        List<Selected> all = selection.tests();
        var lines = new ArrayList<String>();
        lines.add(Figures.count(all.size(), "test class", "test classes") + " ran: " + because);
        all.stream().limit(MOST).forEach(selected -> lines.add("  " + line(selected)));
        if (all.size() > MOST) {
            lines.add("  … and " + Figures.count(all.size() - MOST, "more", "more"));
        }
        return lines;
    }

    /** The reason of one test. */
    public List<String> of(FailingTest test) {
        return selection.tests().stream()
                .filter(selected -> selected.test().module().equals(test.module())
                        && selected.test().name().equals(test.result().testClass()))
                .findFirst()
                .map(selected -> List.of(because, "  " + line(selected)))
                .orElseGet(() -> List.of(TestName.of(test.result())
                        + " was not in the last run: nothing that it needs has changed since it failed"));
    }

    private String line(Selected selected) {
        String some = Optional.ofNullable(methods.get(selected.test()))
                .map(ids -> "; only " + Figures.count(ids.size(), "of its methods", "of its methods"))
                .orElse("");
        return way(selected) + some;
    }

    private static String way(Selected selected) {
        Reason reason = selected.reason();
        if (reason instanceof Reason.DependsOn needs && !needs.path().isEmpty()) {
            var fromTheChange = new ArrayList<>(needs.path());
            Collections.reverse(fromTheChange);
            return String.join(" → ", fromTheChange)
                    + needs.element().map(part -> ": " + part).orElse("");
        }
        return selected.test().name() + ": " + words(reason);
    }

    private static String words(Reason reason) {
        if (reason instanceof Reason.Changed) {
            return "changed itself";
        } else if (reason instanceof Reason.DependsOn) {
            return "needs what changed";
        } else if (reason instanceof Reason.FailedBefore) {
            return "failed before";
        } else if (reason instanceof Reason.NeverRun) {
            return "never ran with this content";
        } else if (reason instanceof Reason.Asked) {
            return "asked for";
        } else if (reason instanceof Reason.Undecidable undecidable) {
            return undecidable.why();
        }
        return "selected";
    }
}
