package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test class that misbehaves, from {@code src/test/faults}. The comments on top of it say what has to come of it.
 *
 * @param outcome of the run
 * @param state of the verdict
 * @param says what must be told, in any event
 */
record Fault(String name, String source, String outcome, String state, List<String> says) {

    private static final Path KIT = Path.of("src", "test", "faults");

    /** All of them, by name. */
    static List<Fault> kit() {
        try (Stream<Path> files = Files.list(KIT)) {
            return files.sorted().map(Fault::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault read(Path file) {
        try {
            String source = Files.readString(file);
            String name = file.getFileName().toString().replace(".java", "");
            return new Fault(
                    name,
                    source,
                    only(comments(source, "outcome"), file),
                    only(comments(source, "state"), file),
                    comments(source, "says"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> comments(String source, String what) {
        List<String> found = new ArrayList<>();
        String start = "// " + what + ": ";
        source.lines()
                .filter(line -> line.startsWith(start))
                .forEach(line -> found.add(line.substring(start.length())));
        return found;
    }

    private static String only(List<String> comments, Path file) {
        if (comments.size() != 1) {
            throw new IllegalStateException(file + " has to say its outcome and state once");
        }
        return comments.get(0);
    }

    @Override
    public String toString() {
        return name;
    }
}
