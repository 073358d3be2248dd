package dev.testwatch.console;

import dev.testwatch.console.Prompting.Found;
import dev.testwatch.console.Prompting.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What an open prompt looks like: the typed text with the counts, the suggestions below it, and the keys.
 *
 * @param rows the input's row first
 * @param cursor the column after the typed text
 */
record PromptDrawing(List<String> rows, int cursor) {

    private static final int MOST_SUGGESTIONS = 8;
    private static final int INPUT_AND_KEYS = 2;

    static PromptDrawing of(Prompt prompt, Extent extent, Look look) {
        int columns = extent.columns();
        String label = "  " + prompt.kind().label() + "  ";
        // The cursor needs a column of its own behind the text.
        String start = Columns.cut(label, Math.max(0, columns - 2));
        String input = start + Columns.tail(SafeText.line(prompt.text(), look), columns - 1 - Columns.width(start));
        List<String> rows = new ArrayList<>();
        rows.add(withCounts(input, counts(prompt), columns));
        int room = Math.min(MOST_SUGGESTIONS, extent.rows() - INPUT_AND_KEYS);
        rows.addAll(suggestions(prompt, room, columns, look));
        if (extent.rows() > 1) {
            rows.add(Columns.cut(keys(look), columns));
        }
        return new PromptDrawing(List.copyOf(rows), Columns.width(input));
    }

    /** The counts stand at the right, and give way where there is no room. */
    private static String withCounts(String input, String counts, int columns) {
        int gap = columns - Columns.width(input) - Columns.width(counts) - 2;
        return gap < 2 || counts.isEmpty() ? input : input + " ".repeat(gap) + counts;
    }

    private static String counts(Prompt prompt) {
        Found found = prompt.found();
        if (found.count() == 0) {
            return prompt.text().isBlank() || !prompt.kind().suggests()
                    ? ""
                    : "no " + prompt.kind().label();
        }
        String counted = prompt.kind().counted(found.count());
        return prompt.kind().addsUp() ? counted + ", " + Columns.counted(found.tests(), "test", "tests") : counted;
    }

    private static List<String> suggestions(Prompt prompt, int room, int columns, Look look) {
        List<Match> matches = prompt.matches();
        if (room < 1) {
            return List.of();
        }
        int chosen = prompt.chosen().orElse(-1);
        int from = Math.max(0, chosen - room + 1);
        int to = Math.min(matches.size(), from + room);
        List<String> names = matches.subList(from, to).stream()
                .map(match -> SafeText.line(match.text(), look))
                .toList();
        int number = matches.stream()
                .mapToInt(match -> tests(match, prompt).length())
                .max()
                .orElse(0);
        int most = Math.max(0, columns - 4 - 2 - number);
        int name = Math.min(most, names.stream().mapToInt(Columns::width).max().orElse(0));
        String marker = look.unicode() ? "  › " : "  > ";
        return IntStream.range(from, to)
                .mapToObj(i -> (i == chosen ? marker : "    ")
                        + Columns.pad(Columns.cut(names.get(i - from), name), name)
                        + (number == 0 ? "" : String.format("  %" + number + "s", tests(matches.get(i), prompt))))
                .map(row -> Columns.cut(row, columns))
                .toList();
    }

    private static String tests(Match match, Prompt prompt) {
        return prompt.kind().countsTests() ? String.format(Locale.ROOT, "%,d", match.tests()) : "";
    }

    private static String keys(Look look) {
        return look.unicode()
                ? "  Enter use   Tab complete   ↑ ↓ choose, ↑ on empty = history   Esc leave"
                : "  Enter use   Tab complete   Up Down choose, Up on empty = history   Esc leave";
    }
}
