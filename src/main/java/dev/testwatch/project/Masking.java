package dev.testwatch.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes values of environment variables out of a text that is kept, and puts the present ones in again. Build files may
 * name variables ({@code ${env.TOKEN}}), and Maven's word on the project then holds their values.
 *
 * @param names the variables, in the order in which their values are looked for
 */
record Masking(List<String> names) {

    /** Shorter values are no secrets, and are parts of too many other words. */
    private static final int SHORTEST = 4;

    /** No line of the text holds it: the spy's text is of names, paths and arguments. */
    private static final char MARK = '\u0001';

    Masking {
        names = List.copyOf(names);
    }

    static Masking of(Set<String> named, Map<String, String> environment) {
        List<String> names = new ArrayList<>(named);
        names.removeIf(name -> environment.getOrDefault(name, "").length() < SHORTEST);
        // The longest first, since one value may be part of another.
        names.sort(Comparator.comparing(
                        (String name) -> environment.getOrDefault(name, "").length())
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        return new Masking(names);
    }

    String mask(String text, Map<String, String> environment) {
        String masked = text;
        for (int i = 0; i < names.size(); i++) {
            masked = masked.replace(value(i, environment), mark(i));
        }
        return masked;
    }

    String unmask(String masked, Map<String, String> environment) {
        String text = masked;
        for (int i = 0; i < names.size(); i++) {
            text = text.replace(mark(i), value(i, environment));
        }
        return text;
    }

    private String value(int i, Map<String, String> environment) {
        return FactText.escape(environment.getOrDefault(names.get(i), ""));
    }

    private static String mark(int i) {
        return MARK + String.valueOf((char) ('\u0100' + i)) + MARK;
    }
}
