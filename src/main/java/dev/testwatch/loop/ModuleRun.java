package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.ThreadDump;
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
import java.util.function.Function;
import java.util.function.Predicate;

/** What one fork says of a module's tests, sorted by test class; a class is judged when it has come to its end. */
final class ModuleRun implements Progress {

    private final int cycle;
    private final String module;
    private final Map<String, Selected> selected;
    private final Predicate<TestClass> whole;
    private final boolean leaksFail;
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
            boolean leaksFail,
            Consumer<Event> post) {
        this.cycle = cycle;
        this.module = module;
        this.selected = selected;
        this.whole = whole;
        this.leaksFail = leaksFail;
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
        post.accept(new Event.TestStarted(cycle, name(test), usual));
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

    /** May come a second time, when another engine has failed over the class; then all its results count together. */
    @Override
    public void ended(String testClass, Optional<Footprint> footprint) {
        Optional.ofNullable(selected.get(testClass)).ifPresent(known -> {
            ended.add(testClass);
            List<TestResult> own = results.getOrDefault(testClass, List.of());
            Duration took = own.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
            post.accept(new Event.ClassEnded(
                    cycle, new Event.Ended(known, own, took, whole.test(known.test()), footprint)));
        });
    }

    private void endedUnseen(String testClass) {
        ended(testClass, Optional.empty());
    }

    @Override
    public void leaked(String testClass, List<String> what) {
        String who = testClass.isEmpty() ? "the run" : simpleName(testClass);
        what.forEach(each -> say(Notice.Level.INFO, who + " " + each));
        if (leaksFail && !testClass.isEmpty()) {
            var why = Deaths.thrown("leaks", List.of(), String.join("\n", what));
            finished(Deaths.ofClass("[leaks:" + testClass + "]", testClass, why));
        }
    }

    @Override
    public void unrecorded(String why) {
        post.accept(new Event.Unrecorded(why));
    }

    @Override
    public void slow(Node test, Duration since, Optional<Duration> usual) {
        String than = usual.map(time -> " (its class usually takes " + time.toMillis() + " ms)")
                .orElse("");
        say(
                Notice.Level.WARNING,
                "slow: " + name(test) + " has been running for " + since.toSeconds() + " s" + than
                        + "; d shows where it is");
    }

    @Override
    public void silent(Duration since) {
        say(
                Notice.Level.WARNING,
                "no sign of life from the test JVM for " + since.toSeconds() + " s: it is stopped, wedged or starved");
    }

    @Override
    public void dumped(ThreadDump dump) {
        say(Notice.Level.INFO, String.join("\n", dump.text()));
    }

    @Override
    public void wrote(String text) {
        post.accept(new Event.Wrote(cycle, text, false));
    }

    @Override
    public void waiting(String where) {
        post.accept(new Event.Wrote(cycle, where, true));
    }

    private void say(Notice.Level level, String text) {
        post.accept(new Event.Said(level, text));
    }

    private static String name(Node test) {
        return simpleName(test.testClass().orElse("")) + " › " + test.displayName();
    }

    private static String simpleName(String testClass) {
        return testClass.substring(testClass.lastIndexOf('.') + 1);
    }

    /** The fork's account is complete: every class has come to its end. */
    void completed() {
        selected.keySet().stream()
                .filter(testClass -> !ended.contains(testClass))
                .forEach(this::endedUnseen);
    }

    /**
     * The fork died while these tests (or, before any test of it, this class) ran: they failed, and their classes end
     * here.
     *
     * @return what happened, for people
     */
    String died(List<String> ids, String cause) {
        return died(ids, cause, id -> Deaths.thrown(cause, List.of()));
    }

    /** The same for a fork that was ended because it took too long. */
    String timedOut(List<String> ids, String cause, ThreadDump dump) {
        return died(ids, cause, id -> Deaths.timedOut(id, cause, dump));
    }

    private String died(List<String> ids, String cause, Function<String, Thrown> why) {
        List<TestResult> victims =
                ids.stream().flatMap(id -> victim(id, why.apply(id)).stream()).toList();
        attributed = !victims.isEmpty();
        victims.forEach(this::finished);
        victims.stream().map(TestResult::testClass).distinct().forEach(this::endedUnseen);
        List<String> names = victims.stream()
                .map(victim -> victim.testClass() + (victim.container() ? "" : "." + victim.displayName()))
                .toList();
        return names.isEmpty() ? cause : cause + " while " + String.join(", ", names) + " ran";
    }

    /** Whether the fork's death is the failure of some test. */
    boolean attributed() {
        return attributed;
    }

    private Optional<TestResult> victim(String id, Thrown why) {
        Optional<TestResult> test = Optional.ofNullable(running.get(id))
                .map(node -> Deaths.result(
                        id, node.testClass().orElse(""), node.className(), node.methodName(), node.displayName(), why));
        return test.or(() -> selected.keySet().stream()
                .filter(name -> id.contains(":" + name + "]"))
                .findFirst()
                .map(name -> Deaths.ofClass(id, name, why)));
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
