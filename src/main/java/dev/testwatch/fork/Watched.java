package dev.testwatch.fork;

import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Pulse;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Stacks;
import dev.testwatch.worker.Message.Started;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the signs of life of a run: written by the thread that hears the fork, read by the one that watches over it. */
final class Watched {

    private final Map<String, Node> known = new HashMap<>();
    private final Map<String, Node> running = new LinkedHashMap<>();
    private final AtomicReference<Vigil.Signs> signs;

    Watched(long now) {
        this.signs = new AtomicReference<>(new Vigil.Signs(now, now, now, List.of()));
    }

    Vigil.Signs signs() {
        return Objects.requireNonNull(signs.get());
    }

    void hear(Message message, long now) {
        Vigil.Signs before = signs();
        if (message instanceof Pulse || message instanceof Stacks) {
            signs.set(new Vigil.Signs(before.any(), before.step(), now, before.running()));
        } else if (step(message)) {
            signs.set(new Vigil.Signs(now, now, now, List.copyOf(running.values())));
        } else {
            signs.set(new Vigil.Signs(now, before.step(), now, before.running()));
        }
    }

    /** Whether a test began or ended. */
    private boolean step(Message message) {
        if (message instanceof Started started && known.containsKey(started.id())) {
            running.put(started.id(), known.get(started.id()));
        } else if (message instanceof Finished finished) {
            running.remove(finished.id());
        } else if (message instanceof Planned planned) {
            planned.nodes().forEach(node -> known.put(node.id(), node));
        } else if (message instanceof Registered registered) {
            known.put(registered.node().id(), registered.node());
        } else {
            return message instanceof Skipped;
        }
        return true;
    }
}
