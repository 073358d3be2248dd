package dev.testwatch.worker;

import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** JUnit's identifiers as {@link Node}s; parents are to be asked for before their children. */
final class Nodes {

    private static final int NAME = 4096;

    private final Map<String, Node> known = new ConcurrentHashMap<>();

    Node of(TestIdentifier test) {
        return known.computeIfAbsent(test.getUniqueId(), id -> node(test));
    }

    /** A class that an engine could do nothing with; if JUnit has no node for it, in the form that Jupiter would give it. */
    Node unusable(String engine, String className) {
        String root = "[engine:" + engine + "]";
        return known.values().stream()
                .filter(node -> node.parent().equals(Optional.of(root))
                        && node.className().equals(Optional.of(className)))
                .findFirst()
                .orElseGet(() -> new Node(
                        root + "/[class:" + className + "]",
                        Optional.empty(),
                        Kind.CONTAINER,
                        className.substring(className.lastIndexOf('.') + 1),
                        Optional.of(topLevel(className)),
                        Optional.of(className),
                        Optional.empty()));
    }

    private Node node(TestIdentifier test) {
        Optional<String> parentId = test.getParentIdObject().map(Object::toString);
        Optional<Node> parent = parentId.map(known::get);
        Optional<TestSource> source = test.getSource();
        Optional<String> className = source.flatMap(Nodes::className).or(() -> parent.flatMap(Node::className));
        return new Node(
                test.getUniqueId(),
                parentId,
                kind(test.getType()),
                Rendering.capped(test.getDisplayName(), NAME),
                parent.flatMap(Node::testClass).or(() -> className.map(Nodes::topLevel)),
                className,
                source.flatMap(Nodes::methodName)
                        .or(() -> source.filter(ClassSource.class::isInstance).isPresent()
                                ? Optional.empty()
                                : parent.flatMap(Node::methodName)));
    }

    private static Kind kind(TestDescriptor.Type type) {
        return switch (type) {
            case TEST -> Kind.TEST;
            case CONTAINER -> Kind.CONTAINER;
            case CONTAINER_AND_TEST -> Kind.CONTAINER_AND_TEST;
        };
    }

    private static Optional<String> className(TestSource source) {
        if (source instanceof MethodSource method) {
            return Optional.of(method.getClassName());
        }
        return source instanceof ClassSource type ? Optional.of(type.getClassName()) : Optional.empty();
    }

    private static Optional<String> methodName(TestSource source) {
        return source instanceof MethodSource method ? Optional.of(method.getMethodName()) : Optional.empty();
    }

    /** A dollar sign is a legal letter, so that only the class itself knows in what it is nested. */
    static String topLevel(String className) {
        if (className.indexOf('$') < 0) {
            return className;
        }
        try {
            Class<?> type = Class.forName(className, false, loader());
            while (type.getEnclosingClass() != null) {
                type = type.getEnclosingClass();
            }
            return type.getName();
        } catch (ClassNotFoundException | LinkageError e) {
            return className.substring(
                    0, className.indexOf('$', 1) < 0 ? className.length() : className.indexOf('$', 1));
        }
    }

    static ClassLoader loader() {
        return ClassLoader.getSystemClassLoader();
    }
}
