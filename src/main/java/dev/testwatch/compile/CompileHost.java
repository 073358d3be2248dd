package dev.testwatch.compile;

import dev.testwatch.compile.HostMessage.Order;
import dev.testwatch.compile.HostProcess.Answer;
import dev.testwatch.compile.Javac.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A JVM of its own for what may take a JVM down: annotation processors, and sources that the compiler of this process
 * has choked on. Whatever happens to that JVM is an outcome; the next order finds a new one. For one thread at a time.
 */
final class CompileHost implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    private final Path directory;
    private final Path state;
    private final CompilerSettings settings;
    private final Consumer<String> messages;
    private boolean kept;
    private boolean grown;
    private OptionalLong heap;
    private Optional<CompletableFuture<HostProcess>> host = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param directory where the JVM runs
     * @param state where the JVM may leave a crash report
     * @param messages takes what a user should know of the JVM beside the outcomes, a sentence each
     */
    CompileHost(Path directory, Path state, CompilerSettings settings, Consumer<String> messages) {
        this.directory = directory;
        this.state = state;
        this.settings = settings;
        this.messages = messages;
        this.heap = settings.hostHeap();
    }

    /** It will be needed often: starts it, if it does not run, and from now on keeps one waiting. Returns at once. */
    void prepare() {
        kept = true;
        var unused = begin();
    }

    /** How long an order may take. */
    Duration patience() {
        return settings.patience();
    }

    Outcome compile(Order order) {
        var outcome = attempt(order);
        if (outcome instanceof Outcome.Broken broken && broken.outOfMemory() && heap.isPresent() && !grown) {
            grown = true;
            long before = heap.getAsLong();
            end();
            heap = OptionalLong.of(before * 2);
            messages.accept("the compiler's JVM ran out of memory with a heap of " + megabytes(before)
                    + ": compiling again in a new one with " + megabytes(before * 2));
            outcome = attempt(order);
        }
        if (!kept) {
            end();
        } else if (host.filter(CompileHost::usable).isEmpty()) {
            var unused = begin();
        }
        return outcome;
    }

    private Outcome attempt(Order order) {
        HostProcess process;
        try {
            process = begin().join();
        } catch (CompletionException e) {
            host = Optional.empty();
            return broken(
                    e.getCause() == null
                            ? String.valueOf(e)
                            : String.valueOf(e.getCause().getMessage()));
        }
        heap = OptionalLong.of(heap.orElse(process.heap()));
        var answer = process.ask(order);
        if (answer instanceof Answer.Compiled compiled) {
            return compiled.outcome();
        }
        host = Optional.empty();
        return answer instanceof Answer.Hung hung ? hung(hung.frames()) : ended((Answer.Ended) answer);
    }

    private Outcome hung(List<String> frames) {
        var processor = StackFrames.processor(frames);
        var place = StackFrames.theirs(frames).or(() -> frames.stream().findFirst());
        return broken((processor.isPresent() ? "annotation processing" : "javac") + " did not end within "
                + settings.patience().toSeconds() + " s"
                + processor.map(name -> ": processor " + name).orElse("")
                + place.map(at -> (processor.isPresent() ? ", at " : ": at ") + at)
                        .orElse("")
                + "; the compiler's JVM was killed, and the next change starts another");
    }

    private Outcome ended(Answer.Ended ended) {
        boolean outOfMemory = ended.output().stream().anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
        if (outOfMemory) {
            var size = heap.isPresent() ? " with a heap of " + megabytes(heap.getAsLong()) : "";
            return new Outcome.Broken(
                    "the compiler's JVM ran out of memory" + size + "; the next change starts another",
                    Optional.empty(),
                    true);
        }
        var caller = StackFrames.theirs(ended.frames());
        var words = ended.output().isEmpty() ? "" : "\n" + String.join("\n", ended.output());
        return broken("the compiler's JVM ended"
                + ended.exitCode().map(code -> " (exit code " + code + ")").orElse("")
                + caller.map(at -> ": System.exit called at " + at).orElse(words));
    }

    private static Outcome broken(String message) {
        return new Outcome.Broken(message, Optional.empty(), false);
    }

    private CompletableFuture<HostProcess> begin() {
        var usable = host.filter(CompileHost::usable);
        if (usable.isPresent()) {
            return usable.get();
        }
        var command = command();
        var starting = new CompletableFuture<HostProcess>();
        var thread = new Thread(() -> start(command, starting), "testwatch-compile-host");
        thread.setDaemon(true);
        thread.start();
        host = Optional.of(starting);
        return starting;
    }

    private static void start(ProcessBuilder command, CompletableFuture<HostProcess> starting) {
        try {
            var process = HostProcess.start(command);
            if (!starting.complete(process)) {
                process.close(); // nobody wants it any more
            }
        } catch (IOException | RuntimeException e) {
            starting.completeExceptionally(e);
        }
    }

    private static boolean usable(CompletableFuture<HostProcess> host) {
        return !host.isDone()
                || (!host.isCompletedExceptionally() && host.join().alive());
    }

    private ProcessBuilder command() {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // This collector gives up where nearly all time goes into collecting, which is better than to crawl.
        words.addAll(List.of("-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash"));
        words.add("-XX:ErrorFile=" + state.resolve("compiler-crash-%p.log"));
        words.add("-Djava.awt.headless=true");
        heap.ifPresent(bytes -> words.add("-Xmx" + bytes / MEGABYTE + "m"));
        words.addAll(List.of("-cp", home().toString(), HostMain.class.getName()));
        return new ProcessBuilder(words).directory(directory.toFile());
    }

    /** Our own jar or class directory. */
    private static Path home() {
        try {
            return Path.of(HostMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException("cannot find testwatch's own classes", e));
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", (bytes + MEGABYTE - 1) / MEGABYTE);
    }

    /** Kills the JVM, now or as soon as it has started. */
    private void end() {
        host.ifPresent(process -> {
            if (!process.cancel(false) && !process.isCompletedExceptionally()) {
                process.join().close();
            }
        });
        host = Optional.empty();
    }

    @Override
    public void close() {
        kept = false;
        end();
    }
}
