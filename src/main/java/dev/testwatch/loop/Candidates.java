package dev.testwatch.loop;

import dev.testwatch.console.Prompting;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The test classes and test names of the project as they were at one moment; what a prompt suggests from. */
record Candidates(List<Match> allClasses, List<Match> allNames) implements Prompting {

    private static final int ENOUGH = 100;

    Candidates {
        allClasses = List.copyOf(allClasses);
        allNames = List.copyOf(allNames);
    }

    @Override
    public List<Match> classes(String typed) {
        return matching(allClasses, typed);
    }

    @Override
    public List<Match> names(String typed) {
        return matching(allNames, typed);
    }

    /** Those whose simple name begins with what was typed come first, then the shorter ones. */
    private static List<Match> matching(List<Match> all, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace('/', '.');
        Comparator<Match> best = Comparator.comparing(
                        (Match match) -> !simple(match).startsWith(wanted))
                .thenComparing(match -> match.text().length())
                .thenComparing(Match::text);
        return all.stream()
                .filter(match -> match.text().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(best)
                .limit(ENOUGH)
                .toList();
    }

    private static String simple(Match match) {
        String text = match.text().toLowerCase(Locale.ROOT);
        return text.substring(text.lastIndexOf('.') + 1);
    }
}
