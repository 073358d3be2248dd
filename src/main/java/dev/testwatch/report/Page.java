package dev.testwatch.report;

/**
 * What the blocks on a screen are made with.
 *
 * @param all whether nothing is left out because of its length
 * @param stacks whether to print whole stacks instead of the project's own frames
 */
record Page(Sources sources, Theme theme, boolean all, boolean stacks) {

    private static final int LONGEST = 1_000;

    /** A text of one line, its end left out if it would fill the screen. */
    String shorten(String text) {
        return all || text.length() <= LONGEST ? text : Neutral.head(text, LONGEST) + Glyphs.ellipsis(theme);
    }
}
