package dev.testwatch.report;

import java.nio.file.Path;

/** A place in a source, as a link; of one that is too long the end is kept, since it holds file and line. */
final class Where {

    private Where() {}

    /** @param before how many columns of the line are taken */
    static Span span(String place, Path file, int before, Theme theme) {
        String text = Neutral.escaped(place);
        String shown = theme.unicode() ? text : Neutral.ascii(text);
        int room = theme.width() - before;
        if (Cells.width(shown) <= room) {
            return Span.link(shown, file);
        }
        String ellipsis = Glyphs.ellipsis(theme);
        return Span.link(ellipsis + shown.substring(Cells.fitEnd(shown, room - Cells.width(ellipsis))), file);
    }
}
