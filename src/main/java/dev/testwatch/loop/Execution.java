package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.Standby;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The run of one job: one module after another, its test classes shared out among as many forks as may live side by
 * side. Tells what happens as it happens, from the threads of all forks.
 */
final class Execution {

    private final int cycle;
    private final Job job;
    private final Standby standby;
    private final LiveForks forks;
    private final BooleanSupplier cancelled;
    private final Consumer<Event> post;

    /** @param forks where those that run now are to be found by whoever wants to kill them */
    Execution(int cycle, Job job, Standby standby, LiveForks forks, BooleanSupplier cancelled, Consumer<Event> post) {
        this.cycle = cycle;
        this.job = job;
        this.standby = standby;
        this.forks = forks;
        this.cancelled = cancelled;
        this.post = post;
    }

    /** Blocks until the run is over. */
    void run(Rules rules) {
        long began = System.nanoTime();
        List<Share.Result> results = new ArrayList<>();
        modules().forEach((module, tests) -> results.addAll(run(module, tests, rules)));
        long ended = System.nanoTime();
        long planned = results.stream()
                .flatMap(result -> result.planned().stream())
                .min(Long::compare)
                .orElse(ended);
        post.accept(new Event.RunEnded(
                cycle,
                cancelled.getAsBoolean() ? Notice.Outcome.CANCELLED : outcome(results),
                results.stream().flatMap(result -> result.failures().stream()).toList(),
                results.stream().flatMap(result -> result.detail().stream()).toList(),
                Duration.ofNanos(planned - began),
                Duration.ofNanos(ended - planned)));
    }

    /** The one that says least of the tests counts. */
    private static Notice.Outcome outcome(List<Share.Result> results) {
        return results.stream()
                .map(Share.Result::outcome)
                .max(Notice.Outcome::compareTo)
                .orElse(Notice.Outcome.COMPLETED);
    }

    private Map<String, List<Selected>> modules() {
        Map<String, List<Selected>> byModule = new LinkedHashMap<>();
        for (Selected selected : job.selection().tests()) {
            byModule.computeIfAbsent(selected.test().module(), name -> new ArrayList<>())
                    .add(selected);
        }
        return byModule;
    }

    private List<Share.Result> run(String module, List<Selected> tests, Rules rules) {
        List<ForkCommand> commands = job.launch(module).commands();
        List<List<Selected>> shares = Shares.of(tests, job.together() ? 1 : commands.size());
        List<CompletableFuture<Share.Result>> running = new ArrayList<>();
        // The first one comes last, on this thread: nothing goes on when one of them cannot.
        for (int at = shares.size() - 1; at >= 0; at--) {
            List<Selected> own = shares.get(at);
            Share share = share(at, commands.get(at), Shares.areBrief(own), rules);
            Executor where = at == 0 ? Runnable::run : Execution::beside;
            running.add(0, CompletableFuture.supplyAsync(() -> share.run(module, own), where));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private Share share(int at, ForkCommand command, boolean brief, Rules rules) {
        var means = new Aside.Means(launch -> fork(launch, command, brief), forks, cancelled, rules);
        return new Share(cycle, at + 1, job, means, post);
    }

    private Fork fork(Job.Launch launch, ForkCommand command, boolean brief) {
        if (launch.debugged()) {
            return standby.single(command);
        }
        return brief ? brief(command) : start(command, command.brief());
    }

    /** In a JVM that suits tests which are over soon; one that does not know how to do that is started as ever. */
    private Fork brief(ForkCommand command) {
        ForkCommand brief = command.brief();
        Fork fork = start(brief, brief);
        forks.began(fork); // a run that is cancelled now does not wait for it
        if (fork.awaitReady() || cancelled.getAsBoolean() || brief.equals(command)) {
            return fork;
        }
        forks.ended(fork);
        fork.close();
        return start(command, command);
    }

    /** What is over soon comes most often: that is what the next fork waits for. */
    private Fork start(ForkCommand command, ForkCommand next) {
        return job.swept() ? standby.apart(command) : standby.take(command, next);
    }

    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "testwatch-run-beside");
        thread.setDaemon(true);
        thread.start();
    }
}
