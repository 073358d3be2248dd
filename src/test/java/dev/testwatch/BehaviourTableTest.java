package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The table of behaviours does not promise what nobody proves. */
class BehaviourTableTest {

    private static final Path TABLE = Path.of("src", "docs", "behaviours.md");
    private static final Pattern ROW = Pattern.compile("\\| (.*) \\| (.*) \\|");
    private static final String HEAD = "Proof";

    /** How many there are of the behaviours that people ask for again and again. */
    private static final int BEHAVIOURS = 16;

    @Test
    void everyRowNamesATestThatExistsOrSaysWhyThereIsNone() throws IOException {
        NamedTests tests = NamedTests.read();
        List<String> wrong = new ArrayList<>();
        rows().forEach(row -> tests.wrong(row.group(2)).forEach(what -> wrong.add(row.group(1) + ": " + what)));

        assertThat(wrong).isEmpty();
        assertThat(rows().count()).isGreaterThan(BEHAVIOURS);
    }

    @Test
    void everyOptionHasARow() throws IOException {
        List<String> names = rows().map(row -> row.group(1)).toList();

        assertThat(Options.commandLine(new Options()).getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(OptionSpec::shortestName))
                .allSatisfy(option -> assertThat(names).anyMatch(name -> name.contains("`" + option + "`")));
    }

    private static Stream<Matcher> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> !row.group(2).startsWith(HEAD));
    }
}
