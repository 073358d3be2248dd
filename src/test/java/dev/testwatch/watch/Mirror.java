package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What somebody knows who reads only what is told to be different. */
final class Mirror implements SourceWatcher.Listener {

    private final Map<Path, Long> contents = new ConcurrentHashMap<>();
    private final Heard heard = new Heard();

    void startsWith(Map<Path, Long> first) {
        contents.putAll(first);
    }

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

    List<String> messages() {
        return heard.messagesSoFar();
    }

    /** How many changes were told. */
    int changes() {
        return heard.seen.size();
    }

    /** Waits until what is known is what is there. */
    void awaitEqual(Map<Path, Long> expected, Object context) throws InterruptedException {
        while (!contents.equals(expected)) {
            try {
                heard.next();
            } catch (AssertionError e) {
                assertThat(contents).as(context.toString()).isEqualTo(expected);
            }
        }
    }

    /** What is there, as somebody finds it who has no memory. */
    static Map<Path, Long> coldScan(Set<Path> roots) throws IOException {
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
