package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Path DIRECTORY = Path.of("/project");

    private final Batch two = Batch.of(
            new Change(Set.of(DIRECTORY.resolve("a b"), DIRECTORY.resolve("${kind}")), Set.of()),
            Set.of(DIRECTORY.resolve("a b")));

    @Test
    void aWordOfItsOwnBecomesAWordForEachFile() {
        assertThat(new Words(List.of("ls", "${paths}")).filled(two, DIRECTORY)).containsExactly("ls", "${kind}", "a b");
    }

    @Test
    void aNameIsNeverReadAsAnythingElse() {
        assertThat(new Words(List.of("x=${path}", "${kind}")).filled(two, DIRECTORY))
                .containsExactly("x=${kind}", "mixed");
    }

    @Test
    void kindsAreToldApart() {
        assertThat(two.lines()).containsExactly("created\t/project/${kind}", "modified\t/project/a b");
        Batch gone = Batch.of(new Change(Set.of(), Set.of(DIRECTORY.resolve("a b"))), Set.of());
        assertThat(two.then(gone).lines()).containsExactly("created\t/project/${kind}", "deleted\t/project/a b");
        assertThat(gone.kind()).isEqualTo("deleted");
    }

    @Test
    void onlyACommandThatNamesWhatChangedHasToWaitForIt() {
        assertThat(new Words(List.of("make", "${other}")).needsChange()).isFalse();
        assertThat(new Words(List.of("cat", "./${path}")).needsChange()).isTrue();
    }
}
