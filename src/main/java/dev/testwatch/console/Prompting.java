package dev.testwatch.console;

import java.util.List;

/** Suggestions for the prompts; asked on the keyboard's thread with every keystroke, so answers should be quick. */
public interface Prompting {

    /** The test classes that a class filter of this text takes in, the best first; all of them for an empty text. */
    Found classes(String typed);

    /** The test names that a name filter of this text takes in, the best first; all of them for an empty text. */
    Found names(String typed);

    /** The tags that begin with the last word of this text. */
    default Found tags(String typed) {
        return Found.NOTHING;
    }

    /** The modules that a module filter of this text takes in. */
    default Found modules(String typed) {
        return Found.NOTHING;
    }

    /** The modules, classes, methods and display names that hold the letters of this text in this order. */
    default Found anything(String typed) {
        return Found.NOTHING;
    }

    /**
     * One suggestion.
     *
     * @param text what the prompt is completed to
     * @param tests how many tests it stands for
     */
    record Match(String text, int tests) {}

    /**
     * What there is for a text: of very many only the best are named, but all are counted.
     *
     * @param best the best first
     * @param count how many there are in all
     * @param tests how many tests all of them stand for
     */
    record Found(List<Match> best, int count, int tests) {

        static final Found NOTHING = of(List.of());

        public Found {
            best = List.copyOf(best);
        }

        /** Nothing but these. */
        public static Found of(List<Match> all) {
            return new Found(
                    all, all.size(), all.stream().mapToInt(Match::tests).sum());
        }
    }

    /** Suggests nothing. */
    static Prompting none() {
        return new Prompting() {
            @Override
            public Found classes(String typed) {
                return Found.NOTHING;
            }

            @Override
            public Found names(String typed) {
                return Found.NOTHING;
            }
        };
    }
}
