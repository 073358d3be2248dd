package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

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
        Map<String, String> tests = sources();
        List<String> wrong = new ArrayList<>();
        rows().forEach(row -> {
            String proof = row.group(4).strip();
            Matcher named = NAMED.matcher(proof);
            boolean any = false;
            while (named.find()) {
                any = true;
                String source = tests.getOrDefault(named.group(1), "");
                boolean method = named.group(2) == null || source.contains(" " + named.group(2) + "(");
                if (source.isEmpty() || !method) {
                    wrong.add(row.group(1) + ": " + named.group());
                }
            }
            if (!any && !proof.startsWith("not applicable") && !proof.startsWith("open")) {
                wrong.add(row.group(1) + ": no test, and no reason");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void noPageNamesATestThatDoesNotExist() throws IOException {
        String all = String.join("\n", sources().values());
        List<String> wrong = new ArrayList<>();
        for (String page : List.of("src/docs/security.md", "src/docs/faults.md", "src/docs/seeds.md", "README.md")) {
            Matcher named = METHOD.matcher(Files.readString(Path.of(page)));
            while (named.find()) {
                if (!all.contains(" " + named.group(1) + "(")) {
                    wrong.add(page + ": " + named.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Stream<Matcher> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().map(ROW::matcher).filter(Matcher::matches);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat));
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
