package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar is a function of the tree that it was built from. */
@Tag("campaign")
class ReproducibleIT {

    @TempDir
    Path directory;

    @Test
    void twoBuildsInTwoPlacesMakeTheSameJarAndSayWhatIsInIt() throws Exception {
        Assumptions.assumeTrue(Campaign.isLong(), "two builds take a minute; mvn -Preliability verify makes them");
        Path one = build("one");
        Path other = build("other/place");

        assertThat(one.resolve("testwatch.jar")).hasSameBinaryContentAs(other.resolve("testwatch.jar"));
        assertThat(Files.readString(one.resolve("bom.json")))
                .contains("\"CycloneDX\"", "picocli", "jline-terminal", "directory-watcher", "jackson-core");
        Campaign.of("reproducible").report("two builds, the same %d bytes", Files.size(one.resolve("testwatch.jar")));
    }

    private Path build(String place) throws IOException, InterruptedException {
        Path root = directory.resolve(place);
        for (String part : List.of("pom.xml", "src", "LICENSE")) {
            copy(Path.of(part), root.resolve(part));
        }
        Path log = directory.resolve(place.replace('/', '-') + ".log");
        Process maven = new ProcessBuilder("mvn", "-q", "-B", "-Prelease", "-DskipTests", "package")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(maven.waitFor()).as(() -> log.toString()).isZero();
        return root.resolve("target");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
