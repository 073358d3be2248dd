package dev.testwatch.fork;

/** The end of a text of any length, in bounded memory; not for several threads at once. */
final class Tail {

    private final int limit;
    private final StringBuilder text = new StringBuilder();

    /** @param limit in characters */
    Tail(int limit) {
        this.limit = limit;
    }

    void append(String more) {
        text.append(more, Math.max(0, more.length() - limit), more.length());
        // Cutting at twice the limit, not at each call, keeps many small additions cheap.
        if (text.length() > 2 * limit) {
            text.delete(0, text.length() - limit);
        }
    }

    @Override
    public String toString() {
        int from = Math.max(0, text.length() - limit);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }
}
