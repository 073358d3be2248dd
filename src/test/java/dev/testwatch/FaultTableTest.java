package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of faults does not promise what nobody proves: every row is there, and every test that it names exists. */
class FaultTableTest {

    private static final Path TABLE = Path.of("src", "docs", "faults.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d+) \\|(.*)\\|(.*)\\|(.*)\\|");

    /** The name of a test is a sentence, and no other name of ours is so long. */
    private static final Pattern METHOD = Pattern.compile("`(?:\\w+(?:Test|IT)\\.)?([a-z]\\w{19,})`");

    /** How many rows each part of the catalogue has. */
    private static final Map<String, Integer> PARTS =
            Map.of("F", 28, "C", 18, "D", 12, "K", 38, "T", 18, "S", 13, "B", 12, "X", 14);

    @Test
    void holdsEveryRow() throws IOException {
        List<String> expected = new ArrayList<>();
        PARTS.forEach((part, rows) -> IntStream.rangeClosed(1, rows).forEach(row -> expected.add(part + row)));

        assertThat(rows().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void namesATestThatExistsOrSaysWhyThereIsNone() throws IOException {
        NamedTests tests = NamedTests.read();
        List<String> wrong = new ArrayList<>();
        rows().forEach(row -> tests.wrong(row.group(4).strip()).forEach(what -> wrong.add(row.group(1) + ": " + what)));

        assertThat(wrong).isEmpty();
    }

    @Test
    void noPageNamesATestThatDoesNotExist() throws IOException {
        NamedTests tests = NamedTests.read();
        List<String> wrong = new ArrayList<>();
        for (String page : List.of(
                "src/docs/security.md",
                "src/docs/faults.md",
                "src/docs/seeds.md",
                "src/docs/behaviours.md",
                "README.md")) {
            Matcher named = METHOD.matcher(Files.readString(Path.of(page)));
            while (named.find()) {
                if (!tests.anywhere(named.group(1))) {
                    wrong.add(page + ": " + named.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Stream<Matcher> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().map(ROW::matcher).filter(Matcher::matches);
    }
}
