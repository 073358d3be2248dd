package dev.testwatch.affected;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells by annotations which classes a framework finds and makes by itself, and which tests start one. */
final class Managed {

    private final Assembly assembly;
    private final Symbols symbols;
    private final Map<ClassNode, Boolean> framework = new HashMap<>();

    Managed(Assembly assembly, Symbols symbols) {
        this.assembly = assembly;
        this.symbols = symbols;
    }

    /** Classes were replaced, came or went. */
    void forget() {
        framework.clear();
    }

    /** Whether the class bears an annotation of a library, directly or through annotations of the project. */
    boolean isManaged(ClassNode node) {
        return node.is(Trait.UNREAD) || isManaged(node, 0);
    }

    private boolean isManaged(ClassNode node, int depth) {
        for (int annotation : node.annotations) {
            ClassNode[] own = assembly.definers(annotation);
            if (own.length == 0 && !Frameworks.isInert(symbols.name(annotation))) {
                return true;
            }
            for (ClassNode meta : own) {
                if (depth < 8 && isManaged(meta, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether a test class, or one that it inherits from, hands itself to an extension, a runner or a library's
     * annotation which may start a framework.
     */
    boolean startsFramework(ClassNode node) {
        Boolean known = framework.get(node);
        if (known == null) {
            known = startsFramework(node, new HashSet<>());
            framework.put(node, known);
        }
        return known;
    }

    /** @param seen those that were looked at already: annotations may bear each other */
    private boolean startsFramework(ClassNode node, Set<ClassNode> seen) {
        return seen.add(node) && (node.is(Trait.UNREAD) || isExtended(node, seen) || inherits(node, seen));
    }

    private boolean isExtended(ClassNode node, Set<ClassNode> seen) {
        for (int annotation : node.annotations) {
            ClassNode[] own = assembly.definers(annotation);
            if (own.length == 0) {
                return true;
            }
            for (ClassNode meta : own) {
                if (startsFramework(meta, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean inherits(ClassNode node, Set<ClassNode> seen) {
        for (int supertype : node.supertypes) {
            for (ClassNode own : assembly.definers(supertype)) {
                if (startsFramework(own, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
