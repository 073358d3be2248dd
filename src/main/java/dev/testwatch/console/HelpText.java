package dev.testwatch.console;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The help: every key or word with one line of description. */
public final class HelpText {

    private HelpText() {}

    /** One line for each thing that a key does, and for what can only be typed. */
    public static List<String> keys(KeyMap keys) {
        return lines(Stream.concat(
                keys.withKeys().map(b -> new Row(String.join(" ", b.keys()), b.description())),
                Binding.ALL.stream()
                        .filter(b -> b.keys().isEmpty())
                        .map(b -> new Row(":" + b.words().get(0), b.description()))));
    }

    /** One line for each thing that a line on stdin does. */
    public static List<String> words() {
        return lines(Stream.concat(
                Binding.ALL.stream().filter(b -> !b.words().isEmpty()).map(b -> new Row(words(b), b.description())),
                Stream.of(new Row("(empty line)", "the same as " + enter()))));
    }

    private static String enter() {
        return Binding.ofKey("Enter").map(binding -> binding.words().get(0)).orElseThrow();
    }

    private static String words(Binding binding) {
        String letters = binding.keys().stream().filter(k -> k.length() == 1).collect(Collectors.joining(" "));
        String words = String.join(" ", binding.words()) + (binding.takesText() ? " TEXT" : "");
        return letters.isEmpty() ? words : words + ", " + letters;
    }

    private static List<String> lines(Stream<Row> all) {
        List<Row> rows = all.filter(row -> !row.description().isEmpty()).toList();
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        return rows.stream()
                .map(row -> "  " + row.name() + " ".repeat(width - row.name().length() + 3) + row.description())
                .toList();
    }

    private record Row(String name, String description) {}
}
