package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightTest {

    @TempDir
    Path directory;

    @BeforeEach
    void directories() throws Exception {
        Files.createDirectories(directory.resolve("db/old"));
    }

    @Test
    void withoutAWordEverythingCounts() {
        assertThat(sees(List.of(), List.of(), "a.txt")).isTrue();
    }

    @Test
    void aNameCountsInEveryDirectory() {
        assertThat(sees(List.of("*.sql"), List.of(), "db/old/a.sql")).isTrue();
        assertThat(sees(List.of("*.sql"), List.of(), "a.sql")).isTrue();
        assertThat(sees(List.of("*.sql"), List.of(), "a.txt")).isFalse();
    }

    @Test
    void aGlobBelowADirectoryCountsThereAtEveryDepth() {
        List<String> below = List.of("db/**/*.sql");
        assertThat(sees(below, List.of(), "db/a.sql")).isTrue();
        assertThat(sees(below, List.of(), "db/old/a.sql")).isTrue();
        assertThat(sees(below, List.of(), "a.sql")).isFalse();
    }

    @Test
    void aDirectoryStandsForAllBelowItAndAFileForItself() {
        assertThat(sees(List.of("db"), List.of(), "db/old/a.txt")).isTrue();
        assertThat(sees(List.of("db/"), List.of(), "a.txt")).isFalse();
        assertThat(sees(List.of("a.txt"), List.of(), "a.txt")).isTrue();
        assertThat(Sight.of(directory, List.of("db/**"), List.of()).roots()).containsExactly(directory.resolve("db"));
    }

    @Test
    void whatIsExcludedDoesNotCountWhateverElseIsSaid() {
        assertThat(sees(List.of(), List.of("old"), "db/old/a.sql")).isFalse();
        assertThat(sees(List.of("*.sql"), List.of("db/old/**"), "db/old/a.sql")).isFalse();
        assertThat(sees(List.of("*.sql"), List.of("db/old/**"), "db/a.sql")).isTrue();
    }

    private boolean sees(List<String> watched, List<String> excluded, String file) {
        return Sight.of(directory, watched, excluded).concerns().test(directory.resolve(file));
    }
}
