package dev.testwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An edit of one file, different each time it is made.
 *
 * @param kind the name of its row in the report
 * @param file the file, relative to the project
 * @param search what to replace, where it first occurs
 * @param replacement what to put there; <code>${n}</code> stands for the number of the edit, {@code \n} for a line end
 */
record Edit(String kind, String file, String search, String replacement) {

    /** Reads a file of edits: one a line, its four parts separated by tabs; {@code #} starts a comment. */
    static List<Edit> read(Path file) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> parts = Pattern.compile("\t+").splitAsStream(line).toList();
            if (parts.size() != 4) {
                throw new IOException(
                        file + ": expected kind, file, search and replacement, separated by tabs: " + line);
            }
            edits.add(new Edit(parts.get(0), parts.get(1), unescaped(parts.get(2)), unescaped(parts.get(3))));
        }
        return edits;
    }

    Path in(Path project) {
        return project.resolve(file);
    }

    /** The file's text after the edit. */
    String apply(String text, int number) {
        int at = text.indexOf(search);
        if (at < 0) {
            throw new IllegalArgumentException(file + " does not hold: " + search);
        }
        return text.substring(0, at)
                + replacement.replace("${n}", Integer.toString(number))
                + text.substring(at + search.length());
    }

    /** Whether it leaves a file that does not compile, so that mending it is worth measuring too. */
    boolean breaksCompilation() {
        return kind.startsWith("syntax");
    }

    /** Whether other files have to be compiled with it. */
    boolean reachesOtherFiles() {
        return kind.startsWith("abi") || kind.startsWith("constant");
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }
}
