package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditorTest {

    private static final Path FILE = Path.of("src", "PriceTest.java");

    @Test
    void eachEditorIsToldTheLineInItsOwnWay() {
        assertThat(command("vi")).containsExactly("vi", "+27", FILE.toString());
        assertThat(command("emacs -nw")).containsExactly("emacs", "-nw", "+27", FILE.toString());
        assertThat(command("hx")).containsExactly("hx", FILE + ":27");
        assertThat(command("code --wait")).containsExactly("code", "--wait", "-g", FILE + ":27");
        assertThat(command("idea")).containsExactly("idea", "--line", "27", FILE.toString());
    }

    @Test
    void aCommandThatNamesThePlacesGetsThemThere() {
        assertThat(command("open-at {line} {file} now")).containsExactly("open-at", "27", FILE.toString(), "now");
    }

    private static List<String> command(String chosen) {
        return Editor.command(chosen, FILE, 27);
    }
}
