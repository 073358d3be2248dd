package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** Tests that fail and pass with the same content: how they failed, for a screen. */
final class FlakyText {

    private FlakyText() {}

    static List<Line> lines(List<Flaky> all, Page page) {
        var places = new Places(page.sources());
        var lines = new ArrayList<Line>();
        for (Flaky flaky : all) {
            lines.add(Line.BLANK);
            lines.addAll(FailureBlock.ofFlaky(flaky, places, page));
        }
        return lines;
    }

    /** {@code failed 1 of 3 times with the same content, counts as passed}. */
    static String remark(Flaky flaky) {
        return "failed " + flaky.failures().size() + " of " + flaky.runs()
                + " times with the same content, counts as passed";
    }
}
