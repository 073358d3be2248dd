package dev.testwatch.loop;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What one fork says of a module's tests, sorted by test class; a class is judged when it has come to its end. */
final class ModuleRun implements Progress {

    private final int cycle;
    private final int share;
    private final String module;
    private final Map<String, Selected> selected;
    private final Job job;
    private final boolean leaksFail;
    private final Held held;
    private final Consumer<Event> post;
    private final Map<String, Node> running = new LinkedHashMap<>();
    private final Map<String, List<TestResult>> results = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<InCompany> inCompany = new ArrayList<>();
    /** Those whose failures are what became of their fork. */
    private final Set<String> doomed = new HashSet<>();
    /** Those during which it died, or was ended. */
    private final Set<String> dead = new HashSet<>();
    /** In the order in which they began. */
    private final Set<String> begun = new LinkedHashSet<>();

    private final List<FailingTest> failures = new ArrayList<>();
    private Optional<Long> planned = Optional.empty();
    private boolean attributed;

    /** @param share which of the shares that run side by side this is */
    ModuleRun(
            int cycle,
            int share,
            String module,
            Map<String, Selected> selected,
            Job job,
            Rules rules,
            Consumer<Event> post) {
        this.cycle = cycle;
        this.share = share;
        this.module = module;
        this.selected = selected;
        this.job = job;
        this.leaksFail = rules.leaksFail();
        this.held = new Held(test -> rules.flakyRetries() > 0 && job.steady().contains(test));
        this.post = post;
    }

    @Override
    public void planned(List<Node> tests) {
        planned = Optional.of(System.nanoTime());
        int count = (int)
                tests.stream().filter(test -> test.kind() != Kind.CONTAINER).count();
        boolean all = selected.size() == job.selection().tests().size();
        post.accept(new Event.Planned(cycle, tests.stream().map(this::notice).toList(), count, all));
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
        begun.add(testClass);
        Optional<Duration> usual = Optional.ofNullable(selected.get(testClass)).flatMap(Selected::usual);
        post.accept(new Event.TestStarted(cycle, share, test.title(), usual));
    }

    @Override
    public void finished(TestResult result) {
        take(result);
        boolean taken = result.failed() && isHeld(result);
        if (held.isTooMuch()) {
            giveUp();
        } else if (!taken) {
            tell(result);
        }
    }

    /** Of a class that failed as a whole, results of some of its tests cannot say that it does no more. */
    private boolean isHeld(TestResult failure) {
        return Optional.ofNullable(selected.get(failure.testClass()))
                .filter(of -> !failure.container() || job.whole(of.test()))
                .filter(of -> held.takes(of, failure))
                .isPresent();
    }

    private void take(TestResult result) {
        running.remove(result.id());
        begun.add(result.testClass());
        results.computeIfAbsent(result.testClass(), name -> new ArrayList<>()).add(result);
    }

    /** Counts it and tells of it. */
    void tell(TestResult result) {
        if (result.failed()) {
            failures.add(new FailingTest(module, result));
        }
        post.accept(new Event.TestFinished(cycle, module, result));
    }

    /** The failures that were not told, by test class; from now on all are told at once. */
    Map<Selected, List<TestResult>> released() {
        return held.release();
    }

    /** Tells all that is held as the failures that they are. */
    void giveUp() {
        released().forEach((test, all) -> {
            all.forEach(this::tell);
            if (ended.contains(test.test().name())) {
                close(end(test));
            }
        });
    }

    /** What came of the tests of a class. */
    List<TestResult> results(Selected test) {
        return List.copyOf(results.getOrDefault(test.test().name(), List.of()));
    }

    /** The test classes that had begun before this one. */
    List<Selected> before(Selected test) {
        return begun.stream()
                .takeWhile(name -> !name.equals(test.test().name()))
                .flatMap(name -> Optional.ofNullable(selected.get(name)).stream())
                .toList();
    }

    /** The end of a class, without what has run for it. */
    Event.Ended end(Selected test) {
        return end(test, Optional.empty());
    }

    private Event.Ended end(Selected test, Optional<Footprint> footprint) {
        List<TestResult> own = results(test);
        Duration took = own.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus);
        boolean died = dead.contains(test.test().name());
        return new Event.Ended(test, own, took, job.whole(test.test()), footprint, List.of(), died);
    }

    /** May come a second time, when another engine has failed over the class; then all its results count together. */
    @Override
    public void ended(String testClass, Optional<Footprint> footprint) {
        Optional.ofNullable(selected.get(testClass)).ifPresent(known -> {
            ended.add(testClass);
            if (!held.holds(known)) {
                close(end(known, footprint));
            } else if (!job.swept()) {
                post.accept(new Event.Provisional(end(known)));
            }
        });
    }

    private void close(Event.Ended end) {
        post.accept(new Event.ClassEnded(cycle, end));
        List<Selected> before = before(end.executed());
        boolean fails = end.results().stream().anyMatch(TestResult::failed);
        if (fails && !before.isEmpty() && !doomed.contains(end.executed().test().name())) {
            inCompany.add(new InCompany(job, end.executed(), before, end));
        }
    }

    /** Tells which classes have failed after others, if they are few: where many fail, no other one is to blame. */
    void tellInCompany() {
        if (inCompany.size() <= Held.MOST) {
            inCompany.forEach(failure -> post.accept(new Event.FailedInCompany(failure)));
        }
    }

    private void endedUnseen(String testClass) {
        ended(testClass, Optional.empty());
    }

    @Override
    public void leaked(String testClass, List<String> what) {
        String who = testClass.isEmpty() ? "the run" : simpleName(testClass);
        if (!job.swept()) {
            what.forEach(each -> say(Notice.Level.INFO, who + " " + each));
        }
        if (leaksFail && !testClass.isEmpty()) {
            var why = Deaths.thrown("leaks", List.of(), String.join("\n", what));
            settled(Deaths.ofClass("[leaks:" + testClass + "]", testClass, why));
        }
    }

    @Override
    public void unrecorded(String why) {
        post.accept(new Event.Unrecorded(why));
    }

    @Override
    public void unseen(String why) {
        post.accept(new Event.Unrecorded("which files tests use is not seen: " + why));
    }

    @Override
    public void slow(Node test, Duration since, Optional<Duration> usual) {
        if (job.swept()) {
            return; // nobody waits for it
        }
        String than = usual.map(time -> " (its class usually takes " + time.toMillis() + " ms)")
                .orElse("");
        say(
                Notice.Level.WARNING,
                "slow: " + test.title() + " has been running for " + since.toSeconds() + " s" + than
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

    private static String simpleName(String testClass) {
        return testClass.substring(testClass.lastIndexOf('.') + 1);
    }

    /** The fork's account is complete: every class but these has come to its end, also one without any test. */
    void completed(Set<String> unended) {
        selected.keySet().stream()
                .filter(testClass -> !ended.contains(testClass) && !unended.contains(testClass))
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
        victims.forEach(victim -> dead.add(victim.testClass()));
        victims.forEach(this::settled);
        victims.stream().map(TestResult::testClass).distinct().forEach(this::endedUnseen);
        List<String> names = victims.stream()
                .map(victim -> victim.testClass() + (victim.container() ? "" : "." + victim.displayName()))
                .toList();
        return names.isEmpty() ? cause : cause + " while " + String.join(", ", names) + " ran";
    }

    /** There is no doubt about this one. */
    private void settled(TestResult result) {
        doomed.add(result.testClass());
        take(result);
        tell(result);
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
