package dev.testwatch.worker;

import dev.testwatch.worker.Message.Loaded;
import dev.testwatch.worker.Message.Scope;
import dev.testwatch.worker.Message.Seen;
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
    private static final int LONGEST_REASON = 300;

    private final Optional<String> unusable;
    private final Optional<String> blind;
    private final List<Message> done = new ArrayList<>();
    private final List<Loaded> loaded = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();
    private final List<Span> initialised = new ArrayList<>();
    private final List<Span> written = new ArrayList<>();
    private final List<Seen> files = new ArrayList<>();
    private int size;

    /** @param blind why files are not seen */
    Words(Optional<String> unusable, Optional<String> blind) {
        this.unusable = unusable.map(Words::brief);
        this.blind = blind.map(Words::brief);
    }

    /** A reason may quote what a test has made up. */
    private static String brief(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    void file(Seen one) {
        files.add(one);
        grow(3 * one.path().length());
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
        done.add(new Touched(loaded, scopes, initialised, written, files, unusable, blind));
        loaded.clear();
        scopes.clear();
        initialised.clear();
        written.clear();
        files.clear();
        size = 0;
    }

    /** The messages, at least one. */
    List<Message> all() {
        close();
        return done;
    }
}
