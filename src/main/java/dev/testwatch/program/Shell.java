package dev.testwatch.program;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Commands for a shell, run beside what is watched: without input, their output read. */
final class Shell {

    private static final int MOST_LINES = 20;
    private static final Ladder LADDER = new Ladder("TERM", Duration.ofSeconds(2));

    private Shell() {}

    /**
     * Runs a command to its end, or ends it with all it has started when it takes too long.
     *
     * @return what to tell people if it did not succeed: why, and the end of its output
     */
    static Optional<List<String>> run(String command, Path directory, Map<String, String> environment, Duration limit) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try {
            Child child = start(List.of("/bin/sh", "-c", command), directory, environment, line -> {
                lines.add(line);
                if (lines.size() > MOST_LINES) {
                    lines.remove();
                }
            });
            Optional<Exit> exit = await(child, limit);
            if (exit.isEmpty()) {
                child.end(LADDER);
            }
            String why =
                    exit.map(Exit::described).orElse("was ended: it takes longer than " + limit.toSeconds() + " s");
            return exit.filter(Exit::success).isPresent() ? Optional.empty() : Optional.of(told(command, why, lines));
        } catch (IOException e) {
            return Optional.of(List.of(command + " cannot be run: " + e.getMessage()));
        }
    }

    private static List<String> told(String command, String why, BlockingQueue<String> lines) {
        return Stream.concat(Stream.of(command + " " + why), lines.stream().map(line -> "  " + line))
                .toList();
    }

    private static Optional<Exit> await(Child child, Duration limit) {
        try {
            return Optional.of(child.over().get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Starts a command whose lines are told as they come, on a thread of their own. */
    static Child start(List<String> words, Path directory, Map<String, String> environment, Consumer<String> lines)
            throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        Child child = Child.start(builder, environment);
        var reader = new Thread(() -> read(child.process(), lines), "testwatch-output");
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private static void read(Process process, Consumer<String> lines) {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            lines.accept("[the rest could not be read: " + e.getMessage() + "]");
        }
    }
}
