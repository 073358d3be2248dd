package dev.testwatch.console;

import java.util.List;

/** Suggestions for the prompts; asked on the keyboard's thread with every keystroke, so answers should be quick. */
public interface Prompting {

    /** The test classes that a class filter of this text takes in, the best first; all of them for an empty text. */
    List<Match> classes(String typed);

    /** The test names that a name filter of this text takes in, the best first; all of them for an empty text. */
    List<Match> names(String typed);

    /** The tags that begin with the last word of this text. */
    default List<Match> tags(String typed) {
        return List.of();
    }

    /** The modules that a module filter of this text takes in. */
    default List<Match> modules(String typed) {
        return List.of();
    }

    /** The modules, classes, methods and display names that hold the letters of this text in this order. */
    default List<Match> anything(String typed) {
        return List.of();
    }

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
