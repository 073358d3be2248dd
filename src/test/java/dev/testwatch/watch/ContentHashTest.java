package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {

    @TempDir
    Path temp;

    @Test
    void itIsTheBeginningOfSha256() {
        assertThat(ContentHash.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(0xba7816bf8f01cfeaL);
    }

    @Test
    void aFileHasTheHashOfItsBytes() throws IOException {
        for (int size : new int[] {0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 1_000_000}) {
            var bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Path file = Files.write(temp.resolve("file"), bytes);
            assertThat(ContentHash.of(file)).as("%d bytes", size).isEqualTo(ContentHash.of(bytes));
        }
    }

    @Test
    void aMissingFileIsAnError() {
        assertThatThrownBy(() -> ContentHash.of(temp.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }
}
