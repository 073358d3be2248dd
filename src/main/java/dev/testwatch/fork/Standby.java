package dev.testwatch.fork;

import dev.testwatch.chaos.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one warm fork waiting for each of the most recently used commands, at most one more than can run side by side,
 * and makes a new one after each use, unless nothing is to be run after this.
 */
public final class Standby implements AutoCloseable {

    /** A run that takes longer than this leaves a core to the next fork; a shorter one is not to be slowed down. */
    private static final Duration HEAD_START = Duration.ofMillis(400);

    private final Chaos chaos;
    private final int most;
    private final boolean renewing;
    private Path state;

    /** Made when the first fork is: where there is nothing to run, nothing is written. */
    private Optional<ForkFiles> files = Optional.empty();

    /** The one thread that owns what waits. */
    private final ScheduledExecutorService owner =
            Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon("testwatch-standby", task));

    /** The most recently used last. */
    private final Map<ForkCommand, Fork> waiting = new LinkedHashMap<>();

    private long discards;

    /**
     * Starts nothing and writes nothing yet.
     *
     * @param state {@code .testwatch}; the worker's jar, argument files and crash reports go into a private directory
     *     below it
     */
    public Standby(Path state) {
        this(state, 1, true, Chaos.NONE);
    }

    /**
     * The same, with forks to which this happens.
     *
     * @param forks how many run side by side at most
     * @param renewing whether a fork that was taken is to be followed by another one
     */
    public Standby(Path state, int forks, boolean renewing, Chaos chaos) {
        this.state = state;
        this.most = forks + 1;
        this.renewing = renewing;
        this.chaos = chaos;
    }

    /** Sees to it that a fork for this command is started or starting; returns at once. */
    public void prepare(ForkCommand command) {
        post(() -> ensure(command));
    }

    /**
     * The waiting fork if it fits, else a new one; blocks until it is ready or has failed, which its run then tells. A
     * fork that died waiting, or with a jar on its class path that has changed, is thrown away.
     */
    public Fork take(ForkCommand command) {
        return take(command, command);
    }

    /** The same, but the fork that is kept waiting from then on, if any, is one for {@code next}. */
    public Fork take(ForkCommand command, ForkCommand next) {
        Fork fork =
                CompletableFuture.supplyAsync(() -> hand(command, next), owner).join();
        fork.awaitReady();
        return fork;
    }

    /** A new fork beside those that wait, which stay for whom is in a hurry; need not be ready yet. */
    public Fork apart(ForkCommand command) {
        return CompletableFuture.supplyAsync(() -> begin(command), owner).join();
    }

    /** A fork that nobody prepares another one for; it is not waited for either. */
    public Fork single(ForkCommand command) {
        return CompletableFuture.supplyAsync(() -> Fork.single(command, files(), chaos), owner)
                .join();
    }

    /** Throws away all that wait, for example because the project is another one now. */
    public void discardAll() {
        post(() -> {
            waiting.values().forEach(Fork::close);
            waiting.clear();
            discards++;
        });
    }

    /** From now on the files of forks go below {@code state}; throws away all that wait. */
    public void moveTo(Path state) {
        discardAll();
        post(() -> {
            this.state = state;
            files = Optional.empty();
        });
    }

    /** Kills all that wait; those that were taken belong to who took them. */
    @Override
    public void close() {
        discardAll();
        owner.shutdown();
        try {
            boolean done = owner.awaitTermination(2, TimeUnit.SECONDS);
            if (!done) {
                owner.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- on the owner's thread

    private void ensure(ForkCommand command) {
        Fork present = waiting.remove(command);
        if (present != null && !present.usable()) {
            present.close();
            present = null;
        }
        waiting.put(command, present == null ? begin(command) : present);
        List<ForkCommand> oldestFirst = new ArrayList<>(waiting.keySet());
        Iterator<ForkCommand> surplus = oldestFirst.iterator();
        while (waiting.size() > most) {
            waiting.remove(surplus.next()).close();
        }
    }

    private Fork begin(ForkCommand command) {
        return Fork.start(command, files(), chaos);
    }

    private ForkFiles files() {
        ForkFiles made = files.orElseGet(() -> ForkFiles.in(state));
        files = Optional.of(made);
        return made;
    }

    private Fork hand(ForkCommand command, ForkCommand next) {
        Fork present = waiting.remove(command);
        if (present != null && !present.usable()) {
            present.close();
            present = null;
        }
        Fork fork = present == null ? begin(command) : present;
        if (renewing) {
            renewAfter(fork, next);
        }
        return fork;
    }

    private void renewAfter(Fork fork, ForkCommand next) {
        long taken = discards;
        fork.whenOver(() -> post(() -> again(next, taken)));
        var unused = owner.schedule(() -> again(next, taken), HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes the next fork, unless all were thrown away since the last one was taken. */
    private void again(ForkCommand command, long taken) {
        if (taken == discards) {
            ensure(command);
        }
    }

    private void post(Runnable task) {
        try {
            owner.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nothing is to be prepared any more.
        }
    }
}
