package dev.testwatch.program;

import dev.testwatch.fork.Marker;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A program that was started, with all that it has started itself. */
final class Child {

    private final Process process;
    private final Marker marker;
    private final long began = System.nanoTime();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Exit> over = new CompletableFuture<>();

    private Child(Process process, Marker marker) {
        this.process = process;
        this.marker = marker;
    }

    /**
     * Starts it on our own standard streams, so that it has the terminal if there is one.
     *
     * @param more added to its environment
     * @throws IOException if the system cannot start it
     */
    static Child start(Launch launch, Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(launch.command())
                .inheritIO()
                .directory(launch.directory().toFile());
        builder.environment().putAll(launch.environment());
        return start(builder, more);
    }

    /** Starts it as it is. */
    static Child start(ProcessBuilder builder, Map<String, String> more) throws IOException {
        builder.environment().putAll(more);
        Marker marker = Marker.unique();
        marker.putInto(builder.environment());
        var child = new Child(builder.start(), marker);
        var unused = child.process.onExit().thenRun(() -> {
            if (!child.ending.get()) {
                child.complete();
            }
        });
        return child;
    }

    /** Completes when it has ended; where it was ended, when all that it had started has ended too. */
    CompletableFuture<Exit> over() {
        return over;
    }

    /** Whether it did not end by itself. */
    boolean isEnding() {
        return ending.get();
    }

    Process process() {
        return process;
    }

    /** Ends it and all it has started; takes as long as the ladder allows. */
    void end(Ladder ladder) {
        ending.set(true);
        try {
            // Once a parent is dead, the system does not know any more who its children were.
            var known = new LinkedHashSet<ProcessHandle>();
            ladder.end(() -> {
                family().forEach(known::add);
                known.removeIf(each -> !lives(each));
                return List.copyOf(known);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional.of(process).filter(Process::isAlive).ifPresent(Process::destroyForcibly);
        var unused = process.onExit().thenRun(this::complete);
    }

    private Collection<ProcessHandle> family() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return Stream.of(Stream.of(process.toHandle()), descendants, marker.carriers().stream())
                    .flatMap(each -> each)
                    .distinct()
                    .toList();
        }
    }

    /** What is dead and was not fetched by its parent has no program any more. */
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private void complete() {
        over.complete(new Exit(process.exitValue(), Duration.ofNanos(System.nanoTime() - began)));
    }
}
