package dev.testwatch.worker;

import dev.testwatch.worker.Message.Loaded;
import dev.testwatch.worker.Message.Scope;
import dev.testwatch.worker.Message.Span;
import dev.testwatch.worker.Message.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what was recorded into as few messages as their limit allows, in the order in which it comes. */
final class Words {

    /** In bytes, well below the limit. */
    private static final int BATCH = 1_000_000;

    private static final int NUMBERS = 24;

    private final Optional<String> unusable;
    private final List<Message> done = new ArrayList<>();
    private final List<Loaded> loaded = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();
    private final List<Span> initialised = new ArrayList<>();
    private final List<Span> written = new ArrayList<>();
    private int size;

    Words(Optional<String> unusable) {
        this.unusable = unusable;
    }

    void loaded(Loaded one) {
        loaded.add(one);
        grow(one.name().length());
    }

    void scope(Scope one) {
        scopes.add(one);
        grow(2 * one.id().length() + one.probes().length());
    }

    void initialised(Span one) {
        initialised.add(one);
        grow(one.probes().length());
    }

    void written(Span one) {
        written.add(one);
        grow(one.probes().length());
    }

    private void grow(int bytes) {
        size += bytes + NUMBERS;
        if (size > BATCH) {
            close();
        }
    }

    private void close() {
        done.add(new Touched(loaded, scopes, initialised, written, unusable));
        loaded.clear();
        scopes.clear();
        initialised.clear();
        written.clear();
        size = 0;
    }

    /** The messages, at least one. */
    List<Message> all() {
        close();
        return done;
    }
}
