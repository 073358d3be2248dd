package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However much a test writes, in whatever way, a parent with 128 MB has room to spare. */
@Tag("campaign")
class FloodTest {

    private static final Campaign CAMPAIGN = Campaign.of("flood");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"ToSystemOut, System.out", "ToTheDescriptor, file descriptor 1"})
    void theParentStaysSmall(String fixture, String where) throws Exception {
        int megabytes = CAMPAIGN.size(100, 1000);
        Path result = directory.resolve("result.txt");
        Process parent = new ProcessBuilder(
                        Forks.java().toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FloodParent.class.getName(),
                        directory.toString(),
                        "FloodFixture$" + fixture,
                        String.valueOf(megabytes),
                        result.toString())
                .inheritIO()
                .start();
        assertThat(parent.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(parent.exitValue()).isZero();
        List<String> lines = Files.readAllLines(result);
        assertThat(lines.get(0)).isEqualTo("Completed");
        String output = String.join("\n", lines.subList(4, lines.size()));
        if (fixture.equals("ToSystemOut")) {
            assertThat(output)
                    .startsWith("the beginning\n")
                    .contains(" MB omitted ...]")
                    .endsWith("the end");
            assertThat(output).doesNotContain("\uFFFD");
        }
        CAMPAIGN.report(
                "%d MB to %s with -Xmx128m: complete in %.1f s, heap peak %s MB (%s MB before)",
                megabytes, where, Double.parseDouble(lines.get(3)), lines.get(1), lines.get(2));
    }
}
