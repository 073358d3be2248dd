package dev.testwatch.report;

/**
 * What the screen can show.
 *
 * @param width in columns; 80 if it is not known (0 or less), and never taken as less than 20
 * @param colour whether to write colours
 * @param unicode whether to write anything but ASCII; without it other characters appear as {@code \}{@code u00e9}
 * @param hyperlinks whether to make paths clickable (OSC 8)
 */
public record Theme(int width, boolean colour, boolean unicode, boolean hyperlinks) {

    private static final int PAGE = 74;

    public Theme {
        width = width <= 0 ? 80 : Math.max(20, width);
    }

    /** How wide a rule is, and where what stands on the right ends. */
    int page() {
        return Math.min(width, PAGE);
    }
}
