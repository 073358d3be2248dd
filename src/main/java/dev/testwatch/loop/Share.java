package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.Run;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Test classes of one module in one fork, and another one for what is left when a fork dies. On one thread; tells what
 * happens as it happens.
 */
final class Share {

    private final int cycle;
    private final int number;
    private final Job job;
    private final Aside.Means means;
    private final Consumer<Event> post;
    private final List<FailingTest> failures = new ArrayList<>();
    private final List<String> detail = new ArrayList<>();
    private Notice.Outcome outcome = Notice.Outcome.COMPLETED;
    private boolean secondTry;
    private Optional<Long> planned = Optional.empty();

    /** @param number which of the shares that run side by side it is, counted from 1 */
    Share(int cycle, int number, Job job, Aside.Means means, Consumer<Event> post) {
        this.cycle = cycle;
        this.number = number;
        this.job = job;
        this.means = means;
        this.post = post;
    }

    /**
     * What came of it.
     *
     * @param planned when the first plan arrived, nanoseconds; empty if none did
     */
    record Result(Notice.Outcome outcome, List<FailingTest> failures, List<String> detail, Optional<Long> planned) {
        Result {
            failures = List.copyOf(failures);
            detail = List.copyOf(detail);
        }
    }

    /** Blocks until all is run, in as many forks as it takes: a fork that dies takes only one test class with it. */
    Result run(String module, List<Selected> tests) {
        Map<String, Selected> left = new LinkedHashMap<>();
        tests.forEach(selected -> left.put(selected.test().name(), selected));
        boolean goesOn = true;
        while (goesOn && !left.isEmpty() && !means.cancelled().getAsBoolean()) {
            goesOn = runOnce(module, left);
        }
        post.accept(new Event.ShareEnded(cycle, number));
        return new Result(outcome, failures, detail, planned);
    }

    /** @return whether another fork is to run what is left */
    private boolean runOnce(String module, Map<String, Selected> left) {
        Job.Launch launch = job.launch(module);
        Map<String, Selected> tests = Map.copyOf(left);
        var account = new ModuleRun(cycle, number, module, tests, job, means.rules(), post);
        Fork fork = means.start().apply(launch);
        try (fork) {
            means.forks().began(fork);
            if (means.cancelled().getAsBoolean()) {
                return false;
            }
            Run run = fork.run(
                    job.order(launch, left.values()), account, means.rules().patience(tests, launch.debugged()));
            planned = planned.or(account::planned);
            return conclude(run, account, left);
        } finally {
            means.forks().ended(fork);
        }
    }

    private boolean conclude(Run run, ModuleRun account, Map<String, Selected> left) {
        int before = left.size();
        boolean died = false;
        Set<String> doubted = Set.of();
        if (run instanceof Run.Crashed crashed && diedInVain(crashed, account)) {
            return true;
        }
        if (run instanceof Run.Completed) {
            account.completed(Set.of());
            new Retries(cycle, number, job, means, post).judge(account);
        } else if (run instanceof Run.Crashed crashed) {
            died = true;
            worse(Notice.Outcome.CRASHED, account.died(crashed.running(), crashed.cause()));
            detail.addAll(crashed.output());
        } else if (run instanceof Run.TimedOut late) {
            died = true;
            worse(Notice.Outcome.TIMED_OUT, account.timedOut(late.running(), late.cause(), late.dump()));
            detail.addAll(late.output());
        } else if (run instanceof Run.Incomplete incomplete) {
            doubted = incomplete(incomplete, account, left);
        }
        account.giveUp();
        account.tellInCompany();
        if (died && !account.attributed()) {
            // Of a death that is no test's failure nobody knows what is missing.
            outcome = Notice.Outcome.INCOMPLETE;
            doubted = account.ended();
        }
        if (!doubted.isEmpty()) {
            post.accept(new Event.Doubted(cycle, doubted.stream().map(left::get).toList()));
        }
        left.keySet().removeAll(account.ended());
        failures.addAll(account.failures());
        return died && left.size() < before;
    }

    /** Returns those that have come to nothing now, and what they came to before is worth nothing any more either. */
    private Set<String> incomplete(Run.Incomplete run, ModuleRun account, Map<String, Selected> left) {
        boolean confined = !run.doubted().isEmpty() && left.keySet().containsAll(run.doubted());
        worse(Notice.Outcome.INCOMPLETE, run.why() + (confined ? "; the results of other test classes count" : ""));
        if (!confined) {
            return account.ended();
        }
        account.completed(run.doubted());
        return run.doubted();
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
