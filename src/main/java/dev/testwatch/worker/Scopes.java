package dev.testwatch.worker;

import dev.testwatch.worker.Message.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests and containers that are running, and what was hit in each. What is below a method counts as the method.
 * For one thread at a time.
 */
final class Scopes {

    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, List<Message.Scope>> ended = new HashMap<>();
    private BitSet shared = new BitSet();
    private int threadsBefore;
    private int classes;

    /** One that is running. */
    private static final class Open {
        final String id;
        final String testClass;
        final boolean method;
        final BitSet hits = new BitSet();
        int children;

        Open(String id, String testClass, boolean method) {
            this.id = id;
            this.testClass = testClass;
            this.method = method;
        }
    }

    /** Whether it is a scope of its own, and not part of the method above it. */
    boolean has(Node node, boolean outermost) {
        if (outermost || open.containsKey(node.id())) {
            return true;
        }
        Open above = node.parent().map(open::get).orElse(null);
        return above != null && !above.method;
    }

    /** @param threads how many threads there are */
    void start(Node node, boolean outermost, int threads) {
        if (outermost && classes++ == 0) {
            threadsBefore = threads;
        }
        Open above = outermost ? null : node.parent().map(open::get).orElse(null);
        String testClass = above == null ? node.id() : above.testClass;
        open.put(node.id(), new Open(node.id(), testClass, node.methodName().isPresent()));
        if (above != null) {
            above.children++;
        }
    }

    void end(Node node) {
        Open own = open.remove(node.id());
        if (own == null) {
            return;
        }
        Open above = node.parent().map(open::get).orElse(null);
        if (above != null) {
            above.children--;
        }
        ended.computeIfAbsent(own.testClass, key -> new ArrayList<>())
                .add(new Message.Scope(own.id, Numbers.of(own.hits)));
    }

    /** The innermost of what is running has hit these; if nothing is, it is everybody's. */
    void hit(BitSet probes) {
        if (open.isEmpty()) {
            shared.or(probes);
            return;
        }
        for (Open each : open.values()) {
            if (each.children == 0) {
                each.hits.or(probes);
            }
        }
    }

    /**
     * What was hit in an outermost container, which has ended, and what has become everybody's since the last call.
     *
     * @param threads how many threads there are; if these are more than there were, they are its own, and what it has
     *     set up with them is there for all that come
     * @return the outermost one last
     */
    List<Message.Scope> take(Node outermost, int threads) {
        List<Message.Scope> taken = ended.remove(outermost.id());
        List<Message.Scope> scopes = taken == null ? new ArrayList<>() : taken;
        if (threads > threadsBefore) {
            for (Message.Scope scope : scopes) {
                for (int probe : scope.probes().toArray()) {
                    shared.set(probe);
                }
            }
        }
        classes--;
        if (!shared.isEmpty()) {
            scopes.add(0, new Message.Scope(Message.Touched.EVERYBODY, Numbers.of(shared)));
            shared = new BitSet();
        }
        return scopes;
    }
}
