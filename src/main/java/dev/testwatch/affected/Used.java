package dev.testwatch.affected;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A file or directory that a test class depends on.
 *
 * @param path absolute
 * @param aspect what of it
 */
record Used(Path path, Aspect aspect) {

    /** First what says most to people. */
    static final Comparator<Used> ORDER =
            Comparator.comparing(Used::aspect).reversed().thenComparing(Used::path);

    /** What of a file somebody has looked at. */
    enum Aspect {
        /** Whether it is there, what it is, and how large. */
        PRESENCE("looks for "),
        CONTENT("reads "),
        /** The names in a directory. */
        NAMES("lists "),
        /** What is in it, or its names, apart from what tests themselves make of it. */
        EDITION("reads and writes ");

        private final String verb;

        Aspect(String verb) {
            this.verb = verb;
        }
    }

    /** The one that a record has is put together at run time, which takes longer than to open a small store. */
    @Override
    public int hashCode() {
        return 31 * path.hashCode() + aspect.hashCode();
    }

    /**
     * What somebody has done with it, for people: {@code reads config/data.json}.
     *
     * @param name what people call it
     */
    String describe(String name) {
        return aspect.verb + name;
    }
}
