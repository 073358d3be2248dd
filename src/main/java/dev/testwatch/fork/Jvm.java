package dev.testwatch.fork;

import dev.testwatch.chaos.Chaos;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The process of a fork: what it writes is read at all times, and when it is ended its descendants end with it. */
final class Jvm {

    private static final Duration HOOKS = Duration.ofSeconds(2);

    private final Process process;
    private final Marker marker;
    private final Drain drain;

    private Jvm(Process process, Marker marker, Drain drain) {
        this.process = process;
        this.marker = marker;
        this.drain = drain;
    }

    /**
     * Starts a JVM, tells it where its parent listens, and sees to it that the door is shut when it dies.
     *
     * @throws IOException if the system cannot start it
     */
    static Jvm start(ForkCommand command, List<String> words, Door door) throws IOException {
        Path directory = command.workingDirectory().toAbsolutePath();
        makeWorkingDirectory(directory, command);
        var builder = new ProcessBuilder(OwnSession.command(words))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        var marker = Marker.unique();
        marker.putInto(builder.environment());
        // So that a program which has itself started anew knows that there is nothing to start anew in a test.
        builder.environment().put("TESTWATCH", "1");
        builder.environment().keySet().removeAll(List.of("TESTWATCH_RUN", "TESTWATCH_CONTROL"));
        Process process = builder.start();
        var jvm = new Jvm(process, marker, Drain.of(process.getInputStream()));
        var unused = process.onExit().thenRun(door::close);
        try {
            OutputStream input = process.getOutputStream();
            door.bootstrap().write(input);
            // Tests that read there are at the end at once; that we live is told by the connection.
            input.close();
        } catch (IOException e) {
            // A JVM that refuses its arguments is dead before it can be told anything; its own words say why.
            door.close();
        }
        return jvm;
    }

    /**
     * Where tests run need not be there before the first of them, and the build tool makes it too. But a module that was
     * moved away is not made anew: nothing of it would be there, and it would be in the way when it is moved back.
     */
    private static void makeWorkingDirectory(Path directory, ForkCommand command) throws IOException {
        String module = command.systemProperties().get("basedir");
        if (module != null && directory.startsWith(module) && Files.notExists(Path.of(module))) {
            throw new NoSuchFileException(module, null, "the module is gone");
        }
        Files.createDirectories(directory);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What arrives of what it has sent. */
    InputStream tampered(InputStream sent, Chaos chaos) {
        return chaos.fromFork(sent, process.toHandle());
    }

    /** The last lines of what it wrote, or soon after. */
    List<String> output() {
        return drain.lines(Duration.ofMillis(100));
    }

    /** The line that begins with this, as soon as it is written; empty if it does not come in time. */
    Optional<String> word(String beginning, Duration patience) throws InterruptedException {
        return drain.awaitFrom(beginning, patience).stream().findFirst();
    }

    /** Waits for its death; empty if it does not come in time. */
    Optional<Integer> exitCode(Duration patience) {
        try {
            return Optional.of(process.onExit()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .exitValue());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Kills what it has started and left behind, after its death; names it. */
    List<String> killOrphans() {
        return marker.killAll();
    }

    /**
     * Has it print where its threads are, as every JVM does on this signal.
     *
     * @return what it printed; empty if it does not even do that
     */
    List<String> printStacks(Duration patience) throws InterruptedException {
        try {
            Process sent = new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            sent.getOutputStream().close();
            sent.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // No such signal on this system.
            return List.of();
        }
        return drain.awaitFrom("Full thread dump", patience);
    }

    /** Ends it and its descendants at once. */
    void kill() {
        end(false);
    }

    /** @param gently whether its shutdown hooks may have a moment */
    void end(boolean gently) {
        // Once it is dead, the system does not know any more who they were.
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> family = descendants.toList();
            if (gently) {
                process.destroy();
                var unused = exitCode(HOOKS);
            }
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
