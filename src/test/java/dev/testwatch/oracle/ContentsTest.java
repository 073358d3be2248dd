package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {

    @TempDir
    Path directory;

    @Test
    void filesThatComeAndGoAreTakenBack() throws IOException {
        Path there = Files.writeString(directory.resolve("there"), "a");
        Path missing = directory.resolve("missing");
        Contents before = Contents.present(Set.of(there, missing));

        Contents.without(there).write();
        Contents.of(missing, new byte[] {1}).write();
        assertThat(there).doesNotExist();
        assertThat(missing).exists();
        assertThat(Contents.without(there).isThere()).isTrue();
        assertThat(before.isThere()).isFalse();

        before.write();
        assertThat(there).hasContent("a");
        assertThat(missing).doesNotExist();
        assertThat(before.isThere()).isTrue();
    }
}
