package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
        var heard = new Heard();
        var spec = new WatchSpec(
                roots, Set.of(), Set.of(Path.of("target")), mode, Duration.ofMillis(10), Duration.ofMillis(20));
        try (var watcher = SourceWatcher.start(spec, heard)) {
            Set<Path> told = new HashSet<>(watcher.contents().keySet());
            for (int part = 0; part < 8; part++) {
                Map<Path, Long> before = coldScan(roots);
                script.play(50);
                Files.writeString(Files.createDirectories(root.resolve("one")).resolve("Marker.java"), "part " + part);
                Map<Path, Long> after = coldScan(roots);
                if (part % 2 == 0) {
                    watcher.rescan();
                }
                Change change = heard.until(so -> isComplete(so, before, after));
                told.addAll(change.modified());
                told.removeAll(change.deleted());
                assertThat(told).as(script.toString()).isEqualTo(after.keySet());
            }
        }
    }

    /** Whether every difference is in the change. More may be in it: what was different for a while. */
    private static boolean isComplete(Change change, Map<Path, Long> before, Map<Path, Long> after) {
        boolean modified = after.entrySet().stream()
                .filter(file -> !file.getValue().equals(before.get(file.getKey())))
                .allMatch(file -> change.modified().contains(file.getKey()));
        boolean deleted = before.keySet().stream()
                .filter(file -> !after.containsKey(file))
                .allMatch(change.deleted()::contains);
        boolean existing = after.keySet().containsAll(change.modified());
        return modified && deleted && existing;
    }

    private static Map<Path, Long> coldScan(Set<Path> roots) throws IOException {
        var contents = new HashMap<Path, Long>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            List<Path> files;
            try (Stream<Path> all = Files.walk(root)) {
                files = all.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith("~"))
                        .filter(file -> Stream.iterate(file, at -> !at.equals(root), Path::getParent)
                                .noneMatch(at -> at.endsWith("target")))
                        .toList();
            }
            for (Path file : files) {
                contents.put(file, ContentHash.of(file));
            }
        }
        return contents;
    }
}
