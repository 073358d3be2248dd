package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentLineTest {

    @Test
    void splitsAtAllKindsOfBlanks() {
        assertThat(ArgumentLine.of("  -Xmx1g\n   --add-opens\tjava.base/java.lang=ALL-UNNAMED ")
                        .arguments())
                .containsExactly("-Xmx1g", "--add-opens", "java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void quotesHoldBlanksTogetherAndDisappear() {
        assertThat(ArgumentLine.of("-Da=\"b c\" '-Dd=e \"f\"' -Dg=\"it's\"").arguments())
                .containsExactly("-Da=b c", "-Dd=e \"f\"", "-Dg=it's");
    }

    @Test
    void aBackslashIsACharacterLikeOthers() {
        assertThat(ArgumentLine.of("-Dhome=C:\\Users\\me -Dx=\"a\\b\"").arguments())
                .containsExactly("-Dhome=C:\\Users\\me", "-Dx=a\\b");
    }

    @Test
    void anEmptyLineHasNoArguments() {
        assertThat(ArgumentLine.of("").arguments()).isEmpty();
        assertThat(ArgumentLine.of(" \n ").arguments()).isEmpty();
    }

    @Test
    void tellsOfAQuoteLeftOpen() {
        assertThat(ArgumentLine.of("-Da=\"b").balanced()).isFalse();
        assertThat(ArgumentLine.of("-Da=\"b\"").balanced()).isTrue();
    }

    @Test
    void leavesCoverageAgentsOut() {
        ArgumentLine line = ArgumentLine.of(
                "-javaagent:/m2/org.jacoco.agent-0.8.12-runtime.jar=destfile=/p/target/jacoco.exec -Xmx1g"
                        + " -javaagent:/m2/mockito-core.jar=jacoco");

        assertThat(line.arguments()).containsExactly("-Xmx1g", "-javaagent:/m2/mockito-core.jar=jacoco");
        assertThat(line.agents()).singleElement().asString().contains("org.jacoco.agent");
    }

    @Test
    void leavesOutWhatNothingSets() {
        ArgumentLine line = ArgumentLine.of("@{argLine} -Xmx1g -Da=${nothing}");

        assertThat(line.arguments()).containsExactly("-Xmx1g", "-Da=");
        assertThat(line.unset()).containsExactly("argLine", "nothing");
    }
}
