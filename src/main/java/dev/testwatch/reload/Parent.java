package dev.testwatch.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A JVM that does nothing any more but start its own program again in another JVM, with the same command line, on its own
 * standard streams, and replace that one when what it was started from changes.
 */
final class Parent {

    /** The exit status by which a child asks to be started again at once. */
    static final int RERUN = 3;

    private static final int SIGNALLED = 128;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Path> places;
    private final Duration interval;
    private final Word word;
    private final Consumer<String> messages;
    private final AtomicReference<Optional<Process>> child = new AtomicReference<>(Optional.empty());

    Parent(List<Path> places, Duration interval, Consumer<String> messages) {
        this.places = List.copyOf(places);
        this.interval = interval;
        this.messages = messages;
        try {
            this.word = new Word(Files.createTempDirectory("testwatch"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory can be made", e);
        }
    }

    /** Waits until the places are not what they were. */
    void awaitChange(Inputs before) throws InterruptedException {
        while (changed(before, List.of()).isEmpty()) {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        }
    }

    /** Starts children, one after the other; returns the exit status of the last one. */
    int run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "testwatch-ending"));
        List<String> command = SameAgain.command();
        for (int run = 1; ; run++) {
            word.begin();
            List<Path> asked = word.watched();
            Inputs before = read(asked);
            Process started = start(command, run);
            boolean replaced = false;
            while (!started.waitFor(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                List<Path> more = word.watched();
                before = before.and(Inputs.read(more.subList(asked.size(), more.size())));
                asked = more;
                replaced |= changed(before, asked)
                        .map(file -> replace(started, file))
                        .orElse(false);
            }
            boolean again = replaced || started.exitValue() == RERUN;
            if (!again && !word.isWaiting() && !isWorthWaiting(started.exitValue(), run)) {
                return started.exitValue();
            }
            if (!again) {
                messages.accept("ended with exit status " + started.exitValue() + "; waiting for a change");
                awaitChange(before);
            }
        }
    }

    /** A program that broke when it was replaced is one that its user is working on. */
    private static boolean isWorthWaiting(int status, int run) {
        return run > 1 && status != 0 && status < SIGNALLED;
    }

    private Inputs read(List<Path> asked) {
        return Inputs.read(Stream.concat(places.stream(), asked.stream()).toList());
    }

    /** A file that is not what it was; none as long as somebody is still at work on them. */
    private Optional<Path> changed(Inputs before, List<Path> asked) {
        Inputs now = read(asked);
        Optional<Path> different = now.differenceTo(before);
        if (different.isEmpty()) {
            return different;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return read(asked).equals(now) ? different : Optional.empty();
    }

    private boolean replace(Process started, Path changed) {
        messages.accept(changed.getFileName() + " changed: starting again");
        word.reload();
        started.destroy();
        try {
            if (!started.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                started.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private Process start(List<String> command, int run) {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        Standing.WATCHED_VARIABLE, "1",
                        Standing.RUN_VARIABLE, String.valueOf(run),
                        Standing.CONTROL_VARIABLE, word.directory().toString()));
        try {
            Process started = builder.start();
            child.set(Optional.of(started));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("this JVM cannot be started again: " + command, e);
        }
    }

    /** A signal that ends this JVM is meant for the program. */
    private void leave() {
        Objects.requireNonNull(child.get()).ifPresent(Process::destroy);
        word.forget();
    }
}
