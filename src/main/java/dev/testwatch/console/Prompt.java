package dev.testwatch.console;

import dev.testwatch.console.Prompting.Found;
import dev.testwatch.console.Prompting.Match;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A prompt, as a value: every key makes the next one. Enter uses the suggestion chosen with the arrows, else the text as
 * typed; an empty text takes a filter away.
 *
 * @param found what the filter would take in
 * @param chosen the suggestion the arrows stand on
 * @param history earlier texts, the latest first
 * @param recalled which of them is in the prompt, as long as it has not been changed
 */
record Prompt(Kind kind, String text, Found found, OptionalInt chosen, List<String> history, OptionalInt recalled) {

    private static final int LONGEST_TEXT = 1_000;

    /** What a prompt asks for. */
    enum Kind {
        CLASSES("class", "classes"),
        NAMES("name", "names"),
        TAGS("tags", "tags"),
        MODULES("module", "modules"),
        ANYTHING("find", "matches"),
        COMMAND("command", "commands"),
        COUNT("how often", "times"),
        REF("since", "commits");

        private final String one;
        private final String many;

        Kind(String one, String many) {
            this.one = one;
            this.many = many;
        }

        String label() {
            return one;
        }

        String counted(int count) {
            return Columns.counted(count, this == ANYTHING ? "match" : one, many);
        }

        Command command(String text) {
            return switch (this) {
                case CLASSES -> new Command.FilterClasses(text);
                case NAMES -> new Command.FilterNames(text);
                case TAGS -> new Command.FilterTags(text);
                case MODULES -> new Command.FilterModule(text);
                case ANYTHING -> new Command.Find(text);
                case COMMAND -> LineCommands.parse(text);
                case COUNT -> new Command.Repeat(text);
                case REF -> new Command.RunSince(text);
            };
        }

        /** Whether its suggestions stand for tests. */
        boolean countsTests() {
            return this != COMMAND;
        }

        /** Whether no test is behind more than one suggestion, so that it makes sense to add them up. */
        boolean addsUp() {
            return countsTests() && this != ANYTHING;
        }

        /** Whether any text means something; otherwise it is an answer that suggestions cannot help with. */
        boolean suggests() {
            return this != COUNT && this != REF && this != TAGS;
        }

        /** Whether no text at all means something: that a filter is to be taken away. */
        boolean takesNothing() {
            return this != COMMAND && this != COUNT && this != REF;
        }

        private Found ask(Prompting prompting, String typed) {
            return switch (this) {
                case CLASSES -> prompting.classes(typed);
                case NAMES -> prompting.names(typed);
                case TAGS -> prompting.tags(typed);
                case MODULES -> prompting.modules(typed);
                case ANYTHING -> prompting.anything(typed);
                case COMMAND -> Found.of(LineCommands.beginning(typed));
                case COUNT, REF -> Found.NOTHING;
            };
        }
    }

    /** What becomes of a prompt with a key. */
    sealed interface Step {

        record Editing(Prompt prompt) implements Step {}

        record Used(String text) implements Step {}

        record Left() implements Step {}
    }

    Prompt {
        history = List.copyOf(history);
    }

    static Prompt open(Kind kind, List<String> history, Prompting prompting) {
        return new Prompt(kind, "", kind.ask(prompting, ""), OptionalInt.empty(), history, OptionalInt.empty());
    }

    /** The named ones of what the filter would take in, the best first. */
    List<Match> matches() {
        return found.best();
    }

    /** The same when there is something else to suggest: what was chosen stays chosen as long as it is among that. */
    Prompt refreshed(Prompting prompting) {
        Found now = kind.ask(prompting, text);
        int at = choice().map(now.best()::indexOf).orElse(-1);
        OptionalInt still = at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
        return new Prompt(kind, text, now, still, history, recalled);
    }

    /** The next state; {@code prompting} is asked only if the text becomes another one. */
    Step on(Key key, Prompting prompting) {
        if (key instanceof Key.Paste paste) {
            return typed(firstLine(paste.text()), prompting);
        }
        if (key instanceof Key.Press press) {
            return press.text().map(typed -> typed(typed, prompting)).orElseGet(() -> on(press.name(), prompting));
        }
        return new Step.Editing(this);
    }

    private Step on(String name, Prompting prompting) {
        return switch (name) {
            case "Enter" -> enter();
            case "Esc", "Ctrl-C", "Ctrl-D" -> new Step.Left();
            case "Tab" -> new Step.Editing(complete(prompting));
            case "Up" -> new Step.Editing(up(prompting));
            case "Down" -> new Step.Editing(down(prompting));
            case "Backspace" -> edit(Prompt::withoutLastCharacter, prompting);
            case "Ctrl-U" -> edit(typed -> "", prompting);
            case "Ctrl-W" -> edit(Prompt::withoutLastWord, prompting);
            default -> new Step.Editing(this);
        };
    }

    private Step enter() {
        String used = choice().or(this::nearest).map(Match::text).orElse(text).strip();
        return used.isEmpty() && !kind.takesNothing() ? new Step.Left() : new Step.Used(used);
    }

    /** What is searched for is always something that was found. */
    private Optional<Match> nearest() {
        return kind == Kind.ANYTHING && !text.isBlank() ? matches().stream().findFirst() : Optional.empty();
    }

    /** The suggestion the arrows stand on. */
    Optional<Match> choice() {
        return chosen.isPresent() ? Optional.of(matches().get(chosen.getAsInt())) : Optional.empty();
    }

    private Step typed(String more, Prompting prompting) {
        return edit(typed -> typed.length() + more.length() > LONGEST_TEXT ? typed : typed + more, prompting);
    }

    private Step edit(UnaryOperator<String> change, Prompting prompting) {
        String changed = change.apply(text);
        return new Step.Editing(changed.equals(text) ? this : with(changed, OptionalInt.empty(), prompting));
    }

    private Prompt with(String newText, OptionalInt newRecalled, Prompting prompting) {
        return new Prompt(kind, newText, kind.ask(prompting, newText), OptionalInt.empty(), history, newRecalled);
    }

    private Prompt choosing(OptionalInt newChosen) {
        return new Prompt(kind, text, found, newChosen, history, recalled);
    }

    /** Completes to the chosen suggestion, else to what all have in common; where that adds nothing, chooses the first. */
    private Prompt complete(Prompting prompting) {
        if (matches().isEmpty()) {
            return this;
        }
        String completed = choice().map(Match::text).orElseGet(this::commonBeginning);
        boolean adds = completed.length() > text.length() && containsIgnoringCase(completed, text);
        if (choice().isPresent() || adds) {
            return completed.equals(text) ? this : with(completed, OptionalInt.empty(), prompting);
        }
        return choosing(OptionalInt.of(0));
    }

    private String commonBeginning() {
        String common = matches().get(0).text();
        for (Match match : matches()) {
            int length = 0;
            while (length < Math.min(common.length(), match.text().length())
                    && common.charAt(length) == match.text().charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common;
    }

    private static boolean containsIgnoringCase(String whole, String part) {
        for (int from = 0; from + part.length() <= whole.length(); from++) {
            if (whole.regionMatches(true, from, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    private Prompt up(Prompting prompting) {
        if (chosen.isPresent()) {
            int at = chosen.getAsInt();
            return choosing(at == 0 ? OptionalInt.empty() : OptionalInt.of(at - 1));
        }
        if (!text.isEmpty() && recalled.isEmpty()) {
            return this;
        }
        int older = recalled.isPresent() ? recalled.getAsInt() + 1 : 0;
        return older < history.size() ? with(history.get(older), OptionalInt.of(older), prompting) : this;
    }

    private Prompt down(Prompting prompting) {
        if (recalled.isPresent() && chosen.isEmpty()) {
            int newer = recalled.getAsInt() - 1;
            return newer < 0
                    ? with("", OptionalInt.empty(), prompting)
                    : with(history.get(newer), OptionalInt.of(newer), prompting);
        }
        if (matches().isEmpty()) {
            return this;
        }
        return choosing(OptionalInt.of(Math.min(chosen.orElse(-1) + 1, matches().size() - 1)));
    }

    private static String firstLine(String pasted) {
        return pasted.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "");
    }

    private static String withoutLastCharacter(String typed) {
        return typed.isEmpty() ? typed : typed.substring(0, typed.offsetByCodePoints(typed.length(), -1));
    }

    private static String withoutLastWord(String typed) {
        return typed.stripTrailing().replaceFirst("[^\\s.$#]*[.$#]?$", "");
    }
}
