package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What one fork says of a module's tests, sorted by test class; a class is judged when it has come to its end. */
final class ModuleRun implements Progress {

    private final int cycle;
    private final String module;
    private final Map<String, Selected> selected;
    private final Predicate<TestClass> whole;
    private final Consumer<Event> post;
    private final Map<String, Node> running = new LinkedHashMap<>();
    private final Map<String, List<TestResult>> results = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<FailingTest> failures = new ArrayList<>();
    private Optional<Long> planned = Optional.empty();
    private boolean attributed;

    ModuleRun(
            int cycle,
            String module,
            Map<String, Selected> selected,
            Predicate<TestClass> whole,
            Consumer<Event> post) {
        this.cycle = cycle;
        this.module = module;
        this.selected = selected;
        this.whole = whole;
        this.post = post;
    }

    @Override
    public void planned(List<Node> tests) {
        planned = Optional.of(System.nanoTime());
        int count = (int)
                tests.stream().filter(test -> test.kind() != Kind.CONTAINER).count();
        post.accept(new Event.Planned(cycle, tests.stream().map(this::notice).toList(), count));
    }

    private Notice.Planned notice(Node test) {
        String testClass = test.testClass().orElse("");
        Optional<Selected> cause = Optional.ofNullable(selected.get(testClass));
        return new Notice.Planned(
                module,
                test.id(),
                testClass,
                test.className().orElse(testClass),
                test.methodName(),
                test.displayName(),
                cause.map(Selected::reason).orElseGet(Reason.Asked::new));
    }

    @Override
    public void registered(Node test) {
        post.accept(new Event.Registered(cycle));
    }

    @Override
    public void started(Node test) {
        running.put(test.id(), test);
        String testClass = test.testClass().orElse("");
        Optional<Duration> usual = Optional.ofNullable(selected.get(testClass)).flatMap(Selected::usual);
        String simpleName = testClass.substring(testClass.lastIndexOf('.') + 1);
        post.accept(new Event.TestStarted(cycle, simpleName + " › " + test.displayName(), usual));
    }

    @Override
    public void finished(TestResult result) {
        running.remove(result.id());
        results.computeIfAbsent(result.testClass(), name -> new ArrayList<>()).add(result);
        if (result.failed()) {
            failures.add(new FailingTest(module, result));
        }
        post.accept(new Event.TestFinished(cycle, module, result));
    }

    @Override
    public void ended(String testClass) {
        Optional.ofNullable(selected.get(testClass))
                .filter(known -> ended.add(testClass))
                .ifPresent(known -> {
                    List<TestResult> own = results.getOrDefault(testClass, List.of());
                    Duration took = own.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
                    post.accept(
                            new Event.ClassEnded(cycle, new Event.Ended(known, own, took, whole.test(known.test()))));
                });
    }

    /** The fork's account is complete: every class has come to its end. */
    void completed() {
        selected.keySet().forEach(this::ended);
    }

    /**
     * The fork died while these tests (or, before any test of it, this class) ran: they failed, and their classes end
     * here.
     *
     * @return what happened, for people
     */
    String died(List<String> ids, String cause) {
        List<TestResult> victims =
                ids.stream().flatMap(id -> victim(id, cause).stream()).toList();
        attributed = !victims.isEmpty();
        victims.forEach(this::finished);
        victims.forEach(victim -> ended(victim.testClass()));
        List<String> names = victims.stream()
                .map(victim -> victim.testClass() + (victim.container() ? "" : "." + victim.displayName()))
                .toList();
        return names.isEmpty() ? cause : cause + " while " + String.join(", ", names) + " ran";
    }

    /** Whether the fork's death is the failure of some test. */
    boolean attributed() {
        return attributed;
    }

    private Optional<TestResult> victim(String id, String cause) {
        Optional<TestResult> test = Optional.ofNullable(running.get(id))
                .map(node -> dead(
                        id,
                        node.testClass().orElse(""),
                        node.className(),
                        node.methodName(),
                        node.displayName(),
                        cause));
        return test.or(() -> selected.keySet().stream()
                .filter(name -> id.contains(":" + name + "]"))
                .findFirst()
                .map(name -> dead(id, name, Optional.of(name), Optional.empty(), name, cause)));
    }

    private static TestResult dead(
            String id,
            String testClass,
            Optional<String> className,
            Optional<String> methodName,
            String displayName,
            String cause) {
        var thrown = new Thrown(
                cause, Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        return new TestResult(
                id,
                testClass,
                className.orElse(testClass),
                methodName,
                displayName,
                methodName.isEmpty() && displayName.equals(testClass),
                TestResult.Status.FAILED,
                Duration.ZERO,
                Optional.of(thrown),
                "",
                "");
    }

    Set<String> ended() {
        return Set.copyOf(ended);
    }

    List<FailingTest> failures() {
        return List.copyOf(failures);
    }

    /** When the plan arrived, nanoseconds; empty if it never did. */
    Optional<Long> planned() {
        return planned;
    }
}
