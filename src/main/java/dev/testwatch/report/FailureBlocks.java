package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Blocks for any number of failures, each root cause once. */
final class FailureBlocks {

    private static final int MOST = 10;

    private FailureBlocks() {}

    /** @param justNow whether a test has only now begun to fail */
    static List<Line> of(List<FailingTest> failing, Predicate<FailingTest> justNow, Page page) {
        var places = new Places(page.sources());
        List<FailureGroup> groups = FailureGroup.of(
                failing.stream().map(test -> Failure.of(test, places)).toList());
        var lines = new ArrayList<Line>();
        int shown = page.all() ? groups.size() : Math.min(MOST, groups.size());
        for (FailureGroup group : groups.subList(0, shown)) {
            lines.add(Line.BLANK);
            lines.addAll(block(group, justNow, page));
        }
        int more = groups.subList(shown, groups.size()).stream()
                .mapToInt(group -> group.failures().size())
                .sum();
        if (more > 0) {
            lines.add(Line.BLANK);
            lines.add(Line.of("  " + Glyphs.ellipsis(page.theme()) + " and " + Figures.count(more) + " more, "
                    + Hints.SHOWS_ALL));
        }
        return lines;
    }

    private static List<Line> block(FailureGroup group, Predicate<FailingTest> justNow, Page page) {
        return group.unusable()
                .map(name -> LoadBlock.of(name, group, page))
                .orElseGet(() -> FailureBlock.of(group, remark(group.failures(), justNow), page));
    }

    private static String remark(List<Failure> failures, Predicate<FailingTest> justNow) {
        long broke = failures.stream().map(Failure::test).filter(justNow).count();
        if (failures.size() == 1) {
            return broke == 1 ? "broke just now" : "";
        }
        String count = Members.count(failures);
        if (broke == 0) {
            return count;
        }
        return count + (broke == failures.size() ? ", broke just now" : ", " + broke + " just now");
    }
}
