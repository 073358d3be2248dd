package dev.testwatch.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Watches a directory through an overlay, changes it behind the overlay, and prints how long each edit took to notice. */
final class SilentMount {

    /** Shell commands: an overlay at $1/merged, whose lower layer can be changed without an event. */
    static final String PREPARATION = """
            mount -t tmpfs none "$1"
            mkdir "$1/lower" "$1/upper" "$1/work" "$1/merged" "$1/lower/src"
            mount -t overlay overlay -o "lowerdir=$1/lower,upperdir=$1/upper,workdir=$1/work" "$1/merged"
            """;

    private SilentMount() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int edits = Integer.parseInt(arguments[1]);
        Path behind = root.resolve("lower/src/A.java");
        Path file = root.resolve("merged/src/A.java");
        Files.writeString(behind, "content");
        var heard = new Heard();
        var spec = new WatchSpec(
                Set.of(file.getParent()),
                Set.of(),
                Set.of(),
                WatchSpec.Mode.AUTO,
                WatchSpec.QUIET,
                Duration.ofMillis(500));
        try (var watcher = SourceWatcher.start(spec, heard)) {
            if (!watcher.contents().containsKey(file)) {
                throw new AssertionError("not there: " + file);
            }
            for (int edit = 1; edit <= edits; edit++) {
                long start = System.nanoTime();
                Files.writeString(behind, "content " + edit);
                Change change = heard.next();
                if (!change.equals(new Change(Set.of(file), Set.of()))) {
                    throw new AssertionError("instead: " + change);
                }
                System.out.println("edit " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
        }
        heard.messagesSoFar().forEach(message -> System.out.println("said " + message));
    }
}
