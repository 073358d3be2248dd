package dev.testwatch.reload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What is done before a JVM is replaced: in order, and not for long. */
final class Hooks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    private final Consumer<String> messages;

    Hooks(Consumer<String> messages) {
        this.messages = messages;
    }

    void add(Runnable hook) {
        hooks.add(hook);
    }

    /** One that throws is told of, and the next one follows; what takes too long is left behind. */
    void run() {
        var thread = new Thread(() -> hooks.forEach(this::run), "testwatch-hooks");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE.toNanos()));
            if (thread.isAlive()) {
                messages.accept("the reload hooks take longer than " + PATIENCE.toSeconds() + " s; going on without");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException | Error e) {
            messages.accept("a reload hook failed: " + e + "; the reload goes on");
        }
    }
}
