package dev.testwatch.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Changed files in a few words. */
final class Changes {

    private static final int NAMED = 3;

    private Changes() {}

    /** {@code Money.java changed}, {@code Money.java, Price.java and 4 others changed, Old.java deleted}. */
    static String of(Set<Path> modified, Set<Path> deleted) {
        var parts = new ArrayList<String>();
        if (!modified.isEmpty()) {
            parts.add(names(modified) + " changed");
        }
        if (!deleted.isEmpty()) {
            parts.add(names(deleted) + " deleted");
        }
        return parts.isEmpty() ? "nothing changed" : String.join(", ", parts);
    }

    /** {@code Money.java}, {@code Money.java, Price.java and 4 others}. */
    static String names(Collection<Path> files) {
        List<String> names =
                files.stream().map(Changes::name).distinct().sorted().toList();
        if (names.size() <= NAMED) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, NAMED - 1)) + " and " + Figures.count(names.size() - NAMED + 1L)
                + " others";
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
