package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @Test
    void keysGiveTheirCommands() {
        assertThat(commands("Enter", "r")).containsOnly(new Command.Rerun());
        assertThat(commands("a")).containsOnly(new Command.RunAll());
        assertThat(commands("f")).containsOnly(new Command.RunFailed());
        assertThat(commands("c")).containsOnly(new Command.Clear());
        assertThat(commands("Space")).containsOnly(new Command.Pause());
        assertThat(commands("v")).containsOnly(new Command.ShowFailures());
        assertThat(commands("h", "?", "w")).containsOnly(new Command.Help());
        assertThat(commands("q", "Ctrl-D")).containsOnly(new Command.Quit());
        assertThat(commands("Esc")).containsOnly(new Command.Escape());
        assertThat(commands("Ctrl-C")).containsOnly(new Command.Interrupt());
        assertThat(commands("R", "F5")).containsOnly(new Command.StartOver());
    }

    @Test
    void filterKeysOpenPrompts() {
        assertThat(meaning("p")).isEqualTo(new Does.Open(Prompt.Kind.CLASSES));
        assertThat(meaning("t")).isEqualTo(new Does.Open(Prompt.Kind.NAMES));
    }

    @Test
    void screenKeysGiveNoCommand() {
        assertThat(meaning("Ctrl-L")).isEqualTo(new Does.Redraw());
        assertThat(meaning("Ctrl-Z")).isEqualTo(new Does.Suspend());
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "Up", "Tab", "Backspace", "Home", "Shift-Tab"})
    void someKeysDoNothing(String name) {
        assertThat(meaning(name)).isEqualTo(new Does.Nothing());
    }

    @Test
    void pastedTextDoesNothing() {
        assertThat(Keys.meaning(new Key.Paste("q"), KeyMap.USUAL)).isEqualTo(new Does.Nothing());
    }

    @Test
    void otherKeysAreUnknownAndTheOtherCaseIsNear() {
        assertThat(commands("F")).containsOnly(new Command.Unknown("F", Optional.of("f")));
        assertThat(commands("z")).containsOnly(new Command.Unknown("z", Optional.empty()));
        assertThat(commands("U")).containsOnly(new Command.Unknown("U", Optional.empty()));
        assertThat(commands("Ctrl-X")).containsOnly(new Command.Unknown("Ctrl-X", Optional.empty()));
    }

    @Test
    void noKeyAndNoWordStandsTwiceInTheTable() {
        Set<String> seen = new HashSet<>();
        Binding.ALL.stream()
                .flatMap(binding -> binding.keys().stream())
                .forEach(key -> assertThat(seen.add(key)).as("key %s", key).isTrue());
        Binding.ALL.stream()
                .flatMap(binding -> binding.words().stream())
                .forEach(word -> assertThat(seen.add(word)).as("word %s", word).isTrue());
    }

    @Test
    void everyCommandOfTheTableIsInTheHelp() {
        assertThat(HelpText.keys(KeyMap.USUAL))
                .contains("  Enter r    run the current selection again")
                .contains("  p          filter by class or path")
                .noneMatch(line -> line.strip().startsWith("u "))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        assertThat(HelpText.words())
                .contains("  failed, f         run the tests failing now")
                .contains("  filter TEXT, p    filter by class or path")
                .contains("  (empty line)      the same as rerun");
        for (Binding binding : Binding.ALL) {
            if (!binding.keys().isEmpty() && !binding.description().isEmpty()) {
                assertThat(HelpText.keys(KeyMap.USUAL)).anyMatch(line -> line.endsWith("   " + binding.description()));
            }
        }
    }

    private static List<Command> commands(String... names) {
        return List.of(names).stream()
                .map(name -> ((Does.Give) meaning(name)).command())
                .toList();
    }

    private static Does meaning(String name) {
        return Keys.meaning(new Key.Press(name), KeyMap.USUAL);
    }
}
