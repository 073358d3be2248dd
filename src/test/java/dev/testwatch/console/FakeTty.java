package dev.testwatch.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A terminal, usually of 80 columns and 24 rows, that notes what becomes of it. */
final class FakeTty implements Tty {

    final List<String> calls = new CopyOnWriteArrayList<>();

    final AtomicBoolean broken = new AtomicBoolean();

    private final AtomicReference<Extent> extent;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    FakeTty() {
        this(new Extent(80, 24));
    }

    FakeTty(Extent extent) {
        this.extent = new AtomicReference<>(extent);
    }

    /** Becomes another size, and tells. */
    void resize(Extent now) {
        extent.set(now);
        listeners.forEach(Runnable::run);
    }

    @Override
    public Extent extent() {
        if (broken.get()) {
            throw new IllegalStateException("a mistake of ours");
        }
        return extent.get();
    }

    @Override
    public void raw() {
        calls.add("raw");
    }

    @Override
    public void stop() {
        calls.add("stop");
    }

    @Override
    public void lend(ProcessBuilder program) {
        calls.add("lent to " + String.join(" ", program.command()));
    }

    @Override
    public void onResize(Runnable resized) {
        listeners.add(resized);
    }

    @Override
    public void onContinue(Runnable continued) {}

    @Override
    public void giveBack(boolean tidy) {
        calls.add(tidy ? "given back" : "given back untidy");
    }
}
