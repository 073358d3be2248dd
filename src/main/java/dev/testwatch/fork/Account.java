package dev.testwatch.fork;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Broken;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Exiting;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Leak;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Omitted;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Thrown;
import dev.testwatch.worker.Message.Touched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps account of what a fork says about its run, and does not believe that all is well before everything that was
 * planned has come to an end. For one thread.
 */
final class Account {

    /** In characters, for each end of what a test wrote. */
    private static final int OUTPUT = 8 << 10;

    private static final String NOBODY = "";

    private final Progress progress;
    private final Plan plan = new Plan();
    private final Tally tally = new Tally();
    private final Recorded recorded = new Recorded(plan);
    private final Map<String, Excerpt> outputs = new HashMap<>();
    private final List<TestResult> results = new ArrayList<>();
    private final Set<String> endedClasses = new HashSet<>();
    private Optional<String> doubt = Optional.empty();
    private int doubts;
    private Optional<String> gaveUp = Optional.empty();
    private Optional<String> outOfMemory = Optional.empty();
    private boolean planTold;
    private Optional<Exiting> exiting = Optional.empty();
    private Optional<Ended> ended = Optional.empty();

    Account(Progress progress) {
        this.progress = progress;
    }

    void accept(Message message) {
        if (message instanceof Planned planned) {
            planned.nodes().forEach(this::add);
            return;
        }
        if (comesAtAnyTime(message)) {
            return;
        }
        tellPlan();
        if (message instanceof Started started) {
            known(started.id()).ifPresent(this::started);
        } else if (message instanceof Finished finished) {
            known(finished.id()).ifPresent(node -> finished(node, finished));
        } else if (message instanceof Registered registered) {
            add(registered.node());
        } else if (message instanceof Skipped skipped) {
            known(skipped.id()).ifPresent(node -> skipped(node, skipped.reason()));
        } else if (message instanceof Leak leak) {
            progress.leaked(leak.testClass(), leak.what());
        } else if (message instanceof Broken broken) {
            gaveUp("JUnit", broken.thrown());
        } else if (message instanceof Exiting leaving) {
            exiting = Optional.of(leaving);
        } else if (message instanceof Ended end) {
            ended = Optional.of(end);
        } else {
            doubt("the fork said what has no place in a run: " + message);
        }
    }

    /** Takes what may also come before the plan: in discovery, project code runs, and libraries complain. */
    private boolean comesAtAnyTime(Message message) {
        if (message instanceof Touched touched) {
            recorded.accept(touched);
        } else if (message instanceof Output output) {
            writtenBy(output.id()).append(output.text());
            progress.wrote(output.text());
        } else if (message instanceof Omitted omitted) {
            writtenBy(omitted.id()).omit(omitted.bytes());
        } else {
            return false;
        }
        return true;
    }

    private Excerpt writtenBy(Optional<String> test) {
        return outputs.computeIfAbsent(test.orElse(NOBODY), id -> new Excerpt(OUTPUT));
    }

    /** What has been found out about the whole run after it. */
    void leaked(List<String> what) {
        progress.leaked("", what);
    }

    /** Whether the fork has said its last word. */
    boolean over() {
        return ended.isPresent();
    }

    /** What JUnit gave up with, if it was for want of memory while tests ran. */
    Optional<String> outOfMemory() {
        return outOfMemory.filter(error -> !running().isEmpty());
    }

    private static Optional<String> memory(Thrown thrown) {
        return thrown.type().equals("java.lang.OutOfMemoryError")
                ? Optional.of(thrown.type()
                        + thrown.message().map(text -> ": " + text).orElse(""))
                : Optional.empty();
    }

    /** Who called for the JVM's end, if something did before the run was over. */
    Optional<Exiting> exiting() {
        return exiting;
    }

    /** The outcome of a run whose fork has said its last word. */
    Run judged() {
        if (gaveUp.isPresent() && !running().isEmpty()) {
            // What ran then has brought it about, as by taking all memory; the rest has not been tried.
            return new Run.Crashed(whole(), running(), gaveUp.get(), unfinishedOutput());
        }
        ended.flatMap(tally::difference).ifPresent(this::doubt);
        List<Node> open = plan.open();
        if (doubt.isPresent()) {
            return new Run.Incomplete(whole(), doubt.get() + more(doubts - 1));
        }
        return open.isEmpty() ? new Run.Completed(results) : unended(open);
    }

    /** Both sides agree on what has ended, so only the classes of these are in doubt. */
    private Run unended(List<Node> open) {
        Set<String> classes = open.stream().map(Plan::testClass).collect(Collectors.toSet());
        List<Node> tests = open.stream().filter(Plan::isTest).toList();
        List<Node> told = tests.isEmpty() ? open : tests;
        String why = "JUnit has told of no end of " + title(told.get(0)) + more(told.size() - 1);
        if (classes.contains(NOBODY)) {
            return new Run.Incomplete(whole(), why);
        }
        List<TestResult> certain = results.stream()
                .filter(result -> !classes.contains(result.testClass()))
                .toList();
        return new Run.Incomplete(certain, classes, why);
    }

    private static String title(Node node) {
        boolean known = Plan.isTest(node) && node.testClass().isPresent();
        return known ? node.title() : node.displayName() + " (" + node.id() + ")";
    }

    /** The results of the test classes that have come to their end. */
    List<TestResult> whole() {
        return results.stream()
                .filter(result -> endedClasses.contains(result.testClass()))
                .toList();
    }

    /** The tests that have started and not ended; if there are none, the innermost such containers. */
    List<String> running() {
        return plan.running();
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
        Optional<Node> node = plan.find(id);
        if (node.isEmpty()) {
            doubt("the fork spoke of a test that was never planned: " + id);
        }
        return node;
    }

    private void add(Node node) {
        if (!plan.add(node)) {
            doubt("planned twice: " + node.id());
            return;
        }
        tally.planned(node);
        if (plan.isRoot(node)) {
            endedClasses.remove(Plan.testClass(node));
        }
        if (planTold && Plan.isTest(node)) {
            progress.registered(node);
        }
    }

    /** A large plan comes in several messages. */
    private void tellPlan() {
        if (!planTold) {
            planTold = true;
            progress.planned(plan.tests());
        }
    }

    private void started(Node node) {
        if (!plan.start(node)) {
            doubt("started twice: " + node.id());
        }
        tally.started(node);
        if (Plan.isTest(node)) {
            progress.started(node);
        }
    }

    private void finished(Node node, Finished finished) {
        Status status = Status.valueOf(finished.status().name());
        if (Plan.isEngine(node)) {
            finished.thrown().ifPresent(why -> gaveUp(node.displayName(), why));
            return;
        }
        if (!plan.hasStarted(node)) {
            doubt("ended without a start: " + node.id());
        }
        Duration took = Duration.ofNanos(Math.max(0, finished.nanos()));
        if (end(node, status) && (Plan.isTest(node) || status == Status.FAILED)) {
            tell(result(node, status, took, finished.thrown(), ""));
        }
        if (status == Status.ABORTED && !Plan.isTest(node)) {
            for (Node test : plan.silentTests(node)) {
                tell(result(test, status, Duration.ZERO, finished.thrown(), ""));
            }
        }
        tellClass(node);
    }

    private void skipped(Node node, String reason) {
        if (end(node, Status.SKIPPED) && Plan.isTest(node)) {
            tell(result(node, Status.SKIPPED, Duration.ZERO, Optional.empty(), reason));
        }
        for (Node test : plan.silentTests(node)) {
            tell(result(test, Status.SKIPPED, Duration.ZERO, Optional.empty(), reason));
        }
        tellClass(node);
    }

    private boolean end(Node node, Status status) {
        tally.ended(node, status);
        boolean first = plan.end(node, status);
        if (!first) {
            doubt("ended twice: " + node.id());
        }
        return first;
    }

    private TestResult result(Node node, Status status, Duration took, Optional<Thrown> detail, String reason) {
        Excerpt output = outputs.remove(node.id());
        return new TestResult(
                node.id(),
                Plan.testClass(node),
                node.className().orElse(Plan.testClass(node)),
                node.methodName(),
                node.displayName(),
                !Plan.isTest(node),
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

    private void tellClass(Node node) {
        String testClass = Plan.testClass(node);
        if (plan.isRoot(node) && plan.classIsOver(testClass) && endedClasses.add(testClass)) {
            recorded.takeDoubt().ifPresent(progress::unrecorded);
            recorded.takeBlindness().ifPresent(progress::unseen);
            progress.ended(testClass, doubt.isPresent() ? Optional.empty() : recorded.of(testClass));
        }
    }

    // ---- whether it adds up

    private void gaveUp(String who, Thrown thrown) {
        String why = who + " failed: " + Rendered.of(thrown);
        gaveUp = gaveUp.or(() -> Optional.of(why));
        outOfMemory = outOfMemory.or(() -> memory(thrown));
        doubt(why);
    }

    /** One is enough; a fork that has gone mad may give a million. */
    private void doubt(String why) {
        doubt = doubt.or(() -> Optional.of(why));
        doubts++;
    }

    private static String more(int count) {
        return count == 0 ? "" : " (and " + count + " more)";
    }
}
