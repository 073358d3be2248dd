package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MavenOutputTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "[INFO] Building core 1.0 [2/5] > building core 1.0 [2/5]",
                "[INFO] --- maven-compiler-plugin:3.8.1:compile (default-compile) @ core --- > compiling in core",
                "[INFO] --- compiler:3.14.1:testCompile (default-testCompile) @ core --- > compiling tests in core",
                "[INFO] --- resources:3.3.1:testResources (default-testResources) @ core --- > copying resources in core",
                "[INFO] --- build-helper:3.6.0:add-source (add) @ core --- > build-helper:add-source in core",
                "Downloading from central: https://repo/org/x/x/1/x-1.jar > downloading x-1.jar",
            })
    void saysWhatMavenIsDoing(String line, String progress) {
        assertThat(MavenOutput.progress(line)).contains(progress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[INFO] ", "[INFO] Scanning for projects...", "[INFO] Building jar: /p/target/x.jar", ""})
    void isSilentOnWhatSaysNothing(String line) {
        assertThat(MavenOutput.progress(line)).isEmpty();
    }

    @Test
    void keepsTheErrorsAndLeavesTheAdvice() {
        List<String> lines = List.of(
                "[INFO] Scanning for projects...",
                "[\u001B[1;31mERROR\u001B[m] [\u001B[1;31mERROR\u001B[m] Some problems were encountered while processing the POMs:",
                "[FATAL] Non-parseable POM /p/pom.xml: end tag expected @ line 3, column 4",
                "[ERROR] The build could not read 1 project -> [Help 1]",
                "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.",
                "[ERROR] ");

        assertThat(MavenOutput.errors(lines))
                .containsExactly(
                        "Some problems were encountered while processing the POMs:",
                        "Non-parseable POM /p/pom.xml: end tag expected @ line 3, column 4",
                        "The build could not read 1 project");
        assertThat(MavenOutput.cause(lines))
                .contains("Non-parseable POM /p/pom.xml: end tag expected @ line 3, column 4");
    }

    @Test
    void findsTheJavaThatMavenRunsOn() {
        assertThat(MavenOutput.java(List.of("Apache Maven 3.8.7", "Java version: 17.0.15, vendor: Debian")))
                .hasValue(17);
        assertThat(MavenOutput.java(List.of("Java version: 1.8.0_392, vendor: Temurin")))
                .hasValue(8);
        assertThat(MavenOutput.java(List.of("Apache Maven 3.8.7"))).isEmpty();
    }
}
