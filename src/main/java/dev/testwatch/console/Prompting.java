package dev.testwatch.console;

import java.util.List;

/** Suggestions for the filter prompts; asked on the keyboard's thread with every keystroke, so answers should be quick. */
public interface Prompting {

    /** The test classes that a class filter of this text takes in, the best first; all of them for an empty text. */
    List<Match> classes(String typed);

    /** The test names that a name filter of this text takes in, the best first; all of them for an empty text. */
    List<Match> names(String typed);

    /**
     * One suggestion.
     *
     * @param text what the prompt is completed to
     * @param tests how many tests it stands for
     */
    record Match(String text, int tests) {}

    /** Suggests nothing. */
    static Prompting none() {
        return new Prompting() {
            @Override
            public List<Match> classes(String typed) {
                return List.of();
            }

            @Override
            public List<Match> names(String typed) {
                return List.of();
            }
        };
    }
}
