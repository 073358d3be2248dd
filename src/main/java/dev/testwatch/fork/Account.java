package dev.testwatch.fork;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Broken;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Exiting;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps account of what a fork says about its run, and does not believe that all is well before everything that was
 * planned has come to an end. For one thread.
 */
final class Account {

    private static final int OUTPUT = 8 << 10;
    private static final String NOBODY = "";

    private final Progress progress;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Node>> children = new HashMap<>();
    private final Set<String> started = new LinkedHashSet<>();
    private final Map<String, Status> ends = new HashMap<>();
    private final Map<String, Tail> outputs = new HashMap<>();
    /** How many containers of each test class (one an engine) have not ended. */
    private final Map<String, Integer> unended = new HashMap<>();

    private final List<TestResult> results = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final Tally tally = new Tally();
    private boolean planTold;
    private Optional<Exiting> exiting = Optional.empty();
    private Optional<Ended> ended = Optional.empty();

    Account(Progress progress) {
        this.progress = progress;
    }

    void accept(Message message) {
        if (message instanceof Planned planned) {
            planned.nodes().forEach(this::planned);
            return;
        }
        tellPlan();
        if (message instanceof Started begun) {
            known(begun.id()).ifPresent(this::started);
        } else if (message instanceof Finished finished) {
            known(finished.id()).ifPresent(node -> finished(node, finished));
        } else if (message instanceof Output output) {
            output(output.id().orElse(NOBODY), output.text());
        } else if (message instanceof Registered registered) {
            registered(registered.node());
        } else if (message instanceof Skipped skipped) {
            known(skipped.id()).ifPresent(node -> skipped(node, skipped.reason()));
        } else if (message instanceof Broken broken) {
            doubts.add("JUnit failed: " + Rendered.of(broken.thrown()));
        } else if (message instanceof Exiting leaving) {
            exiting = Optional.of(leaving);
        } else if (message instanceof Ended end) {
            ended = Optional.of(end);
        } else {
            doubts.add("the fork said what only its parent says: " + message);
        }
    }

    /** Whether the fork has said its last word. */
    boolean over() {
        return ended.isPresent();
    }

    /** Who called for the JVM's end, if something did before the run was over. */
    Optional<Exiting> exiting() {
        return exiting;
    }

    /** The outcome of a run whose fork has said its last word. */
    Run judged() {
        ended.ifPresent(this::compare);
        return doubts.isEmpty()
                ? new Run.Completed(results)
                : new Run.Incomplete(whole(), doubts.get(0) + more(doubts.size() - 1));
    }

    /** The results of the test classes that have come to their end. */
    List<TestResult> whole() {
        Set<String> open = new HashSet<>();
        open().forEach(node -> open.add(node.testClass().orElse("")));
        return results.stream()
                .filter(result -> !open.contains(result.testClass()))
                .toList();
    }

    /** The tests that have started and not ended; if there are none, the innermost such containers. */
    List<String> running() {
        List<Node> open = started.stream()
                .filter(id -> !ends.containsKey(id))
                .map(nodes::get)
                .toList();
        List<String> tests = open.stream().filter(Account::isTest).map(Node::id).toList();
        if (!tests.isEmpty()) {
            return tests;
        }
        Set<String> outer = new HashSet<>();
        open.forEach(node -> node.parent().ifPresent(outer::add));
        return open.stream().map(Node::id).filter(id -> !outer.contains(id)).toList();
    }

    /** The end of what the running tests, and what is no test, have written. */
    List<String> unfinishedOutput() {
        return Stream.concat(Stream.of(NOBODY), running().stream())
                .map(outputs::get)
                .filter(Objects::nonNull)
                .flatMap(tail -> tail.toString().lines())
                .toList();
    }

    // ---- what the fork says

    private Optional<Node> known(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            doubts.add("the fork spoke of a test that was never planned: " + id);
        }
        return Optional.ofNullable(node);
    }

    private void planned(Node node) {
        if (add(node) && planTold && isTest(node)) {
            progress.registered(node);
        }
    }

    private void tellPlan() {
        if (!planTold) {
            planTold = true;
            progress.planned(nodes.values().stream().filter(Account::isTest).toList());
        }
    }

    private void registered(Node node) {
        if (add(node) && isTest(node)) {
            progress.registered(node);
        }
    }

    private boolean add(Node node) {
        if (nodes.putIfAbsent(node.id(), node) != null) {
            doubts.add("planned twice: " + node.id());
            return false;
        }
        node.parent().ifPresent(parent -> children.computeIfAbsent(parent, key -> new ArrayList<>())
                .add(node));
        tally.planned(node);
        if (isOutermost(node)) {
            node.testClass().ifPresent(testClass -> unended.merge(testClass, 1, Integer::sum));
        }
        return true;
    }

    private void started(Node node) {
        if (!started.add(node.id())) {
            doubts.add("started twice: " + node.id());
        }
        tally.started(node);
        if (isTest(node)) {
            progress.started(node);
        }
    }

    private void output(String id, String text) {
        outputs.computeIfAbsent(id, key -> new Tail(OUTPUT)).append(text);
    }

    private void finished(Node node, Finished finished) {
        Status status = Status.valueOf(finished.status().name());
        if (isEngine(node)) {
            finished.thrown().ifPresent(why -> doubts.add(node.displayName() + " failed: " + Rendered.of(why)));
            return;
        }
        if (!started.contains(node.id())) {
            doubts.add("ended without a start: " + node.id());
        }
        tally.ended(node, status);
        Duration took = Duration.ofNanos(Math.max(0, finished.nanos()));
        if (end(node, status) && (isTest(node) || status == Status.FAILED)) {
            tell(result(node, status, took, finished.thrown(), ""));
        }
        if (status == Status.ABORTED && !isTest(node)) {
            below(node, test -> result(test, status, Duration.ZERO, finished.thrown(), ""));
        }
        tellEnd(node);
    }

    private void skipped(Node node, String reason) {
        tally.ended(node, Status.SKIPPED);
        if (end(node, Status.SKIPPED) && isTest(node)) {
            tell(result(node, Status.SKIPPED, Duration.ZERO, Optional.empty(), reason));
        }
        below(node, test -> result(test, Status.SKIPPED, Duration.ZERO, Optional.empty(), reason));
        tellEnd(node);
    }

    private void tellEnd(Node node) {
        if (isOutermost(node)) {
            node.testClass()
                    .filter(testClass -> unended.merge(testClass, -1, Integer::sum) == 0)
                    .ifPresent(progress::ended);
        }
    }

    /** JUnit says nothing of tests whose container is skipped or aborted. */
    private void below(Node container, Function<Node, TestResult> result) {
        for (Node child : children.getOrDefault(container.id(), List.of())) {
            if (isTest(child) && !ends.containsKey(child.id())) {
                tell(result.apply(child));
            }
            below(child, result);
        }
    }

    private boolean end(Node node, Status status) {
        boolean first = ends.putIfAbsent(node.id(), status) == null;
        if (!first) {
            doubts.add("ended twice: " + node.id());
        }
        return first;
    }

    private TestResult result(Node node, Status status, Duration took, Optional<Thrown> detail, String reason) {
        String testClass = node.testClass().orElse("");
        Tail output = outputs.remove(node.id());
        return new TestResult(
                node.id(),
                testClass,
                node.className().orElse(testClass),
                node.methodName(),
                node.displayName(),
                !isTest(node),
                status,
                took,
                detail,
                reason,
                output == null ? "" : output.toString());
    }

    private void tell(TestResult result) {
        results.add(result);
        progress.finished(result);
    }

    // ---- whether it adds up

    private void compare(Ended end) {
        tally.difference(end).ifPresent(doubts::add);
        List<Node> open = open();
        if (!open.isEmpty()) {
            doubts.add("no end of " + open.get(0).displayName() + " ("
                    + open.get(0).id() + ")" + more(open.size() - 1));
        }
    }

    private List<Node> open() {
        return nodes.values().stream()
                .filter(node -> isTest(node) || started.contains(node.id()))
                .filter(node -> !concluded(node))
                .toList();
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

    /** Whether the test class begins here: its parent belongs to none. */
    private boolean isOutermost(Node node) {
        return node.parent().map(nodes::get).flatMap(Node::testClass).isEmpty();
    }

    private static String more(int count) {
        return count == 0 ? "" : " (and " + count + " more)";
    }

    private static boolean isEngine(Node node) {
        return node.parent().isEmpty() && node.testClass().isEmpty();
    }

    static boolean isTest(Node node) {
        return node.kind() != Kind.CONTAINER;
    }
}
