package dev.testwatch.report;

import java.nio.file.Path;
import java.util.Optional;

/** A piece of a line; its text holds nothing that could move the cursor or turn the writing round. */
record Span(String text, Style style, Optional<Path> link) {

    Span {
        text = Neutral.escaped(text);
    }

    static Span of(String text) {
        return new Span(text, Style.PLAIN, Optional.empty());
    }

    static Span of(String text, Style style) {
        return new Span(text, style, Optional.empty());
    }

    static Span link(String text, Path target) {
        return new Span(text, Style.PLAIN, Optional.of(target));
    }

    Span with(String other) {
        return new Span(other, style, link);
    }

    String render(Theme theme) {
        String styled = theme.colour() ? style.apply(text) : text;
        if (!theme.hyperlinks() || link.isEmpty() || text.isEmpty()) {
            return styled;
        }
        return "\u001b]8;;" + link.get().toUri().toASCIIString() + "\u001b\\" + styled + "\u001b]8;;\u001b\\";
    }
}
