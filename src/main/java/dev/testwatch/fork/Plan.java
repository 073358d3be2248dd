package dev.testwatch.fork;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tests and containers of a run as a tree, and how far each of them has come. For one thread. */
final class Plan {

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Node>> children = new HashMap<>();
    private final Map<String, List<Node>> roots = new HashMap<>();
    private final Set<String> started = new LinkedHashSet<>();
    private final Map<String, Status> ends = new HashMap<>();

    /** The answer is false if it is there already. */
    boolean add(Node node) {
        if (nodes.putIfAbsent(node.id(), node) != null) {
            return false;
        }
        node.parent().ifPresent(parent -> childrenOf(parent).add(node));
        if (isRoot(node)) {
            roots.computeIfAbsent(testClass(node), key -> new ArrayList<>()).add(node);
        }
        return true;
    }

    /** The answer is false if it has started already. */
    boolean start(Node node) {
        return started.add(node.id());
    }

    /** The answer is false if it has ended already. */
    boolean end(Node node, Status status) {
        return ends.putIfAbsent(node.id(), status) == null;
    }

    Optional<Node> find(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    boolean hasStarted(Node node) {
        return started.contains(node.id());
    }

    /** All tests, and the methods that are still to bring forth tests, in the order in which they were planned. */
    List<Node> tests() {
        return nodes.values().stream()
                .filter(node -> isTest(node) || (node.methodName().isPresent() && !children.containsKey(node.id())))
                .toList();
    }

    /** The tests below this container of which JUnit will say nothing more. */
    List<Node> silentTests(Node container) {
        List<Node> silent = new ArrayList<>();
        for (Node child : children.getOrDefault(container.id(), List.of())) {
            if (isTest(child) && !ends.containsKey(child.id())) {
                silent.add(child);
            }
            silent.addAll(silentTests(child));
        }
        return silent;
    }

    /** The tests, and the containers that have started, which have come to no end. */
    List<Node> open() {
        return nodes.values().stream().filter(this::isOpen).toList();
    }

    /** The tests that have started and not ended; if there are none, the innermost such containers. */
    List<String> running() {
        List<Node> running = started.stream()
                .filter(id -> !ends.containsKey(id))
                .map(nodes::get)
                .toList();
        List<String> tests = running.stream().filter(Plan::isTest).map(Node::id).toList();
        if (!tests.isEmpty()) {
            return tests;
        }
        Set<String> outer = new HashSet<>();
        running.forEach(node -> node.parent().ifPresent(outer::add));
        return running.stream().map(Node::id).filter(id -> !outer.contains(id)).toList();
    }

    /** The outermost containers that engines have for this class. */
    List<Node> roots(String testClass) {
        return List.copyOf(roots.getOrDefault(testClass, List.of()));
    }

    /** Whether no other test class was found, whose being found may have had code of its own run. */
    boolean isAlone(String testClass) {
        return roots.keySet().equals(Set.of(testClass));
    }

    /** Whether everything that any engine has of this class has come to its end. */
    boolean classIsOver(String testClass) {
        return roots.getOrDefault(testClass, List.of()).stream()
                .allMatch(root -> ends.containsKey(root.id()) && nothingOpen(root));
    }

    private boolean nothingOpen(Node node) {
        return !isOpen(node)
                && children.getOrDefault(node.id(), List.of()).stream().allMatch(this::nothingOpen);
    }

    private boolean isOpen(Node node) {
        return (isTest(node) || hasStarted(node)) && !concluded(node);
    }

    /** Whether it has ended, or lies below something that has ended in another way than by success. */
    private boolean concluded(Node node) {
        if (ends.containsKey(node.id())) {
            return true;
        }
        Optional<Node> above = node.parent().map(nodes::get);
        while (above.isPresent()) {
            Status end = ends.get(above.get().id());
            if (end != null && end != Status.SUCCESSFUL) {
                return true;
            }
            above = above.get().parent().map(nodes::get);
        }
        return false;
    }

    private List<Node> childrenOf(String id) {
        return children.computeIfAbsent(id, key -> new ArrayList<>());
    }

    /** Whether it is the outermost of a test class. */
    boolean isRoot(Node node) {
        return node.testClass().isPresent()
                && node.parent().map(nodes::get).flatMap(Node::testClass).isEmpty();
    }

    static boolean isEngine(Node node) {
        return node.parent().isEmpty() && node.testClass().isEmpty();
    }

    static boolean isTest(Node node) {
        return node.kind() != Kind.CONTAINER;
    }

    /** The top-level test class; empty above classes. */
    static String testClass(Node node) {
        return node.testClass().orElse("");
    }
}
