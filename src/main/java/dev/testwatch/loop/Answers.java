package dev.testwatch.loop;

import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Status;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the answers to effects lead to; those of an older cycle lead to nothing. */
record Answers(State state, long now) {

    private static final long LONG = Duration.ofSeconds(1).toNanos();
    private static final long FALSE_ALARM = Duration.ofSeconds(6).toNanos();

    Step on(Event event) {
        if (event instanceof Event.Built built) {
            return built.cycle() == state.cycle() && state.activity() instanceof Activity.Building building
                    ? built(built, building)
                    : Step.to(state);
        }
        if (event instanceof Event.RunEnded ended) {
            return ended.cycle() == state.cycle() && state.activity() instanceof Activity.Running running
                    ? ended(ended, running)
                    : Step.to(state);
        }
        if (event instanceof Event.Tallied tallied) {
            return tallied.cycle() == state.cycle() ? tallied(tallied.tally()) : Step.to(state);
        }
        if (event instanceof Event.ClassEnded ended) {
            // Worth keeping in whatever cycle: a result is stored under the content that it was produced with.
            return classEnded(ended);
        }
        if (event instanceof Event.Provisional provisional) {
            return Step.to(state, new Effect.Keep(provisional.ended()));
        }
        if (event instanceof Event.FailedInCompany failed) {
            return Step.to(state.with(state.suspicion().failing(failed.failure())));
        }
        if (event instanceof Event.Suspected suspected) {
            boolean present = suspected.cycle() == state.cycle();
            return present ? suspected(suspected.suspect()) : Step.to(state);
        }
        if (event instanceof Event.Doubted doubted) {
            return Step.to(state, new Effect.Distrust(doubted.executed()));
        }
        if (event instanceof Event.Tick) {
            return tick();
        }
        if (state.activity() instanceof Activity.Running running) {
            return progress(event, running);
        }
        return outside(event);
    }

    private Step classEnded(Event.ClassEnded event) {
        Event.Ended ended = event.ended();
        boolean present = event.cycle() == state.cycle() && state.activity() instanceof Activity.Running;
        Optional<Suspect> suspect = present ? state.suspicion().suspect(ended) : Optional.empty();
        if (suspect.isPresent()) {
            return suspected(suspect.get()); // It goes on to count as failing until it is known why it did.
        }
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Keep(ended)));
        ended.flaky().forEach(flaky -> effects.add(new Effect.Tell(new Notice.Flaked(event.cycle(), flaky))));
        State known = state.with(state.suspicion().after(ended));
        return new Answers(known, now).failFast(ended).after(effects);
    }

    private Step suspected(Suspect suspect) {
        return Step.to(state.with(state.suspicion().adding(suspect).failing(suspect.failure())));
    }

    private Step failFast(Event.Ended ended) {
        boolean enough = state.settings().choice().failFast()
                && state.activity() instanceof Activity.Running
                && ended.results().stream().anyMatch(TestResult::failed);
        return enough ? Step.to(state, new Effect.CancelRun(state.cycle())) : Step.to(state);
    }

    // ---- a build

    private Step built(Event.Built built, Activity.Building building) {
        // Where nothing is left to run, nothing is left of what was not proven either.
        boolean settled = built.job().isEmpty() && built.tally().stale() == 0;
        State next = state.with(built.tally()).incomplete(state.incomplete() && !settled);
        List<Effect> effects = new ArrayList<>();
        if (!built.problems().isEmpty()) {
            int blocked = built.tally().blocked();
            effects.add(new Effect.Tell(
                    new Notice.Problems(state.cycle(), built.problems(), built.blockedTests(), blocked)));
        }
        boolean held = state.paused() && building.wish() instanceof Wish.Stale;
        boolean left = building.wish() instanceof Wish.Left;
        boolean quiet = left && built.job().isEmpty() && built.tally().equals(state.tally());
        if (left && !quiet) {
            Change change = building.change(); // it was not told before it was known to matter
            effects.add(new Effect.Tell(new Notice.Changed(state.cycle(), change.modified(), change.deleted())));
        }
        if (!built.job().isEmpty() && !held) {
            return run(next, built, building).after(effects);
        }
        Duration took =
                building.detect().plus(building.settle()).plus(built.compile()).plus(built.select());
        State idle = next.with(new Activity.Idle());
        if (!quiet) {
            effects.add(new Effect.Tell(new Notice.NothingAffected(
                    state.cycle(),
                    held ? "paused" : built.quiet(),
                    built.tally().known(),
                    took)));
        }
        effects.add(new Effect.Tell(new Notice.VerdictGiven(state.cycle(), idle.verdict())));
        effects.add(idle.showWatching());
        Step step = new Repeating(idle, now).afterNothing(new Step(idle, effects));
        return isEnd(idle) ? step.then(new Effect.Quit(exitCode(idle))) : step;
    }

    private Step run(State next, Event.Built built, Activity.Building building) {
        // Who repeats until something fails wants to see the first failure, whatever comes of it.
        Job job = state.modes().repetition().isPresent() ? built.job().knowing(test -> false) : built.job();
        int expected = job.expected().orElse(0);
        var running = Activity.Running.from(
                new Activity.Start(job, building.wish(), building, built.compile(), built.select(), now));
        var progress = new Notice.Progress(0, expected, 0, Duration.ZERO, Optional.empty(), Optional.empty());
        return Step.to(
                next.with(running).withLast(job).with(next.guard().begins(state.cycle(), now)),
                new Effect.Execute(state.cycle(), job),
                new Effect.Show(new Status.Running(progress)));
    }

    // ---- a run

    private Step progress(Event event, Activity.Running running) {
        if (event instanceof Event.Planned planned) {
            if (planned.cycle() != state.cycle()) {
                return Step.to(state);
            }
            return Step.to(
                    state.with(running.withPlanned(planned.count())),
                    tell(planned, running.start().job()));
        }
        if (event instanceof Event.Registered registered) {
            return Step.to(registered.cycle() == state.cycle() ? state.with(running.withPlanned(1)) : state);
        }
        if (event instanceof Event.TestStarted started) {
            return Step.to(started.cycle() == state.cycle() ? state.with(running.with(started)) : state);
        }
        if (event instanceof Event.ShareEnded ended) {
            return Step.to(ended.cycle() == state.cycle() ? state.with(running.without(ended)) : state);
        }
        if (event instanceof Event.TestFinished finished) {
            if (finished.cycle() != state.cycle()) {
                return Step.to(state);
            }
            return Step.to(
                    state.with(finished(running, finished)),
                    new Effect.Tell(new Notice.TestFinished(state.cycle(), finished.module(), finished.result())));
        }
        if (event instanceof Event.Wrote wrote) {
            boolean shown = wrote.cycle() == state.cycle()
                    && (wrote.byJvm() || state.modes().live());
            return shown ? Step.to(state, new Effect.Tell(new Notice.Output(wrote.text()))) : Step.to(state);
        }
        return outside(event);
    }

    private Effect tell(Event.Planned planned, Job job) {
        OptionalInt total = job.expected();
        int expected = total.orElse(planned.tests().size());
        int known = Math.max(state.tally().known(), expected);
        boolean more = total.isEmpty() && !planned.all();
        return new Effect.Tell(
                new Notice.RunStarted(state.cycle(), job.because(), expected, planned.tests(), known, more));
    }

    private static Activity.Running finished(Activity.Running running, Event.TestFinished finished) {
        Activity.Running counted = running.with(counted(running.counts(), finished.result()));
        return finished.result().failed()
                ? counted.failing(new FailingTest(finished.module(), finished.result()))
                : counted;
    }

    private static Counts counted(Counts counts, TestResult result) {
        return switch (result.status()) {
            case SUCCESSFUL -> new Counts(counts.successful() + 1, counts.failed(), counts.aborted(), counts.skipped());
            case FAILED -> new Counts(counts.successful(), counts.failed() + 1, counts.aborted(), counts.skipped());
            case ABORTED -> new Counts(counts.successful(), counts.failed(), counts.aborted() + 1, counts.skipped());
            case SKIPPED -> new Counts(counts.successful(), counts.failed(), counts.aborted(), counts.skipped() + 1);
        };
    }

    private Step ended(Event.RunEnded ended, Activity.Running running) {
        var counting = new Activity.Counting(
                running, ended, Duration.ofNanos(now - running.start().began()));
        return Step.to(state.with(counting).with(state.guard().ends(now)), new Effect.Count(state.cycle()));
    }

    private Step tallied(Tally tally) {
        if (!(state.activity() instanceof Activity.Counting counting)) {
            State counted = state.with(tally);
            return state.activity() instanceof Activity.Idle
                    ? Step.to(counted, counted.showWatching())
                    : Step.to(counted);
        }
        Notice.Outcome outcome = counting.ending().outcome();
        State idle = state.with(tally)
                .incomplete(outcome == Notice.Outcome.INCOMPLETE)
                .with(new Activity.Idle());
        Step step = Step.to(
                idle,
                new Effect.Tell(finished(state, counting, counting.ending().failures(), idle.verdict())),
                new Effect.Tell(new Notice.VerdictGiven(state.cycle(), idle.verdict())),
                idle.showWatching());
        boolean bisects = !idle.suspicion().waiting().isEmpty() && outcome == Notice.Outcome.COMPLETED;
        step = bisects ? step : new Settling(idle, now).after(step, counting);
        if (step.state().busy()) {
            return step;
        }
        if (isEnd(idle)) {
            return bisects ? new Bisecting(idle, now).after(step) : step.then(new Effect.Quit(exitCode(idle)));
        }
        Step next = new Repeating(idle, now).after(step, counting.ending().failures(), outcome);
        return bisects && next.state().activity() instanceof Activity.Idle
                ? new Bisecting(next.state(), now).after(next)
                : next;
    }

    static Notice.RunFinished finished(
            State before, Activity.Counting counting, List<FailingTest> failures, Verdict verdict) {
        Event.RunEnded ending = counting.ending();
        return new Notice.RunFinished(
                before.cycle(),
                ending.outcome(),
                failures,
                newlyFailing(before.tally(), failures),
                counting.run().counts(),
                counting.took(),
                Cycles.phases(counting.run(), ending.dispatch(), ending.run()),
                ending.detail(),
                verdict);
    }

    private static Set<String> newlyFailing(Tally before, List<FailingTest> failures) {
        Set<String> ids = new HashSet<>();
        failures.forEach(failure -> ids.add(failure.result().id()));
        before.failing().forEach(failure -> ids.remove(failure.result().id()));
        return ids;
    }

    private Step tick() {
        if (state.activity() instanceof Activity.Running running) {
            Step step = soFar(running);
            return step.then(new Effect.Show(new Status.Running(progress(running))));
        }
        boolean falseAlarm =
                state.rang().filter(then -> now - then > FALSE_ALARM).isPresent();
        if (falseAlarm && state.activity() instanceof Activity.Idle) {
            State calm = state.rangAt(Optional.empty());
            return Step.to(calm, calm.showWatching());
        }
        return Step.to(state);
    }

    /** A run that takes its time does not keep its failures to itself. */
    private Step soFar(Activity.Running running) {
        if (running.untold().isEmpty() || now - running.start().began() < LONG) {
            return Step.to(state);
        }
        return Step.to(
                state.with(running.telling()),
                new Effect.Tell(new Notice.FailedSoFar(
                        state.cycle(), running.untold(), newlyFailing(state.tally(), running.untold()))));
    }

    private Notice.Progress progress(Activity.Running running) {
        return new Notice.Progress(
                running.done(),
                Math.max(running.start().job().expected().orElse(running.planned()), running.done()),
                running.counts().failed(),
                Duration.ofNanos(now - running.start().began()),
                running.longest().map(Event.TestStarted::name),
                running.longest().flatMap(Event.TestStarted::usual));
    }

    // ---- the project and the world

    private Step outside(Event event) {
        return new Openings(state, now).on(event);
    }

    /** Whether what was found out is all that was wanted. */
    static boolean isEnd(State end) {
        return end.settings().once() || (end.settings().untilSuccess() && exitCode(end) == 0);
    }

    /** What does not compile cannot be judged, whatever else fails. */
    static int exitCode(State end) {
        if (!end.tally().compiles() || end.tally().blocked() > 0) {
            return 2;
        }
        return switch (end.verdict().state()) {
            case GREEN -> 0;
            case RED -> 1;
            case BLOCKED, INCOMPLETE, UNKNOWN -> 2;
        };
    }
}
