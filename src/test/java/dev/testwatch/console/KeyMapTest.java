package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyMapTest {

    @Test
    void aKeyCanMeanAnotherCommand() {
        KeyMap keys = KeyMap.USUAL.with("F", "failed").orElseThrow();

        assertThat(meaning("F", keys)).isEqualTo(new Does.Give(new Command.RunFailed()));
        assertThat(meaning("f", keys)).isEqualTo(new Does.Give(new Command.RunFailed()));
    }

    @Test
    void aKeyThatIsBoundAnewMeansNothingElseAnyMore() {
        KeyMap keys = KeyMap.USUAL.with("a", "filter Price").orElseThrow();

        assertThat(meaning("a", keys)).isEqualTo(new Does.Give(new Command.FilterClasses("Price")));
        assertThat(HelpText.keys(keys))
                .anyMatch(line -> line.endsWith("as bound: filter Price"))
                .noneMatch(line -> line.endsWith("clear filters, run all"));
    }

    @Test
    void aWordThatOpensAPromptStillDoes() {
        KeyMap keys = KeyMap.USUAL.with("T", "tags").orElseThrow();

        assertThat(meaning("T", keys)).isEqualTo(new Does.Open(Prompt.Kind.TAGS));
    }

    @Test
    void whoComesFromQuarkusFindsTheirKeys() {
        KeyMap keys = KeyMap.preset("quarkus").orElseThrow();

        assertThat(meaning("p", keys)).isEqualTo(new Does.Give(new Command.Pause()));
        assertThat(meaning("o", keys)).isEqualTo(new Does.Give(new Command.LiveOutput()));
        assertThat(meaning("r", keys)).isEqualTo(new Does.Give(new Command.Rerun()));
    }

    @Test
    void whatIsNoCommandOrPresetIsRefused() {
        assertThat(List.of("dance", "", "all tests"))
                .allSatisfy(text -> assertThat(KeyMap.USUAL.with("F", text)).isEmpty());
        assertThat(KeyMap.preset("emacs")).isEmpty();
    }

    private static Does meaning(String key, KeyMap keys) {
        return Keys.meaning(new Key.Press(key), keys);
    }
}
