package dev.testwatch.bench;

import dev.testwatch.e2e.Cycle;
import dev.testwatch.e2e.Event;
import dev.testwatch.e2e.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The jar at work on a project of its own. */
final class Watched implements AutoCloseable {

    /** No event for so long after the verdict: there is nothing more to come. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Settings settings;
    private final Path project;
    private final Watch watch;
    private final double ready;
    private final double verdict;

    private Watched(Settings settings, Path project, Watch watch, double ready, double verdict) {
        this.settings = settings;
        this.project = project;
        this.watch = watch;
        this.ready = ready;
        this.verdict = verdict;
    }

    /** Starts it and waits until what has to run has run. */
    static Watched start(Settings settings, Path project) {
        long start = System.nanoTime();
        Watch watch = Watch.start(project, settings.options().toArray(String[]::new));
        Event ready = watch.await("ready");
        Event rest = watch.awaitRest(QUIET).verdict();
        return new Watched(
                settings, project, watch, Sample.millis(start, ready.nanos()), Sample.millis(start, rest.nanos()));
    }

    /** Milliseconds from the start of the process to its being ready. */
    double ready() {
        return ready;
    }

    /** Milliseconds from the start of the process to the verdict that it rests at. */
    double verdict() {
        return verdict;
    }

    long pid() {
        return watch.pid();
    }

    Watch watch() {
        return watch;
    }

    /** Saves a file and waits for the verdict, then pauses. */
    Sample save(Edit edit, String text) throws IOException, InterruptedException {
        Path file = edit.in(project);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long saved = System.nanoTime();
        Files.write(file, bytes);
        Cycle cycle = watch.awaitCycle(file);
        Sample sample = Sample.of(saved, cycle);
        Thread.sleep(settings.pause().toMillis());
        return sample;
    }

    /** Asks it to quit and waits until it has. */
    void quit() {
        watch.quit();
    }

    @Override
    public void close() {
        watch.close();
    }
}
