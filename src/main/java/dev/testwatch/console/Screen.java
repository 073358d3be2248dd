package dev.testwatch.console;

import java.util.List;
import java.util.Optional;

/**
 * What is on the terminal and what is to come: lines that scroll away, and below them the status line or a prompt. Makes
 * the text that brings the terminal from one state to the next; writes nothing itself, and is used by one thread.
 *
 * <p>Between frames the cursor stands in the first row of the bottom part. When the terminal becomes narrower and breaks
 * the rows drawn for the old width, everything that is left of them is behind the cursor and is cleared with one sequence.
 */
final class Screen {

    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_ALL = "\u001b[H\u001b[2J";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String MARK_PASTES = "\u001b[?2004h";
    private static final String DO_NOT_MARK_PASTES = "\u001b[?2004l";
    private static final String WRAP = "\u001b[?7h";
    private static final String DO_NOT_WRAP = "\u001b[?7l";
    private static final String PLAIN = "\u001b[0m";

    /** In characters: what a slow terminal takes in a moment, so that the status line does not wait for all the rest. */
    private static final int MOST_PER_FRAME = 1 << 16;

    private final Look look;
    private final Backlog pending = new Backlog();
    private Optional<Prompt> prompt = Optional.empty();
    private String status = "";
    private String drawnStatus = "";
    /** The size of the terminal if nothing but the status line is below the lines, as it was drawn. */
    private Optional<Extent> statusAt = Optional.empty();

    private String signal = "";
    private boolean urgent;
    private boolean cleared;
    private int cursor;

    Screen(Look look) {
        this.look = look;
    }

    /** These lines are to be appended above the bottom part. */
    void append(List<String> lines) {
        SafeText.lines(lines, look).forEach(pending::add);
        urgent = true;
    }

    /** What is on the screen goes; what has scrolled away stays. */
    void clear() {
        cleared = true;
        urgent = true;
    }

    /** The status line from now on; empty for none. */
    void status(String line) {
        status = SafeText.line(line, look);
    }

    /** To be sent once; of several before the next frame only the last. */
    void ring(Signal latest) {
        signal = latest.sequence();
        urgent = true;
    }

    /** The open prompt; it stands in the place of the status line. */
    void prompt(Optional<Prompt> open) {
        prompt = open;
        redraw();
    }

    /** What is drawn may be damaged: draw it again. */
    void redraw() {
        statusAt = Optional.empty();
        urgent = true;
    }

    /** Whether the terminal does not show what it should. */
    boolean isDirty() {
        return urgent || (prompt.isEmpty() && !status.equals(drawnStatus));
    }

    /** Whether what is missing should not wait. */
    boolean isUrgent() {
        return urgent;
    }

    /** To be written before the first frame. */
    String enter() {
        cursor = 0;
        redraw();
        return MARK_PASTES + HIDE_CURSOR;
    }

    /** To be written at the end, or before the terminal is given away: takes the bottom part away. */
    String leave(Extent extent) {
        String left = home(extent)
                + pending.take(Integer.MAX_VALUE)
                + (look.colour() ? PLAIN : "")
                + WRAP
                + DO_NOT_MARK_PASTES
                + SHOW_CURSOR;
        cursor = 0;
        drawnStatus = "";
        return left;
    }

    /** What is to be written now; of very many lines only the first, and the screen stays dirty. */
    String frame(Extent extent) {
        boolean over = statusAt.equals(Optional.of(extent)) && pending.isEmpty() && !cleared;
        String frame = signal + (over ? statusOver(extent) : anew(extent));
        statusAt = prompt.isEmpty() ? Optional.of(extent) : Optional.empty();
        signal = "";
        drawnStatus = status;
        cleared = false;
        urgent = !pending.isEmpty();
        return frame;
    }

    private String anew(Extent extent) {
        return (cleared ? CLEAR_ALL : home(extent)) + pending.take(MOST_PER_FRAME) + bottom(extent);
    }

    /** The new line takes the place of the old one without a moment in which there is none. */
    private String statusOver(Extent extent) {
        String line = Columns.cut(status, extent.columns());
        // In the last column the cursor stands on what was written there.
        String rest = Columns.width(line) < extent.columns() ? CLEAR_BELOW : "";
        return "\r" + DO_NOT_WRAP + line + rest + WRAP + "\r";
    }

    private String home(Extent extent) {
        return "\r" + move(cursor / extent.columns(), 'A') + CLEAR_BELOW;
    }

    private String bottom(Extent extent) {
        if (prompt.isPresent()) {
            PromptDrawing drawing = PromptDrawing.of(prompt.get(), extent, look);
            cursor = Math.min(drawing.cursor(), extent.columns() - 1);
            return rows(drawing.rows()) + move(cursor, 'C') + SHOW_CURSOR;
        }
        cursor = 0;
        String line = Columns.cut(status, extent.columns());
        return HIDE_CURSOR + (line.isEmpty() ? "" : rows(List.of(line)));
    }

    /** Draws the rows and goes back to the first. Wrapping is off: terminals do not agree on how wide a character is. */
    private static String rows(List<String> rows) {
        return DO_NOT_WRAP + String.join("\r\n", rows) + WRAP + "\r" + move(rows.size() - 1, 'A');
    }

    private static String move(int by, char direction) {
        return by > 0 ? "\u001b[" + by + direction : "";
    }
}
