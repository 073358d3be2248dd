package dev.testwatch.reload;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What {@code Testwatch} does in this JVM; which depends on who watches over it. */
public final class Reloader {

    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final List<Path> named = new CopyOnWriteArrayList<>();
    private final Standing standing;
    private final Optional<Word> word;
    private final Consumer<String> messages;
    private final Hooks hooks;

    /** @param messages told in one line each what a user should know */
    public Reloader(Map<String, String> environment, Consumer<String> messages) {
        this.standing = Standing.of(environment);
        this.word = Standing.control(environment).map(Word::new);
        this.messages = messages;
        this.hooks = new Hooks(messages);
    }

    /** In a JVM that nobody watches over it does not return. */
    public void start(Duration interval) {
        if (!started.compareAndSet(false, true)) {
            messages.accept("Testwatch.start() was called before; once is enough");
            return;
        }
        if (standing == Standing.ALONE) {
            parent(interval, false);
        }
    }

    /** Returns at once where tests run; nowhere else does it return. */
    public void await(Duration interval) {
        if (standing == Standing.WATCHED) {
            word.ifPresent(Word::waiting);
            Runtime.getRuntime().exit(0);
        } else if (standing == Standing.ALONE) {
            parent(interval, true);
        }
    }

    public void watch(Path place) {
        named.add(place.toAbsolutePath().normalize());
        if (standing == Standing.WATCHED) {
            word.ifPresent(present -> present.watch(place));
        }
    }

    public void addReloadHook(Runnable hook) {
        hooks.add(hook);
        if (standing == Standing.WATCHED && hooked.compareAndSet(false, true)) {
            // The parent ends this JVM by a signal, and has left word if that is to replace it.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> word.filter(Word::isReload).ifPresent(present -> hooks.run()), "testwatch-reload"));
        }
    }

    /** Returns where tests run; nowhere else does it return. */
    public void requestRerun() {
        if (standing == Standing.WATCHED) {
            word.ifPresent(Word::reload);
            Runtime.getRuntime().exit(Parent.RERUN);
        } else if (standing == Standing.ALONE) {
            hooks.run();
            become(new Parent(places(), Duration.ofMillis(500), messages));
        }
    }

    public boolean isWatched() {
        return standing != Standing.ALONE;
    }

    /** @param over whether the program has done its work in this JVM */
    private void parent(Duration interval, boolean over) {
        var parent = new Parent(places(), interval, messages);
        if (over) {
            awaitChange(parent);
            hooks.run();
        }
        become(parent);
    }

    private void awaitChange(Parent parent) {
        List<Path> places = places();
        Inputs now = Inputs.read(places);
        Instant began =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        // What was written while the program ran is new to the next one.
        if (Inputs.writtenSince(places, began)) {
            return;
        }
        try {
            messages.accept("waiting for a change");
            parent.awaitChange(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void become(Parent parent) {
        try {
            Runtime.getRuntime().exit(parent.run());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> places() {
        List<Path> all = new ArrayList<>(Inputs.ofThisJvm());
        all.addAll(named);
        return all;
    }
}
