package dev.testwatch.watch;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches the directory that is its first argument where no more files can be opened: first a watcher that was there
 * before the last was, then one that finds so few left that the system refuses to tell of changes. Prints all that is
 * told.
 */
final class ShortOfFiles {

    /** Enough to look at one thing after the other, not enough to listen. */
    private static final int FEW = 2;

    private static final Path NOTHING = Path.of("/dev/null");

    private final Deque<FileInputStream> held = new ArrayDeque<>();

    private ShortOfFiles() {}

    public static void main(String[] arguments) throws Exception {
        new ShortOfFiles().play(Path.of(arguments[0]));
    }

    private void play(Path root) throws Exception {
        Path file = Files.writeString(root.resolve("A.java"), "one");
        var spec = new WatchSpec(
                Set.of(root), Set.of(), Set.of(), WatchSpec.Mode.AUTO, WatchSpec.QUIET, Duration.ofMillis(100));
        // A file that is open already can be written to whatever the limit.
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            var before = new Heard();
            try (var first = SourceWatcher.start(spec, before)) {
                System.out.println("contents " + first.contents().size());
                open.write('1');
                System.out.println("change " + before.next());
                take(first);
                writeUnread(open, '2', before);
                take(first);
                free(FEW);
                var after = new Heard();
                try (var second = SourceWatcher.start(spec, after)) {
                    System.out.println("contents " + second.contents().size());
                    System.out.println("said " + after.message("refuses"));
                    open.write('3');
                    System.out.println("change " + after.next());
                    before.next();
                    take(first, second);
                    writeUnread(open, '4', after);
                }
            }
        }
        System.out.println("the end");
    }

    /** Writes what nobody can read until he may open a file again. */
    private void writeUnread(RandomAccessFile file, char content, Heard heard) throws Exception {
        file.write(content);
        System.out.println("said " + heard.message("Too many open files"));
        free(held.size());
        System.out.println("change " + heard.next());
    }

    /** Opens all that can be opened, at a moment when none of the watchers looks or has anything open. */
    private void take(SourceWatcher... watchers) throws Exception {
        var taken = new CompletableFuture<FileNotFoundException>().orTimeout(60, TimeUnit.SECONDS);
        Runnable then = () -> taken.complete(take());
        for (SourceWatcher watcher : watchers) {
            Runnable inner = then;
            // Each of them waits in this call until the last one has come to it.
            then = () -> {
                watcher.rescan(inner);
                taken.join();
            };
        }
        then.run();
        FileNotFoundException last = taken.get();
        if (!String.valueOf(last.getMessage()).contains("Too many open files")) {
            throw last;
        }
    }

    /** Returns why there are no more. */
    private FileNotFoundException take() {
        try {
            while (true) {
                held.add(new FileInputStream(NOTHING.toFile()));
            }
        } catch (FileNotFoundException e) {
            return e;
        }
    }

    private void free(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            held.remove().close();
        }
    }
}
