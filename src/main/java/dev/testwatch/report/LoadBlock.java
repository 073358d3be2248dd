package dev.testwatch.report;

import java.util.ArrayList;
import java.util.List;

/** A class that could not be initialised, and the tests that fail because of it. */
final class LoadBlock {

    private LoadBlock() {}

    static List<Line> of(String unusable, FailureGroup group, Page page) {
        Failure first = group.first();
        var lines = new ArrayList<Line>();
        String name = TestName.simple(unusable).replace('$', '.');
        lines.add(Line.of(
                        Span.of("  "),
                        Span.of("LOAD", Style.BAD),
                        Span.of("  "),
                        Span.of(name, Style.BAD),
                        Span.of(" could not be initialised"))
                .right(Span.of(Members.count(group.failures()))));
        first.chain()
                .ifPresent(
                        chain -> lines.add(Line.wrapping(Span.of("      " + page.shorten(Initialiser.cause(chain))))));
        first.place().ifPresent(place -> {
            String where = page.sources().name(place.file()) + ":" + place.line();
            lines.add(Line.of(Span.of("      "), Where.span(where, place.file(), 6, page.theme())));
            lines.addAll(new CodeFrame(page.sources().lines(place.file()), place.line()).single(page.theme()));
        });
        if (page.stacks()) {
            first.chain().ifPresent(chain -> StackText.whole(chain.top())
                    .forEach(line -> lines.add(Line.wrapping(Span.of("      " + line.replace("\t", "  "))))));
        }
        lines.addAll(OutputTail.of(first.test().result().output(), page));
        lines.addAll(Members.firstAndThen(group, page));
        return lines;
    }
}
