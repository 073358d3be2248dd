package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        var mirror = new Mirror();
        var spec = new WatchSpec(
                roots, Set.of(), Set.of(Path.of("target")), mode, Duration.ofMillis(10), Duration.ofMillis(20));
        try (var watcher = SourceWatcher.start(spec, mirror)) {
            mirror.contents.putAll(watcher.contents());
            assertThat(mirror.contents).isEqualTo(coldScan(roots));
            for (int part = 0; part < 8; part++) {
                script.play(50);
                Path one = Files.createDirectories(root.resolve("one"));
                Files.writeString(one.resolve("Marker.java"), "part " + part);
                if (part % 2 == 0) {
                    watcher.rescan();
                }
                mirror.awaitEqual(coldScan(roots), script);
            }
        }
    }

    /** What somebody knows who reads only what is told to be different. */
    private static final class Mirror implements SourceWatcher.Listener {

        final Map<Path, Long> contents = new ConcurrentHashMap<>();
        private final Heard heard = new Heard();

        @Override
        public void ringing(Path file) {
            heard.ringing(file);
        }

        @Override
        public void changed(Change change, SourceWatcher.Seen seen) {
            change.deleted().forEach(contents::remove);
            for (Path file : change.modified()) {
                try {
                    contents.put(file, ContentHash.of(file));
                } catch (IOException e) {
                    // It is gone again, or is a directory now: that is told next.
                    contents.remove(file);
                }
            }
            heard.changed(change, seen);
        }

        @Override
        public void said(String message) {
            heard.said(message);
        }

        void awaitEqual(Map<Path, Long> expected, RandomScript script) throws InterruptedException {
            while (!contents.equals(expected)) {
                try {
                    heard.next();
                } catch (AssertionError e) {
                    assertThat(contents).as(script.toString()).isEqualTo(expected);
                }
            }
        }
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
