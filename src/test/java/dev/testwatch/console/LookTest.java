package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {

    @Test
    void aTerminalHasColours() {
        assertThat(terminal().colour()).isTrue();
        assertThat(lines().colour()).isFalse();
    }

    @Test
    void coloursCanBeTurnedOff() {
        assertThat(terminal("NO_COLOR", "1").colour()).isFalse();
        assertThat(terminal("NO_COLOR", "").colour()).isTrue();
        assertThat(terminal("CLICOLOR", "0").colour()).isFalse();
        assertThat(terminal("CLICOLOR", "1").colour()).isTrue();
        assertThat(terminal("FORCE_COLOR", "0").colour()).isFalse();
    }

    @Test
    void coloursCanBeForced() {
        assertThat(lines("FORCE_COLOR", "1").colour()).isTrue();
        assertThat(lines("FORCE_COLOR", "true", "CLICOLOR", "0").colour()).isTrue();
        assertThat(lines("FORCE_COLOR", "1", "NO_COLOR", "1").colour()).isFalse();
    }

    @Test
    void theLocaleDecidesAboutCharacters() {
        assertThat(terminal("LANG", "de_DE.UTF-8").unicode()).isTrue();
        assertThat(terminal("LANG", "C.utf8").unicode()).isTrue();
        assertThat(terminal("LANG", "de_DE.UTF-8", "LC_ALL", "C").unicode()).isFalse();
        assertThat(terminal("LANG", "C", "LC_CTYPE", "en_US.UTF-8").unicode()).isTrue();
        assertThat(terminal("LC_ALL", "C").charset()).isEqualTo(StandardCharsets.US_ASCII);
        assertThat(terminal("LANG", "de_DE.ISO8859-1").charset()).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(terminal("LANG", "de_DE.ISO-8859-15@euro").charset().name()).isEqualTo("ISO-8859-15");
        assertThat(terminal("LANG", "x.no such charset").charset()).isEqualTo(StandardCharsets.US_ASCII);
    }

    @Test
    void linksAreForTerminalsKnownToShowThem() {
        assertThat(terminal("TERM", "xterm-256color").hyperlinks()).isFalse();
        assertThat(terminal("TERM", "xterm-256color", "VTE_VERSION", "7006").hyperlinks())
                .isTrue();
        assertThat(terminal("TERM", "xterm-256color", "VTE_VERSION", "4205").hyperlinks())
                .isFalse();
        assertThat(terminal("TERM", "xterm-kitty").hyperlinks()).isTrue();
        assertThat(terminal("TERM", "xterm-256color", "TERM_PROGRAM", "vscode").hyperlinks())
                .isTrue();
        assertThat(terminal("TERM", "tmux-256color", "VTE_VERSION", "7006").hyperlinks())
                .isFalse();
        assertThat(lines("TERM", "xterm-kitty").hyperlinks()).isFalse();
    }

    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(strings = {"dumb", "", "unknown", "emacs", "no-such-terminal"})
    void oddTerminalsAreNotDrawnOn(String type) {
        assertThat(Look.canDraw(Map.of("TERM", type))).isFalse();
        assertThat(Look.canDraw(Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xterm",
                "xterm-256color",
                "screen",
                "tmux-256color",
                "linux",
                "vt100",
                "st",
                "st-256color",
                "foot"
            })
    void usualTerminalsAreDrawnOn(String type) {
        assertThat(Look.canDraw(Map.of("TERM", type))).isTrue();
    }

    private static Look terminal(String... environment) {
        return Look.of(map(environment), true);
    }

    private static Look lines(String... environment) {
        return Look.of(map(environment), false);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
