package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path directory;

    @Test
    void whatWasTypedIsThereAfterARestartTheLatestFirst() {
        Path file = directory.resolve("prompts");
        var before = new History();
        before.keptIn(file);
        before.add(Prompt.Kind.CLASSES, "Price");
        before.add(Prompt.Kind.CLASSES, "Order");
        before.add(Prompt.Kind.CLASSES, "Price");
        before.add(Prompt.Kind.NAMES, "rounds");

        var after = new History();
        after.keptIn(file);

        assertThat(after.of(Prompt.Kind.CLASSES)).containsExactly("Price", "Order");
        assertThat(after.of(Prompt.Kind.NAMES)).containsExactly("rounds");
        assertThat(after.of(Prompt.Kind.TAGS)).isEmpty();
    }

    @Test
    void whereThereIsNoPlaceForItItLastsAsLongAsTheProgram() {
        Path file = directory.resolve("gone/prompts");
        var history = new History();
        history.keptIn(file);
        history.add(Prompt.Kind.CLASSES, "Price");

        assertThat(history.of(Prompt.Kind.CLASSES)).containsExactly("Price");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNoHistoryIsPassedOver() throws Exception {
        Path file = Files.writeString(directory.resolve("prompts"), "\u0000\nCLASSES\nCLASSES\tPrice\nX\ty\n");
        var history = new History();
        history.keptIn(file);

        assertThat(history.of(Prompt.Kind.CLASSES)).contains("Price");
    }
}
