package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.Run;
import dev.testwatch.fork.Standby;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The run of one job: a fork for each module, and another one for what is left when a fork dies. On one thread; tells
 * what happens as it happens.
 */
final class Execution {

    private final int cycle;
    private final Job job;
    private final Standby standby;
    private final AtomicReference<Optional<Fork>> current;
    private final BooleanSupplier cancelled;
    private final Consumer<Event> post;
    private final List<FailingTest> failures = new ArrayList<>();
    private final List<String> detail = new ArrayList<>();
    private Notice.Outcome outcome = Notice.Outcome.COMPLETED;
    private boolean secondTry;
    private Optional<Long> dispatched = Optional.empty();

    /** @param current where the fork that runs now is to be found by whoever wants to kill it */
    Execution(
            int cycle,
            Job job,
            Standby standby,
            AtomicReference<Optional<Fork>> current,
            BooleanSupplier cancelled,
            Consumer<Event> post) {
        this.cycle = cycle;
        this.job = job;
        this.standby = standby;
        this.current = current;
        this.cancelled = cancelled;
        this.post = post;
    }

    /** Blocks until the run is over. */
    void run(Rules rules) {
        long began = System.nanoTime();
        modules().forEach((module, tests) -> run(module, tests, rules));
        long ended = System.nanoTime();
        long planned = dispatched.orElse(ended);
        post.accept(new Event.RunEnded(
                cycle,
                cancelled.getAsBoolean() ? Notice.Outcome.CANCELLED : outcome,
                failures,
                detail,
                Duration.ofNanos(planned - began),
                Duration.ofNanos(ended - planned)));
    }

    private Map<String, List<Selected>> modules() {
        Map<String, List<Selected>> byModule = new LinkedHashMap<>();
        for (Selected selected : job.selection().tests()) {
            byModule.computeIfAbsent(selected.test().module(), name -> new ArrayList<>())
                    .add(selected);
        }
        return byModule;
    }

    /** Runs a module's tests, in as many forks as it takes: a fork that dies takes only one test class with it. */
    private void run(String module, List<Selected> tests, Rules rules) {
        Map<String, Selected> left = new LinkedHashMap<>();
        tests.forEach(selected -> left.put(selected.test().name(), selected));
        boolean goesOn = true;
        while (goesOn && !left.isEmpty() && !cancelled.getAsBoolean()) {
            goesOn = runOnce(module, left, rules);
        }
    }

    /** @return whether another fork is to run what is left */
    private boolean runOnce(String module, Map<String, Selected> left, Rules rules) {
        Job.Launch launch = job.launch(module);
        Map<String, Selected> tests = Map.copyOf(left);
        var account = new ModuleRun(cycle, module, tests, job, rules, post);
        try (Fork fork = fork(launch)) {
            current.set(Optional.of(fork));
            if (cancelled.getAsBoolean()) {
                return false;
            }
            Run run = fork.run(job.order(launch, left.values()), account, rules.patience(tests, launch.debugged()));
            dispatched = dispatched.or(account::planned);
            return conclude(run, account, left, rules);
        } finally {
            current.set(Optional.empty());
        }
    }

    private Fork fork(Job.Launch launch) {
        if (launch.debugged()) {
            return standby.single(launch.command());
        }
        return job.swept() ? standby.apart(launch.command()) : standby.take(launch.command());
    }

    private boolean conclude(Run run, ModuleRun account, Map<String, Selected> left, Rules rules) {
        int before = left.size();
        boolean died = false;
        if (run instanceof Run.Crashed crashed && diedInVain(crashed, account)) {
            return true;
        }
        if (run instanceof Run.Completed) {
            account.completed();
            var means = new Aside.Means(this::fork, current, cancelled, rules);
            new Retries(cycle, job, means, post).judge(account);
        } else if (run instanceof Run.Crashed crashed) {
            died = true;
            worse(Notice.Outcome.CRASHED, account.died(crashed.running(), crashed.cause()));
            detail.addAll(crashed.output());
        } else if (run instanceof Run.TimedOut late) {
            died = true;
            worse(Notice.Outcome.TIMED_OUT, account.timedOut(late.running(), late.cause(), late.dump()));
            detail.addAll(late.output());
        } else if (run instanceof Run.Incomplete incomplete) {
            worse(Notice.Outcome.INCOMPLETE, incomplete.why());
        }
        account.giveUp();
        account.tellInCompany();
        if (run instanceof Run.Incomplete || (died && !account.attributed())) {
            // Of a death that is no test's failure nobody knows what is missing.
            outcome = Notice.Outcome.INCOMPLETE;
            post.accept(new Event.Doubted(
                    cycle, account.ended().stream().map(left::get).toList()));
        }
        left.keySet().removeAll(account.ended());
        failures.addAll(account.failures());
        return died && left.size() < before;
    }

    /** A fork that dies before it has looked at any test, as one that was killed while it waited, gets one successor. */
    private boolean diedInVain(Run.Crashed crashed, ModuleRun account) {
        boolean first = !secondTry;
        secondTry = true;
        return first && account.planned().isEmpty() && crashed.running().isEmpty();
    }

    /** Of several forks' outcomes the one that says least of the tests counts. */
    private void worse(Notice.Outcome worse, String why) {
        outcome = worse.compareTo(outcome) > 0 ? worse : outcome;
        detail.addAll(why.lines().toList());
    }
}
