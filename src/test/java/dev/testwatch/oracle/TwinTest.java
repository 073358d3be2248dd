package dev.testwatch.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinTest {

    @TempDir
    Path directory;

    @Test
    void anEditOfAPublishedFileIsMadeWhereTheBuildToolPutsItAndTakenBack() throws IOException {
        Path published = directory.resolve("state/classes");
        Path built = Files.createDirectories(directory.resolve("twin/target/classes/shop"));
        Path file = Files.writeString(built.resolve("Money.class"), "before");
        Twin twin = new Twin(
                directory.resolve("project"),
                directory.resolve("twin"),
                Map.of(published, directory.resolve("twin/target/classes")));
        Edit edit = edit(published.resolve("shop/Money.class"), "after");

        Contents before = twin.apply(edit);

        assertThat(file).hasContent("after");
        assertThat(twin.shows(edit)).isTrue();
        before.write();
        assertThat(file).hasContent("before");
        assertThat(twin.shows(edit)).isFalse();
    }

    @Test
    void placesInTheProjectBecomePlacesInTheCopy() {
        Twin twin = new Twin(directory.resolve("project"), directory.resolve("twin"), Map.of());

        assertThat(twin.of(directory.resolve("project/target/classes")))
                .isEqualTo(directory.resolve("twin/target/classes"));
        assertThat(twin.of(directory.resolve("repository/junit.jar")))
                .isEqualTo(directory.resolve("repository/junit.jar"));
        assertThat(twin.of("-Dbase=" + directory.resolve("project/src")))
                .isEqualTo("-Dbase=" + directory.resolve("twin/src"));
    }

    private static Edit edit(Path file, String content) {
        return new Edit(
                "shop.Money",
                "",
                "changed",
                Contents.of(file, content.getBytes(UTF_8)),
                new Output(Map.of(), Set.of(), Resources.NONE),
                Edit.Kind.BODY);
    }
}
