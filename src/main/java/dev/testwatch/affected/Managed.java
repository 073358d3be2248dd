package dev.testwatch.affected;

import java.util.Arrays;
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
        for (int annotation : node.annotations()) {
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
     * annotation which may start a framework. An extension of the project's own that is nothing but JUnit's by its
     * supertypes is as good as any other code of the project.
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
        return seen.add(node)
                && (node.is(Trait.UNREAD)
                        || isHandedToALibrary(node)
                        || anyStartsFramework(node.annotations(), seen)
                        || anyStartsFramework(node.extensions(), seen)
                        || anyStartsFramework(node.supertypes(), seen));
    }

    private boolean isHandedToALibrary(ClassNode node) {
        for (int annotation : node.annotations()) {
            if (assembly.definers(annotation).length == 0) {
                return true;
            }
        }
        for (int extension : node.extensions()) {
            if (assembly.definers(extension).length == 0 || !isPlain(extension, 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyStartsFramework(int[] types, Set<ClassNode> seen) {
        for (int type : types) {
            for (ClassNode own : assembly.definers(type)) {
                if (startsFramework(own, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it and all its supertypes are either the project's own or known to do nothing by themselves. */
    private boolean isPlain(int type, int depth) {
        ClassNode[] own = assembly.definers(type);
        if (own.length == 0) {
            return Frameworks.isPlainForExtensions(symbols.name(type));
        }
        return depth < 8
                && Arrays.stream(own)
                        .flatMapToInt(node -> Arrays.stream(node.supertypes()))
                        .allMatch(supertype -> isPlain(supertype, depth + 1));
    }
}
