package dev.testwatch.program;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a command, in which {@code ${path}}, {@code ${paths}} and {@code ${kind}} stand for what changed. A word
 * that is nothing but {@code ${paths}} becomes one word for each file; no shell reads any of it, so names may hold
 * anything.
 */
record Words(List<String> words) {

    private static final String PATHS = "${paths}";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(path|paths|kind)}");

    Words {
        words = List.copyOf(words);
    }

    /** Whether it makes no sense before something has changed. */
    boolean needsChange() {
        return words.stream().anyMatch(word -> VARIABLE.matcher(word).find());
    }

    /** The command for this batch; paths below {@code directory} are relative to it. */
    List<String> filled(Batch batch, Path directory) {
        List<String> paths =
                batch.paths().stream().map(path -> named(path, directory)).toList();
        String first = paths.stream().findFirst().orElse("");
        return words.stream()
                .flatMap(word -> word.equals(PATHS)
                        ? paths.stream()
                        : Stream.of(filled(word, first, String.join(" ", paths), batch.kind())))
                .toList();
    }

    /** In one pass, so that a file may have a name that looks like one of the variables. */
    private static String filled(String word, String path, String paths, String kind) {
        return VARIABLE.matcher(word)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "path" -> path;
                            case "paths" -> paths;
                            default -> kind;
                        }));
    }

    private static String named(Path path, Path directory) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
