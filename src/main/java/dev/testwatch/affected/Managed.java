package dev.testwatch.affected;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Tells by annotations which classes a framework finds and makes by itself, and which tests start one. */
final class Managed {

    private final Assembly assembly;
    private final Symbols symbols;
    private final Modules modules;
    private final Map<ClassNode, Boolean> framework = new HashMap<>();
    private final Map<ClassNode, Boolean> declarative = new HashMap<>();

    Managed(Assembly assembly, Symbols symbols, Modules modules) {
        this.assembly = assembly;
        this.symbols = symbols;
        this.modules = modules;
    }

    /**
     * Frameworks leave out test classes, but find other classes beside the tests. What is nested in a test class only some
     * of them leave out.
     */
    boolean isFoundByScan(ClassNode node) {
        return node.isMain() || (!modules.runs(node) && (!isInATest(node) || isManaged(node)));
    }

    /** Whether it is a class that the build would run as a test class, or nested in one. */
    boolean isInATest(ClassNode node) {
        return Arrays.stream(assembly.definers(node.outermost)).anyMatch(modules::runs);
    }

    /** Classes were replaced, came or went. */
    void forget() {
        framework.clear();
        declarative.clear();
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

    /** Whether code of this class starts a framework, or whoever runs it as a test does. */
    boolean starts(ClassNode node) {
        return node.is(Trait.STARTS_CONTAINER) || (isOfTests(node) && startsFramework(node));
    }

    /** Whether it may be run as a test, which nobody can do with a class that has no name. */
    private static boolean isOfTests(ClassNode node) {
        return !node.isMain() && !node.isAnonymous();
    }

    /**
     * Whether a test class, or one that it inherits from, hands itself to an extension, a runner or a library's
     * annotation which may start a framework. An extension of the project's own that is nothing but JUnit's by its
     * supertypes is as good as any other code of the project.
     */
    private boolean startsFramework(ClassNode node) {
        Boolean known = framework.get(node);
        if (known == null) {
            known = new Search(type -> true).startsFramework(node);
            framework.put(node, known);
        }
        return known;
    }

    /**
     * Whether the frameworks that a class starts, as a test class or by itself, know nothing of class files but what is
     * declared there.
     */
    boolean startsDeclarativeOnly(ClassNode node) {
        Boolean known = declarative.get(node);
        if (known == null) {
            known = isDeclarativeOnly(node);
            declarative.put(node, known);
        }
        return known;
    }

    private boolean isDeclarativeOnly(ClassNode node) {
        boolean containers = Arrays.stream(node.references())
                .mapToObj(symbols::name)
                .filter(Frameworks::isContainer)
                .allMatch(Frameworks::isDeclarative);
        return containers
                && (!isOfTests(node)
                        || !new Search(type -> !Frameworks.isDeclarative(symbols.name(type))).startsFramework(node));
    }

    /** Looks for one of some frameworks. */
    private final class Search {

        private final IntPredicate counts;
        /** Annotations may bear each other. */
        private final Set<ClassNode> seen = new HashSet<>();

        /** @param counts whether it is to be found, by an annotation or extension of it */
        Search(IntPredicate counts) {
            this.counts = counts;
        }

        boolean startsFramework(ClassNode node) {
            return seen.add(node)
                    && (node.is(Trait.UNREAD)
                            || isHandedToALibrary(node)
                            || any(node.annotations())
                            || any(node.extensions())
                            || any(node.supertypes()));
        }

        private boolean isHandedToALibrary(ClassNode node) {
            for (int annotation : node.annotations()) {
                if (assembly.definers(annotation).length == 0 && counts.test(annotation)) {
                    return true;
                }
            }
            for (int extension : node.extensions()) {
                boolean own = assembly.definers(extension).length > 0;
                if (own ? !isPlain(extension, 0) : counts.test(extension)) {
                    return true;
                }
            }
            return false;
        }

        private boolean any(int[] types) {
            for (int type : types) {
                for (ClassNode own : assembly.definers(type)) {
                    if (startsFramework(own)) {
                        return true;
                    }
                }
            }
            return false;
        }
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
