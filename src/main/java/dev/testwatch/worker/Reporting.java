package dev.testwatch.worker;

import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says what JUnit does, as it does it, and counts along. JUnit may call it from many threads. */
final class Reporting implements TestExecutionListener {

    /** So many characters of nodes go into one message, well below its limit. */
    private static final int BATCH = 1_000_000;

    private static final int REASON = 32 << 10;

    private final Outbox outbox;
    private final OutputCapture capture;
    private final TestThreads threads;
    private final ClassLeaks leaks;
    private final Nodes nodes = new Nodes();
    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failedEngines = new ConcurrentHashMap<>();
    private final Set<String> busyEngines = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger successful = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicLong trace = new AtomicLong();

    private final Optional<Recorder> recorder;

    /** @param recorder empty: nothing is recorded */
    Reporting(Outbox outbox, OutputCapture capture, TestThreads threads, Optional<Recorder> recorder) {
        this.recorder = recorder;
        this.outbox = outbox;
        this.capture = capture;
        this.threads = threads;
        this.leaks = new ClassLeaks(Leaks.from(capture), outbox);
    }

    /** The ids of the engines that failed before they had run anything, since the last call, and why. */
    Map<String, Throwable> takeFailedEngines() {
        Map<String, Throwable> taken = Map.copyOf(failedEngines);
        failedEngines.clear();
        return taken;
    }

    /** JUnit is asked for another plan. */
    void discovering() {
        begun.set(false);
        busyEngines.clear();
    }

    /** Whether JUnit has come as far as to a plan. */
    boolean begun() {
        return begun.get();
    }

    /** A class that JUnit can do nothing with, as a container that has failed. */
    void unusable(String engine, String className, Throwable why) {
        Node node = nodes.unusable(engine, className);
        if (told.add(node.id())) {
            outbox.send(new Planned(List.of(node)));
        }
        outbox.send(new Started(node.id()));
        outbox.send(new Finished(node.id(), Status.FAILED, 0, Optional.of(Rendering.of(why))));
    }

    Message.Ended ended() {
        return new Message.Ended(
                planned.get(),
                started.get(),
                successful.get(),
                failed.get(),
                aborted.get(),
                skipped.get(),
                trace.get());
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        begun.set(true);
        List<Node> all = new ArrayList<>();
        for (TestIdentifier root : plan.getRoots()) {
            add(root, plan, all);
        }
        List<Node> batch = new ArrayList<>();
        int size = 0;
        for (Node node : all) {
            batch.add(node);
            size += 2 * node.id().length() + node.displayName().length();
            if (size > BATCH) {
                outbox.send(new Planned(batch));
                batch.clear();
                size = 0;
            }
        }
        outbox.send(new Planned(batch));
    }

    /** What is planned a second time, after an engine gave up, is not told again. */
    private void add(TestIdentifier test, TestPlan plan, List<Node> all) {
        Node node = nodes.of(test);
        if (told.add(node.id())) {
            all.add(node);
            count(test, planned);
        }
        for (TestIdentifier child : plan.getChildren(test)) {
            add(child, plan, all);
        }
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        count(test, planned);
        outbox.sendWithNext(new Registered(nodes.of(test))); // its start or that it is skipped
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isEngine(test)) {
            return;
        }
        String id = test.getUniqueId();
        busyEngines.add(engine(id));
        count(test, started);
        outbox.send(new Started(id));
        capture.started(id);
        threads.began(id);
        if (isOutermost(test)) {
            leaks.began();
        }
        recorder.ifPresent(present -> present.started(nodes.of(test), isOutermost(test)));
        began.put(id, System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        busyEngines.add(engine(test.getUniqueId()));
        count(test, skipped);
        trace(test, "SKIPPED");
        outbox.send(new Skipped(test.getUniqueId(), Rendering.capped(String.valueOf(reason), REASON)));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long now = System.nanoTime();
        String id = test.getUniqueId();
        if (isEngine(test)) {
            engineFinished(id, result);
            return;
        }
        Long start = began.remove(id);
        threads.ended(id);
        Optional<Message.Thrown> thrown = result.getThrowable().map(Rendering::of);
        capture.finished(id, test.getParentIdObject().map(Object::toString));
        if (isOutermost(test)) {
            leaks.ended(nodes.of(test).testClass().orElse(""));
        }
        recorder.ifPresent(present -> present.finished(nodes.of(test), isOutermost(test), outbox));
        Status status = status(result);
        count(test, status == Status.SUCCESSFUL ? successful : status == Status.FAILED ? failed : aborted);
        trace(test, status.name());
        outbox.send(new Finished(id, status, start == null ? 0 : now - start, thrown));
    }

    /** Nobody asked for an engine, so that only its failure is worth a word. */
    private void engineFinished(String id, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.FAILED) {
            return;
        }
        Throwable why = result.getThrowable().orElseGet(() -> new IllegalStateException(id + " failed"));
        if (!busyEngines.contains(engine(id))) {
            failedEngines.put(engine(id), why);
        } else {
            outbox.send(new Finished(id, Status.FAILED, 0, Optional.of(Rendering.of(why))));
        }
    }

    private static boolean isEngine(TestIdentifier test) {
        return test.getParentIdObject().isEmpty();
    }

    /** Whether it is right below an engine, as test classes are. */
    private static boolean isOutermost(TestIdentifier test) {
        return test.getParentIdObject()
                .filter(parent -> parent.getSegments().size() == 1)
                .isPresent();
    }

    private static String engine(String id) {
        return id.substring(id.indexOf(':') + 1, id.indexOf(']'));
    }

    private static Status status(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Status.SUCCESSFUL;
            case FAILED -> Status.FAILED;
            case ABORTED -> Status.ABORTED;
        };
    }

    private void trace(TestIdentifier test, String end) {
        if (test.isTest()) {
            trace.addAndGet(Message.Ended.trace(test.getUniqueId(), end));
        }
    }

    private static void count(TestIdentifier test, AtomicInteger counter) {
        if (test.isTest()) {
            counter.incrementAndGet();
        }
    }
}
