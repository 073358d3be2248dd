package dev.testwatch.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The static initialisers and writers of static fields that are running, thread by thread, and what was hit meanwhile.
 * Who leaves by an exception does not say so, and stays until its caller ends or its thread is {@link #cut}. For one
 * thread at a time.
 */
final class Spans {

    /** After so many executions in a row that brought nothing new, a writer is left alone for a while. */
    private static final int ENOUGH = 32;

    private final IdentityHashMap<Thread, Deque<Open>> open = new IdentityHashMap<>();
    private final List<Message.Span> initialised = new ArrayList<>();
    private final Map<Integer, Writer> writers = new HashMap<>();
    private final Set<Integer> wrote = new HashSet<>();
    private final List<Integer> quieted = new ArrayList<>();

    /** By probe, whether a writer is left alone. Read without a lock: to learn of it late costs a little time. */
    private final boolean[] quiet;

    /** @param quiet room for as many probes as there are, all of them {@code false} */
    Spans(boolean[] quiet) {
        this.quiet = quiet;
    }

    /** One that is running. */
    private static final class Open {
        final int probe;
        final Optional<Writer> writer;
        final BitSet hits;
        int depth = 1;

        Open(int probe, Optional<Writer> writer) {
            this.probe = probe;
            this.writer = writer;
            this.hits = writer.map(known -> known.hits).orElseGet(BitSet::new);
        }
    }

    /** What was hit in all executions of a writer. */
    private static final class Writer {
        final BitSet hits = new BitSet();
        int size;
        int idle;
    }

    boolean isQuiet(int probe) {
        return quiet[probe];
    }

    /** Who is running already, as in a recursion, only goes deeper. */
    void enter(Thread thread, int probe, boolean initialiser) {
        Deque<Open> stack = open.computeIfAbsent(thread, key -> new ArrayDeque<>());
        Optional<Open> same = find(stack, probe);
        if (same.isPresent()) {
            same.get().depth++;
        } else {
            Optional<Writer> writer =
                    initialiser ? Optional.empty() : Optional.of(writers.computeIfAbsent(probe, key -> new Writer()));
            stack.push(new Open(probe, writer));
        }
    }

    /** Ends it, and what it has called and what has not said its own end. */
    void exit(Thread thread, int probe) {
        Deque<Open> stack = open.get(thread);
        Optional<Open> own = stack == null ? Optional.empty() : find(stack, probe);
        if (stack == null || own.isEmpty() || --own.get().depth > 0) {
            return;
        }
        while (stack.contains(own.get())) {
            end(stack.pop());
        }
        if (stack.isEmpty()) {
            open.remove(thread);
        }
    }

    private static Optional<Open> find(Deque<Open> stack, int probe) {
        for (Open each : stack) {
            if (each.probe == probe) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private void end(Open one) {
        if (one.writer.isEmpty()) {
            initialised.add(new Message.Span(one.probe, Numbers.of(one.hits)));
            return;
        }
        Writer writer = one.writer.get();
        int size = writer.hits.cardinality();
        writer.idle = size == writer.size ? writer.idle + 1 : 0;
        if (size != writer.size) {
            writer.size = size;
            wrote.add(one.probe);
        }
        if (writer.idle >= ENOUGH) {
            quiet[one.probe] = true;
            quieted.add(one.probe);
        }
    }

    /** All that runs has hit these. */
    void hit(BitSet probes) {
        for (Deque<Open> stack : open.values()) {
            for (Open each : stack) {
                each.hits.or(probes);
            }
        }
    }

    /** Another test begins or ends on this thread: whatever seems to run there does not any more. */
    void cut(Thread thread) {
        Deque<Open> stack = open.remove(thread);
        if (stack != null) {
            stack.forEach(this::end);
        }
        quieted.forEach(probe -> {
            quiet[probe] = false;
            Optional.ofNullable(writers.get(probe)).ifPresent(writer -> writer.idle = 0);
        });
        quieted.clear();
    }

    /** Ends what threads that are dead have left. */
    void bury() {
        List<Thread> dead =
                open.keySet().stream().filter(thread -> !thread.isAlive()).toList();
        dead.forEach(this::cut);
    }

    /** The initialisers that have run since the last call, and those that run. */
    List<Message.Span> takeInitialised() {
        List<Message.Span> taken = new ArrayList<>(initialised);
        initialised.clear();
        running(taken, false);
        return taken;
    }

    /** The writers that have hit something new since the last call, each with all that it has ever hit. */
    List<Message.Span> takeWritten() {
        List<Message.Span> taken = new ArrayList<>();
        wrote.forEach(probe -> Optional.ofNullable(writers.get(probe))
                .ifPresent(writer -> taken.add(new Message.Span(probe, Numbers.of(writer.hits)))));
        wrote.clear();
        running(taken, true);
        return taken;
    }

    private void running(List<Message.Span> taken, boolean writers) {
        for (Deque<Open> stack : open.values()) {
            for (Open each : stack) {
                if (each.writer.isPresent() == writers) {
                    taken.add(new Message.Span(each.probe, Numbers.of(each.hits)));
                }
            }
        }
    }
}
