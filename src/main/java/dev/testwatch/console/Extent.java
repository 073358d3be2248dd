package dev.testwatch.console;

/** The size of a terminal in characters; at least one each way. */
record Extent(int columns, int rows) {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    /** A terminal that does not know its size says 0. */
    static Extent of(int columns, int rows) {
        return new Extent(columns > 0 ? columns : USUAL_COLUMNS, rows > 0 ? rows : USUAL_ROWS);
    }
}
