package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void onceIsOnlyWhatIsAskedForWhereSomebodyCanEndTheWatch() {
        assertThat(options().once("", false)).isFalse();
        assertThat(options().once("true", true)).isFalse();
        assertThat(options("--once").once("", true)).isTrue();
    }

    @Test
    void aMachineThatBuildsRunsOnce() {
        assertThat(options().once("true", false)).isTrue();
        assertThat(options().once("1", false)).isTrue();
        assertThat(options("--reporter", "plain", "--all").once("true", false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "False", "0"})
    void ciMaySayThatItIsNone(String ci) {
        assertThat(options().once(ci, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--watch=", "--watch=*.sql", "--postpone", "--stdin-quit", "--until-success", "--reporter=json"})
    void whoeverAsksForAWatchGetsIt(String option) {
        assertThat(options(option).once("true", false)).isFalse();
    }

    private static Options options(String... arguments) {
        Options options = new Options();
        Options.commandLine(options).parseArgs(arguments);
        return options;
    }
}
