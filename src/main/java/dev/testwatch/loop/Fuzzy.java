package dev.testwatch.loop;

/** How well the letters of a search, in their order but with others between, fit a name. */
final class Fuzzy {

    /** The score of what does not hold all letters. */
    static final int NOT_FOUND = 0;

    private static final int LETTER = 1;
    private static final int WHOLE = 1_000;
    private static final int BEGINNING = 100;
    private static final int ADJACENT = 8;
    private static final int OF_WORD = 6;

    private Fuzzy() {}

    /**
     * The higher, the better; {@link #NOT_FOUND} if letters are missing.
     *
     * @param name in lower case
     * @param wanted in lower case, without blanks, not empty
     */
    static int score(String name, String wanted) {
        int together = name.indexOf(wanted);
        if (together >= 0) {
            return WHOLE + (isBeginning(name, together) ? BEGINNING : 0);
        }
        int score = 0;
        int last = -2;
        int from = 0;
        for (int i = 0; i < wanted.length(); i++) {
            int at = name.indexOf(wanted.charAt(i), from);
            if (at < 0) {
                return NOT_FOUND;
            }
            score += LETTER + (at == last + 1 ? ADJACENT : 0) + (isBeginning(name, at) ? OF_WORD : 0);
            last = at;
            from = at + 1;
        }
        return score;
    }

    /**
     * One bit for each character that is in there, though some characters share one: a name that lacks a bit of what is
     * wanted need not be looked at.
     */
    static long letters(String name) {
        long letters = 0;
        for (int i = 0; i < name.length(); i++) {
            letters |= 1L << (name.charAt(i) & 63);
        }
        return letters;
    }

    private static boolean isBeginning(String name, int at) {
        return at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1));
    }
}
