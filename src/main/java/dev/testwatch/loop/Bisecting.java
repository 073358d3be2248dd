package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.Flaky;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finding out after which other test classes one fails that passes by itself. It goes on beside everything else: a save
 * or a key ends it at once, and after keys that run nothing it goes on. The test class is one that fails meanwhile.
 */
record Bisecting(State state, long now) {

    private static final long PAUSE = Duration.ofSeconds(3).toNanos();

    /** What follows this end of a run, after which nothing else is done: the first of those that wait, if one does. */
    Step after(Step ended) {
        State idle = ended.state();
        if (idle.suspicion().waiting().isEmpty()) {
            return ended;
        }
        Bisecting next = new Bisecting(idle, now);
        if (!next.free() && !idle.settings().once()) {
            return new Step(idle.with(idle.suspicion().resuming(Optional.of(now + PAUSE))), ended.effects());
        }
        return next.resume().after(ended.effects());
    }

    /** Begins with the first of those that wait. */
    Step resume() {
        Suspect suspect = state.suspicion().waiting().get(0);
        State next =
                state.inCycle(state.cycle() + 1).with(state.suspicion().next().resuming(Optional.empty()));
        return new Bisecting(next, now).asking(suspect, Bisect.of(suspect.company()));
    }

    private boolean free() {
        return state.open()
                && state.activity() instanceof Activity.Idle
                && !state.paused()
                && state.rang().isEmpty()
                && state.pending().isEmpty();
    }

    /** When it goes on, nanoseconds; empty if it does not. */
    Optional<Long> due() {
        boolean waits = !state.suspicion().waiting().isEmpty() && free();
        return waits ? state.suspicion().resumes() : Optional.empty();
    }

    private Step asking(Suspect suspect, Bisect<TestClass> bisect) {
        String progress = bisect.confirmed()
                ? bisect.left() + " of " + bisect.all().size() + " test classes left"
                : "running it after the same "
                        + (bisect.all().size() == 1
                                ? "test class"
                                : bisect.all().size() + " test classes");
        return Step.to(
                state.with(new Activity.Bisecting(suspect, Optional.of(bisect)))
                        .with(state.guard().begins(state.cycle(), now)),
                new Effect.Probe(state.cycle(), suspect, bisect.question()),
                new Effect.Show(new Status.Busy(
                        suspect.name() + " passes by itself; looking for what makes it fail: " + progress)));
    }

    /** It ran after the test classes that were asked about. */
    Step probed(Event.Probed probed, Activity.Bisecting bisecting) {
        State quiet = state.with(state.guard().ends(now));
        return new Bisecting(quiet, now).answered(probed, bisecting);
    }

    private Step answered(Event.Probed probed, Activity.Bisecting bisecting) {
        Suspect suspect = bisecting.suspect();
        if (probed.fails().isEmpty() || bisecting.bisect().isEmpty()) {
            return explained(
                    suspect,
                    suspect.name() + " fails after other test classes and passes by itself; after which could not be"
                            + " found out, because a run did not come to its end");
        }
        Bisect<TestClass> asked = bisecting.bisect().get();
        Optional<Bisect<TestClass>> next = asked.after(probed.fails().get());
        if (!asked.confirmed()) {
            return known(suspect, next);
        }
        return goesOn(suspect, next.orElseThrow());
    }

    private Step goesOn(Suspect suspect, Bisect<TestClass> next) {
        if (next.isOver()) {
            return found(suspect, new Culprits(suspect, next.culprits()));
        }
        if (state.settings().once()) {
            return explained(
                    suspect,
                    suspect.name() + " fails after other test classes, each time, and passes by itself;"
                            + " without --once it is found out after which");
        }
        return asking(suspect, next);
    }

    /** Whether it is a failure is known now; why it is one, if so, not yet. */
    private Step known(Suspect suspect, Optional<Bisect<TestClass>> next) {
        List<Flaky> flaky =
                suspect.flaky().flaky().stream().map(Flaky::passedAgain).toList();
        List<Effect> effects = new ArrayList<>();
        if (next.isPresent()) {
            effects.add(new Effect.Keep(suspect.failure().failed()));
        } else {
            effects.add(new Effect.Keep(suspect.flaky().with(flaky)));
            flaky.forEach(each -> effects.add(new Effect.Tell(new Notice.Flaked(state.cycle(), each))));
        }
        effects.add(new Effect.Count(state.cycle()));
        return new Step(state.with(new Activity.Bisecting(suspect, next)), effects);
    }

    /** And it is known what that means for the whole. */
    Step tallied(Tally tally, Activity.Bisecting bisecting) {
        State idle = state.with(tally).with(new Activity.Idle());
        Verdict.State before = state.with(new Activity.Idle()).verdict().state();
        List<Effect> news = new ArrayList<>();
        if (idle.verdict().state() != before || bisecting.bisect().isEmpty()) {
            news.add(new Effect.Tell(new Notice.VerdictGiven(idle.cycle(), idle.verdict())));
        }
        Bisecting next = new Bisecting(idle, now);
        Step step = bisecting
                .bisect()
                .map(bisect -> next.goesOn(bisecting.suspect(), bisect))
                .orElseGet(() -> next.over(Step.to(idle)));
        return step.after(news);
    }

    private Step explained(Suspect suspect, String why) {
        return explained(suspect, why, new Notice.Said(Notice.Level.WARNING, why));
    }

    private Step found(Suspect suspect, Culprits culprits) {
        return explained(suspect, culprits.text(), culprits.notice(state.cycle()));
    }

    private Step explained(Suspect suspect, String why, Notice notice) {
        State idle = state.with(state.suspicion().explaining(suspect.test().test(), why))
                .with(new Activity.Idle());
        return over(Step.to(idle, new Effect.Tell(notice)));
    }

    /** The next one, if there is one. */
    private Step over(Step step) {
        State idle = step.state();
        Step watching = step.then(idle.showWatching());
        boolean end = idle.suspicion().waiting().isEmpty() && Answers.isEnd(idle);
        return end ? watching.then(new Effect.Quit(Answers.exitCode(idle))) : after(watching);
    }

    /** Something else is to be done now; if that runs nothing, this goes on after it. */
    Step stopped(Activity.Bisecting bisecting, boolean forGood) {
        Suspicion waiting = bisecting.bisect().isEmpty() ? state.suspicion() : again(bisecting.suspect());
        Suspicion left = forGood ? waiting.cleared() : waiting.resuming(Optional.of(now + PAUSE));
        State idle = state.with(state.guard().ends(now)).with(left).with(new Activity.Idle());
        return Step.to(idle, new Effect.CancelRun(state.cycle()), idle.showWatching());
    }

    private Suspicion again(Suspect first) {
        List<Suspect> all = new ArrayList<>(List.of(first));
        all.addAll(state.suspicion().waiting());
        return state.suspicion().with(all);
    }
}
