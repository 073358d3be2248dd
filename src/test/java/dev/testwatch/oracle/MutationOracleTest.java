package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the mutation oracle; the profile {@code oracle} runs it over any project. */
@Tag("campaign")
class MutationOracleTest {

    private static final Path SAMPLE = Path.of("sample-tests");

    /** Waits, which nobody needs to do after each edit. */
    private static final Path SLOW = Path.of("src/test/java/shop/CheckoutTest.java");

    @TempDir
    Path directory;

    private final Campaign campaign = Campaign.of("mutation oracle");
    private final List<String> said = new ArrayList<>();

    @Test
    void noEditChangesTheEndOfATestThatIsNotSelected() throws IOException {
        Path project = directory.resolve("project");
        copy(SAMPLE, project);
        hasten(project.resolve(SLOW));
        int edits = campaign.size(60, 400);
        // The short form's edits are always the same: among them must be one that a wrong selection misses.
        long seed = Campaign.isLong() ? campaign.seed() : 16;

        try (Subject subject = Subject.open(project, directory.resolve("state"), said::add)) {
            MutationReport report = MutationOracle.run(
                    subject,
                    edits,
                    seed,
                    Edits.Which.ANYTHING,
                    MutationOracle.Alone.NOTHING,
                    MutationOracle.Runs.ALL,
                    Yardsticks.NONE,
                    said::add);

            campaign.report(
                    "%d edits from seed %d, %d killed: %d violations; wrong on purpose: %d",
                    edits, seed, report.killed(), report.violations(), report.missedByCrippled());
            assertThat(report.violations()).as(report.text()).isZero();
            assertThat(report.notFresh()).as(String.join("\n", said)).isZero();
            assertThat(report.missedByCrippled())
                    .as("a selection that is wrong on purpose is found out")
                    .isPositive();
        }
    }

    private static void hasten(Path test) throws IOException {
        Files.writeString(test, Files.readString(test).replace("await(1_500", "await(15"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Path made = from.resolve("target");
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.startsWith(made)).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
