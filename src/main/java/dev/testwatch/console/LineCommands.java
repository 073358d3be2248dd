package dev.testwatch.console;

import dev.testwatch.console.Prompting.Match;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.Levenshtein;

/** What a line on stdin means where there is no terminal: a word, the letter of a key, or nothing for Enter. */
public final class LineCommands {

    private LineCommands() {}

    /** The command of a line; always one, {@link Command.Unknown} if need be. */
    public static Command parse(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return new Command.Rerun();
        }
        String[] parts = text.split("\\s+", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        return binding(parts[0])
                .flatMap(b -> command(b, argument))
                .orElseGet(() -> new Command.Unknown(text, nearest(parts[0])));
    }

    /** Letters mean what the keys mean, so their case counts; that of a word does not. */
    private static Optional<Binding> binding(String word) {
        if (word.length() == 1) {
            return Binding.ofKey(word);
        }
        return Binding.ofWord(word.toLowerCase(Locale.ROOT));
    }

    /** The words that a line may begin with, as suggestions. */
    static List<Match> beginning(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return Binding.ALL.stream()
                .flatMap(b -> b.words().stream())
                .filter(word -> word.startsWith(lower))
                .sorted()
                .map(word -> new Match(word, 0))
                .toList();
    }

    private static Optional<Command> command(Binding binding, String argument) {
        if (binding.does() instanceof Does.Open open) {
            return Optional.of(open.kind().command(argument));
        }
        if (binding.does() instanceof Does.Give give && argument.isEmpty()) {
            return Optional.of(give.command());
        }
        return Optional.empty();
    }

    private static Optional<String> nearest(String word) {
        String typed = word.toLowerCase(Locale.ROOT);
        return Binding.ALL.stream()
                .flatMap(b -> b.words().stream())
                .filter(known -> distance(typed, known) <= tolerated(typed))
                .min(Comparator.comparingInt(known -> distance(typed, known)));
    }

    /** The beginning of a word is near it, however much is missing. */
    private static int distance(String typed, String known) {
        return typed.length() > 1 && known.startsWith(typed) ? 0 : Levenshtein.distance(typed, known);
    }

    private static int tolerated(String typed) {
        return Math.min(2, typed.length() / 2);
    }
}
