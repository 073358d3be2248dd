package dev.testwatch.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Watches {@code src} and {@code pom.xml} in the directory that is its first argument. The others are shell commands,
 * run there one after the other, each when what the one before was to bring about has been told: a change if it begins
 * with {@code change:}, a message with this text if it begins with {@code say[text]:}. Prints all that is told.
 */
final class Played {

    private Played() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        List<String> steps = Arrays.asList(arguments).subList(1, arguments.length);
        var heard = new Heard();
        var spec = new WatchSpec(
                        Set.of(root.resolve("src")),
                        Set.of(root.resolve("pom.xml")),
                        Set.of(),
                        WatchSpec.Mode.AUTO,
                        WatchSpec.QUIET,
                        Duration.ofMillis(100))
                .at(root);
        try (var watcher = SourceWatcher.start(spec, heard)) {
            System.out.println("contents " + watcher.contents().size());
            for (String step : steps) {
                play(step, root, heard);
            }
        }
        heard.messagesSoFar().forEach(message -> System.out.println("said " + message));
        System.out.println("the end");
    }

    private static void play(String step, Path root, Heard heard) throws Exception {
        boolean change = step.startsWith("change:");
        var command = List.of("sh", "-c", step.substring(step.indexOf(':') + 1));
        Process shell =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        if (!shell.waitFor(60, TimeUnit.SECONDS) || shell.exitValue() != 0) {
            throw new AssertionError("failed: " + step);
        }
        if (change) {
            System.out.println("change " + heard.next());
        } else {
            System.out.println("said " + heard.message(step.substring("say[".length(), step.indexOf("]:"))));
        }
    }
}
