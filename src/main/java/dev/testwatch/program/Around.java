package dev.testwatch.program;

import dev.testwatch.report.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is run around runs of tests: commands before and after each of them, once what is kept beside them is ready. */
public final class Around implements AutoCloseable {

    private static final Duration LAST = Duration.ofSeconds(7);

    private final Hooks hooks;
    private final Supplier<Optional<Kept>> kept;
    private final Path directory;
    private final Consumer<String> warnings;
    private final ExecutorService after = Executors.newSingleThreadExecutor(Around::thread);

    /**
     * Around the runs in this directory.
     *
     * @param kept what is kept beside them at the time
     * @param warnings told, on any thread, of commands that fail
     */
    public Around(Hooks hooks, Supplier<Optional<Kept>> kept, Path directory, Consumer<String> warnings) {
        this.hooks = hooks;
        this.kept = kept;
        this.directory = directory;
        this.warnings = warnings;
    }

    /** To be called before each run, which begins when this returns: after a minute more than what is kept may take. */
    public void before() {
        kept.get().ifPresent(Kept::awaitReady);
        hooks.runBefore(directory).forEach(warnings);
    }

    /** Takes each notice; returns at once. A run that was cancelled has neither passed nor failed. */
    public void take(Notice notice) {
        if (notice instanceof Notice.RunFinished run && run.outcome() != Notice.Outcome.CANCELLED) {
            boolean passed = run.outcome() == Notice.Outcome.COMPLETED
                    && run.failures().isEmpty()
                    && run.counts().failed() == 0;
            after.execute(() -> hooks.runAfter(passed, directory).forEach(warnings));
        }
    }

    /** What was begun after the last run comes to its end, if that is not far. */
    @Override
    public void close() {
        after.shutdown();
        try {
            if (!after.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
                after.shutdownNow().clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "testwatch-after");
        thread.setDaemon(true);
        return thread;
    }
}
