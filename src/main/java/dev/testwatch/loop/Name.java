package dev.testwatch.loop;

import dev.testwatch.console.Prompting.Match;
import java.util.Comparator;
import java.util.Locale;

/**
 * Something that a prompt can suggest. What a search asks of it is worked out once, not with every key.
 *
 * @param searched what a typed text is compared with, in lower case: for a test its display name too
 * @param simple where the simple name begins in there
 * @param letters which characters are in there, see {@link Fuzzy#letters}
 */
record Name(Match match, String searched, int simple, long letters) {

    /** The shorter ones first. */
    static final Comparator<Name> ORDER = Comparator.comparingInt(
                    (Name name) -> name.match().text().length())
            .thenComparing(name -> name.match().text());

    static Name of(String text, int tests) {
        return of(text, "", tests);
    }

    /** @param also what it can be found by as well */
    static Name of(String text, String also, int tests) {
        String name = text.toLowerCase(Locale.ROOT);
        String searched = also.isEmpty() ? name : name + " " + also.toLowerCase(Locale.ROOT);
        return new Name(new Match(text, tests), searched, name.lastIndexOf('.') + 1, Fuzzy.letters(searched));
    }
}
