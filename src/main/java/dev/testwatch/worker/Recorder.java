package dev.testwatch.worker;

import dev.testwatch.worker.Message.Node;
import java.lang.instrument.Instrumentation;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Says, at the end of each test class, what of the project has run in it. Whatever goes wrong with that is said too,
 * and is no trouble for the tests.
 */
final class Recorder {

    /** A suite has hundreds of initialisers and writers; who comes here first should find compiled code. */
    private static final int REHEARSALS = 25;

    /** Tests and their threads, JUnit and class loading come here at any time; each stays for microseconds. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Hits hits;
    private final Loading loading;
    private final AtomicReference<Optional<String>> trouble;
    private final Scopes scopes = new Scopes();
    private final Spans spans;
    private final BitSet fresh = new BitSet();
    private final FilesSeen files;
    private final AtomicReference<Optional<String>> blind;

    /**
     * @param trouble why what is recorded is not the whole truth, as soon as that is so
     * @param blind the same for files
     */
    Recorder(
            Hits hits,
            Loading loading,
            FilesSeen files,
            Spans spans,
            AtomicReference<Optional<String>> trouble,
            AtomicReference<Optional<String>> blind) {
        this.hits = hits;
        this.loading = loading;
        this.files = files;
        this.blind = blind;
        this.spans = spans;
        this.trouble = trouble;
    }

    /** From now on the project's classes get their probes. */
    void watch(Instrumentation agent) {
        agent.addTransformer(loading);
    }

    /** Does all that there is to do for a class, but for this one, and hits these probes, as tests do: some of them. */
    void rehearse(String name, byte[] bytes, byte[] probes) {
        var unused = loading.transform(Recorder.class.getClassLoader(), name, null, null, bytes);
        for (int i = 0; i < REHEARSALS; i++) {
            for (int what : List.of(BootClass.INITIALISER, 1, ~1, ~0)) {
                for (int at = i; at < probes.length; at += REHEARSALS) {
                    probes[at] = 1;
                }
                called(what);
            }
        }
    }

    /** What the instrumented code calls, on any thread. */
    void called(int what) {
        if (spans.isQuiet(what < 0 ? ~what : what & ~BootClass.INITIALISER)) {
            return;
        }
        guarded(() -> {
            harvest();
            Thread thread = Thread.currentThread();
            if (what < 0) {
                spans.exit(thread, ~what);
            } else {
                spans.enter(thread, what & ~BootClass.INITIALISER, (what & BootClass.INITIALISER) != 0);
            }
        });
    }

    /** @param outermost whether it is right below an engine, as test classes are */
    void started(Node node, boolean outermost) {
        guarded(() -> {
            if (scopes.has(node, outermost)) {
                harvest();
                spans.cut(Thread.currentThread());
                scopes.start(node, outermost, outermost ? Leaks.threadCount() : 0);
            }
        });
    }

    /** To be called before anybody hears of the end. */
    void finished(Node node, boolean outermost, Outbox outbox) {
        guarded(() -> {
            if (scopes.has(node, outermost)) {
                harvest();
                spans.cut(Thread.currentThread());
                scopes.end(node);
            }
            if (outermost) {
                spans.bury();
                var words = new Words(Objects.requireNonNull(trouble.get()), Objects.requireNonNull(blind.get()));
                files.take().forEach(words::file);
                loading.takeLoaded().forEach(words::loaded);
                spans.takeInitialised().forEach(words::initialised);
                spans.takeWritten().forEach(words::written);
                // The class itself is the last: who has heard of it has heard all.
                scopes.take(node, Leaks.threadCount()).forEach(words::scope);
                // Before another class can end, which may need to hear of what was loaded for this one.
                words.all().forEach(outbox::sendWithNext);
            }
        });
    }

    private void harvest() {
        files.settle();
        if (hits.moveTo(fresh, loading.used())) {
            scopes.hit(fresh);
            spans.hit(fresh);
            fresh.clear();
        }
    }

    private void guarded(Runnable action) {
        lock.lock();
        try {
            action.run();
        } catch (Throwable e) {
            // Whoever is here has a test to run, which is none the worse for it.
            trouble.compareAndSet(Optional.empty(), Optional.of("recording failed: " + e));
        } finally {
            lock.unlock();
        }
    }
}
