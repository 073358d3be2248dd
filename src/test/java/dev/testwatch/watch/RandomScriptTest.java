package dev.testwatch.watch;

import dev.testwatch.watch.WatchSpec.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After any sequence of operations, the changes that were told lead from the first contents to the last. */
class RandomScriptTest {

    @TempDir
    Path temp;

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"NATIVE,1", "NATIVE,2", "NATIVE,3", "AUTO,4", "AUTO,5", "POLL,6", "POLL,7"})
    void theChangesTellTheDifference(Mode mode, long seed) throws Exception {
        Path root = temp.toRealPath();
        var script = new RandomScript(root, seed);
        script.play(60);
        Set<Path> roots = Set.of(root.resolve("one"), root.resolve("two/deep"));
        var mirror = new Mirror();
        var spec = new WatchSpec(
                roots, Set.of(), Set.of(Path.of("target")), mode, Duration.ofMillis(10), Duration.ofMillis(20));
        try (var watcher = SourceWatcher.start(spec, mirror)) {
            mirror.startsWith(watcher.contents());
            mirror.awaitEqual(Mirror.coldScan(roots), script);
            for (int part = 0; part < 8; part++) {
                script.play(50);
                Path one = Files.createDirectories(root.resolve("one"));
                Files.writeString(one.resolve("Marker.java"), "part " + part);
                if (part % 2 == 0) {
                    watcher.rescan();
                }
                mirror.awaitEqual(Mirror.coldScan(roots), script);
            }
        }
    }
}
