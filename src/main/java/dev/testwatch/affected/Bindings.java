package dev.testwatch.affected;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The names through which resources are bound to classes: a class that has to do with one of them moves edges of resources. */
final class Bindings {

    /** Segments of the paths of resources that code reads by name. */
    private final Set<Integer> segments;
    /** Classes that resources name. */
    private final BitSet mentioned = new BitSet();
    /** Types of which resources list the providers. */
    private final Set<Integer> services = new HashSet<>();

    Bindings(Set<Integer> segments) {
        this.segments = Set.copyOf(segments);
    }

    void mention(int symbol) {
        mentioned.set(symbol);
    }

    void service(int symbol) {
        services.add(symbol);
    }

    /** Whether edges of resources may be others when a class becomes another, comes or goes. */
    boolean concern(Optional<ClassNode> was, Optional<ClassNode> is, Assembly assembly) {
        int[] before = was.map(node -> node.tails()).orElse(new int[0]);
        int[] after = is.map(node -> node.tails()).orElse(new int[0]);
        if (!NameLists.isSame(before, after) && (reads(before) || reads(after))) {
            return true;
        }
        if (was.isPresent() && is.isPresent() && was.get().leansAs(is.get())) {
            return false;
        }
        return was.filter(node -> isBound(node, assembly)).isPresent()
                || is.filter(node -> isBound(node, assembly)).isPresent();
    }

    private boolean reads(int[] tails) {
        for (int tail : tails) {
            if (segments.contains(tail)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBound(ClassNode node, Assembly assembly) {
        if (mentioned.get(node.symbol) || services.contains(node.symbol)) {
            return true;
        }
        return node.lists()
                .hasAny(
                        NameLists.SUPERTYPES,
                        type -> services.contains(type) || (!services.isEmpty() && assembly.definers(type).length > 0));
    }
}
