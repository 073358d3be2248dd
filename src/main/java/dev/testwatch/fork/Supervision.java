package dev.testwatch.fork;

import dev.testwatch.worker.Frames;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Stacks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Looks after a run while it goes on, on the thread that waits for it; others may only ask and answer. */
final class Supervision {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PRINT = Duration.ofMillis(700);

    private final CompletableFuture<Run> outcome;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicReference<CompletableFuture<Stacks>> question =
            new AtomicReference<>(new CompletableFuture<>());

    Supervision(CompletableFuture<Run> outcome) {
        this.outcome = outcome;
    }

    /** From any thread: where are the threads? The answer goes to {@link Progress#dumped}. */
    void wantDump() {
        wanted.set(true);
    }

    /** From the thread that hears the fork. */
    void answer(Stacks stacks) {
        open().complete(stacks);
    }

    private CompletableFuture<Stacks> open() {
        return Objects.requireNonNull(question.get());
    }

    /** What a run that did not end by itself is to be ended with. */
    record Sentence(String cause, ThreadDump dump) {}

    /**
     * Waits for the outcome.
     *
     * @return why the run is to be ended; empty if it has ended
     */
    Optional<Sentence> await(Watched watched, Vigil vigil, Progress progress, Asking asking)
            throws InterruptedException {
        while (true) {
            try {
                outcome.get(TICK.toNanos(), TimeUnit.NANOSECONDS);
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (TimeoutException goesOn) {
                Vigil.Finding finding = vigil.look(System.nanoTime(), watched.signs());
                if (finding instanceof Vigil.Finding.Over over) {
                    return Optional.of(new Sentence(over.cause(), dump(asking)));
                }
                tell(finding, progress);
                if (wanted.getAndSet(false)) {
                    progress.dumped(dump(asking));
                }
            }
        }
    }

    private static void tell(Vigil.Finding finding, Progress progress) {
        if (finding instanceof Vigil.Finding.Slow slow) {
            progress.slow(slow.test(), slow.since(), slow.usual());
        } else if (finding instanceof Vigil.Finding.Silent silent) {
            progress.silent(silent.since());
        }
    }

    /** How to ask a fork where its threads are. */
    record Asking(Frames.Writer writer, Jvm jvm) {}

    private ThreadDump dump(Asking asking) throws InterruptedException {
        var answer = new CompletableFuture<Stacks>();
        question.set(answer);
        try {
            asking.writer().write(new Message.Dump());
            // Who dies while being asked will not answer any more.
            CompletableFuture.anyOf(answer, outcome).get(ANSWER.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.isDone()) {
                return ThreadDump.of(answer.join());
            }
            return ThreadDump.none("no thread dump: the JVM has ended");
        } catch (TimeoutException silence) {
            List<String> printed = asking.jvm().printStacks(PRINT);
            return printed.isEmpty()
                    ? ThreadDump.none("no thread dump: the JVM is stopped or wedged")
                    : ThreadDump.printed(printed);
        } catch (IOException | ExecutionException e) {
            return ThreadDump.none("no thread dump: the JVM cannot be asked (" + e.getMessage() + ")");
        }
    }
}
