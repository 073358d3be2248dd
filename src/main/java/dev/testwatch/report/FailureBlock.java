package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A failed test, or several that failed alike: what broke, where, and what it wrote. */
final class FailureBlock {

    private static final int FRAMES = 5;
    private static final int MESSAGE_LINES = 12;
    private static final int MESSAGE_LINES_IN_FULL = 1_000;
    private static final int DIFF_LINES = 30;
    private static final int DIFF_LINES_IN_FULL = 5_000;
    private static final int CAUSES = 5;
    private static final int LINES_BEFORE = 2;

    private final FailureGroup group;
    private final Failure failure;
    private final Page page;
    private final List<Line> lines = new ArrayList<>();

    private FailureBlock(FailureGroup group, Page page) {
        this.group = group;
        this.failure = group.first();
        this.page = page;
    }

    /** @param remark what is to stand beside the name; may be empty */
    static List<Line> of(FailureGroup group, String remark, Page page) {
        return new FailureBlock(group, page).lines(Span.of("FAIL", Style.BAD), remark);
    }

    /** How a flaky test failed the first time. */
    static List<Line> ofFlaky(Flaky flaky, Places places, Page page) {
        var group = new FailureGroup(Optional.empty(), List.of(Failure.of(flaky.first(), places)));
        return new FailureBlock(group, page).lines(Span.of(flaky.words(), Style.DOUBTFUL), FlakyText.remark(flaky));
    }

    private List<Line> lines(Span word, String remark) {
        String name = TestName.of(failure.test().result());
        lines.add(Line.of(Span.of("  "), word, Span.of("  "), Span.of(name, word.style()))
                .right(Span.of(remark)));
        lines.add(Line.BLANK);
        message();
        difference();
        place();
        if (page.stacks()) {
            wholeStack();
        } else {
            ownFrames();
        }
        lines.addAll(OutputTail.of(failure.test().result().output(), page));
        lines.addAll(Members.alike(group, page));
        return lines;
    }

    private void message() {
        Headline headline = failure.headline();
        lines.add(Line.wrapping(Span.of("    " + page.shorten(headline.first()))));
        rest(headline);
        List<Thrown> causes = failure.chain().map(Chain::causes).orElse(List.of());
        for (Thrown cause : causes.subList(Math.max(0, causes.size() - CAUSES), causes.size())) {
            lines.add(Line.wrapping(Span.of(
                    "    caused by " + page.shorten(Headline.withType(cause).first()))));
        }
    }

    private void rest(Headline headline) {
        int most = page.all() ? MESSAGE_LINES_IN_FULL : MESSAGE_LINES;
        List<String> rest = headline.rest();
        for (String line : rest.subList(0, Math.min(most, rest.size()))) {
            lines.add(Line.wrapping(Span.of("    " + Neutral.tabsExpanded(page.shorten(line), 4))));
        }
        if (rest.size() > most) {
            lines.add(Line.of("    " + Glyphs.ellipsis(page.theme()) + " "
                    + Figures.count(rest.size() - most, "more line", "more lines")));
        }
    }

    private void difference() {
        Optional<Values> values = failure.values();
        if (values.isEmpty()) {
            return;
        }
        Values found = values.get();
        if (found.oneLine()) {
            lines.addAll(InlineDiff.of(found.expected(), found.actual(), found.differOnlyInWhitespace(), page.theme()));
        } else {
            lines.addAll(TextDiff.of(found, page.all() ? DIFF_LINES_IN_FULL : DIFF_LINES, page.theme()));
        }
    }

    private void place() {
        failure.place().ifPresent(place -> {
            String name = page.sources().name(place.file()) + ":" + place.line();
            lines.add(Line.of(Span.of("      "), Where.span(name, place.file(), 6, page.theme())));
            lines.addAll(new CodeFrame(page.sources().lines(place.file()), place.line())
                    .withCaret(LINES_BEFORE, page.theme()));
        });
    }

    private void ownFrames() {
        List<Place> others = failure.otherFrames();
        List<Place> shown = others.subList(0, page.all() ? others.size() : Math.min(FRAMES, others.size()));
        for (Place place : shown) {
            lines.add(Line.of(Span.of("      at "), Where.span(place.frame().text(), place.file(), 9, page.theme())));
        }
        int hidden = failure.frames() - shown.size() - (failure.place().isPresent() ? 1 : 0);
        if (hidden <= 0) {
            return;
        }
        String note = Figures.count(hidden, "frame", "frames") + " hidden, " + Hints.SHOWS_STACKS;
        if (shown.isEmpty()) {
            lines.add(Line.of("      " + note));
        } else {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last).right(Span.of(note)));
        }
    }

    private void wholeStack() {
        failure.chain().ifPresent(chain -> {
            for (String line : StackText.whole(chain.top())) {
                lines.add(Line.wrapping(Span.of("      " + line.replace("\t", "  "))));
            }
        });
    }
}
