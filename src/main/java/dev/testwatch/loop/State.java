package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Command;
import dev.testwatch.report.Status;
import dev.testwatch.report.Verdict;
import dev.testwatch.watch.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that the loop knows. Immutable; {@link #on} decides what an event leads to, without I/O, clock or thread.
 *
 * @param cycle the number of the present road from change to report; answers of an older one are dropped
 * @param open whether there is a project
 * @param pending changes that no compilation has taken in
 * @param last what ran last
 * @param incomplete whether the account of the last run does not add up
 * @param parked tests whose run the user cancelled, by the content they had: not run again until that changes
 * @param interrupted when Ctrl-C was last pressed
 * @param rang when files began to change, as long as it is not known what did
 * @param guard what is known of files that the tests write themselves
 * @param modes how the user works at the moment
 * @param sweep how far the use of idle time has come
 * @param suspicion test classes that fail in company only
 */
record State(
        Settings settings,
        int cycle,
        boolean open,
        Activity activity,
        boolean paused,
        Filter filter,
        Change pending,
        Optional<Wish> wanted,
        Optional<Job> last,
        Tally tally,
        boolean incomplete,
        Map<TestClass, Long> parked,
        Optional<Long> interrupted,
        Optional<Long> rang,
        WriteGuard guard,
        Modes modes,
        Sweep sweep,
        Suspicion suspicion) {

    /** What is meant to end it, and nothing else. */
    private static final Set<Class<? extends Command>> ENDS =
            Set.of(Command.Escape.class, Command.Interrupt.class, Command.Clear.class);

    State {
        parked = Map.copyOf(parked);
    }

    static State initial(Settings settings) {
        return new State(
                settings,
                0,
                false,
                new Activity.Opening(),
                false,
                settings.choice().filter(),
                Change.NONE,
                Optional.empty(),
                Optional.empty(),
                Tally.NONE,
                false,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                WriteGuard.NEW,
                Modes.NONE,
                Sweep.NEW,
                Suspicion.NONE);
    }

    /** The first step of all. */
    Step start() {
        return Step.to(this, new Effect.Show(new Status.Busy("reading the project")), new Effect.Open(false));
    }

    /** @param now nanoseconds of a clock that never goes back */
    Step on(Event event, long now) {
        Step step = handled(event, now);
        boolean over = testsRun() && step.effects().stream().noneMatch(Effect.Quit.class::isInstance);
        return over ? new Changes(step.state(), now).overdue().after(step.effects()) : step;
    }

    private Step handled(Event event, long now) {
        if (event instanceof Event.Tick
                && new Bisecting(this, now).due().filter(due -> due <= now).isPresent()) {
            return new Bisecting(this, now).resume();
        }
        if (event instanceof Event.Tick
                && sweepAt(now).filter(due -> due <= now).isPresent()) {
            return new Sweeps(this, now).ask();
        }
        if (event instanceof Event.Unswept unswept) {
            return new Sweeps(this, now).found(unswept);
        }
        if (event instanceof Event.Calmed) {
            return new Changes(this, now).on(event);
        }
        if (event instanceof Event.ChangedBeside beside) {
            return beside(beside, now);
        }
        if (!isStirring(event)) {
            return answered(event, now);
        }
        State stirred = with(sweep.stirred(now));
        if (activity instanceof Activity.Sweeping) {
            Step stopped = new Sweeps(stirred, now).stopped();
            return stopped.state().stirring(event, now).after(stopped.effects());
        }
        if (activity instanceof Activity.Bisecting bisecting && event instanceof Event.Commanded commanded) {
            boolean meant = ENDS.contains(commanded.command().getClass());
            Step stopped = new Bisecting(stirred, now).stopped(bisecting, meant);
            return meant ? stopped : stopped.state().stirring(event, now).after(stopped.effects());
        }
        return stirred.stirring(event, now);
    }

    private boolean testsRun() {
        return activity instanceof Activity.Running
                || activity instanceof Activity.Counting
                || activity instanceof Activity.Sweeping
                || activity instanceof Activity.Bisecting;
    }

    /** What tests may have written themselves must not end what they do. */
    private Step beside(Event.ChangedBeside beside, long now) {
        Event.Changed changed = new Event.Changed(beside.change(), beside.detect(), beside.settle());
        Changes changes = new Changes(this, now);
        if (testsRun()) {
            return changes.waiting(changed);
        }
        return changes.isOfRun(changed) && activity instanceof Activity.Idle ? changes.left(changed) : on(changed, now);
    }

    private static boolean isStirring(Event event) {
        return event instanceof Event.Commanded
                || event instanceof Event.Wanted
                || event instanceof Event.Changed
                || event instanceof Event.Rang;
    }

    /** When idle time is to be used if nothing happens until then; empty if it is not. */
    Optional<Long> sweepAt(long now) {
        return new Bisecting(this, now).due().or(() -> new Sweeps(this, now).due());
    }

    private Step answered(Event event, long now) {
        if (activity instanceof Activity.Sweeping) {
            if (event instanceof Event.RunEnded ended && ended.cycle() == cycle) {
                return new Sweeps(this, now).ended(ended.outcome());
            }
            if (event instanceof Event.Tallied tallied && tallied.cycle() == cycle) {
                return new Sweeps(this, now).tallied(tallied.tally());
            }
        }
        if (activity instanceof Activity.Bisecting bisecting) {
            if (event instanceof Event.Probed probed && probed.cycle() == cycle) {
                return new Bisecting(this, now).probed(probed, bisecting);
            }
            if (event instanceof Event.Tallied tallied && tallied.cycle() == cycle) {
                return new Bisecting(this, now).tallied(tallied.tally(), bisecting);
            }
        }
        boolean built = event instanceof Event.Built && !looksAtWhatTestsLeft();
        boolean over = event instanceof Event.Opened || event instanceof Event.RunEnded || built;
        return new Answers(over ? with(sweep.stirred(now)) : this, now).on(event);
    }

    /** That is nothing that somebody does: idle time goes on behind it. */
    private boolean looksAtWhatTestsLeft() {
        return activity instanceof Activity.Building building && building.wish() instanceof Wish.Left;
    }

    /** What the user or the disk says. */
    private Step stirring(Event event, long now) {
        if (event instanceof Event.Commanded commanded) {
            return new Commands(this, now).on(commanded.command());
        }
        if (event instanceof Event.Wanted wanted) {
            return Filters.asked(this, wanted.wish(), now);
        }
        return new Changes(this, now).on(event);
    }

    boolean busy() {
        return activity instanceof Activity.Building
                || activity instanceof Activity.Running
                || activity instanceof Activity.Counting;
    }

    /** The one verdict: of the whole project, red before anything else, green only when nothing is left to prove. */
    Verdict verdict() {
        return new Verdict(
                verdictState(), tally.failing(), tally.known(), tally.stale(), tally.blocked(), tally.flaky());
    }

    private Verdict.State verdictState() {
        if (!tally.failing().isEmpty()) {
            return Verdict.State.RED;
        }
        if (!tally.compiles() || tally.blocked() > 0) {
            return Verdict.State.BLOCKED;
        }
        if (incomplete) {
            return Verdict.State.INCOMPLETE;
        }
        boolean settled = (activity instanceof Activity.Idle || activity instanceof Activity.Sweeping)
                && pending.isEmpty()
                && guard.held().isEmpty();
        boolean proven = open && settled && tally.known() > 0 && tally.stale() == 0;
        return proven ? Verdict.State.GREEN : Verdict.State.UNKNOWN;
    }

    Effect showWatching() {
        return new Effect.Show(new Status.Watching(
                verdict(),
                paused,
                filter.description(),
                modes.description(tally.failing().size())));
    }

    // ---- the same state with one thing changed

    State with(Activity next) {
        return changed(draft -> draft.activity = next);
    }

    State inCycle(int next) {
        return changed(draft -> draft.cycle = next);
    }

    State opened() {
        return changed(draft -> draft.open = true);
    }

    State paused(boolean now) {
        return changed(draft -> draft.paused = now);
    }

    State with(Filter next) {
        return changed(draft -> draft.filter = next);
    }

    State withPending(Change next) {
        return changed(draft -> draft.pending = next);
    }

    State wanting(Optional<Wish> next) {
        return changed(draft -> draft.wanted = next);
    }

    State withLast(Job job) {
        return changed(draft -> draft.last = Optional.of(job));
    }

    State with(Tally next) {
        return changed(draft -> draft.tally = next);
    }

    State incomplete(boolean now) {
        return changed(draft -> draft.incomplete = now);
    }

    /** The tests of this job stay as they are until their content changes or they are asked for. */
    State parking(Job job) {
        var all = new HashMap<>(parked);
        job.selection().tests().forEach(selected -> all.put(selected.test(), selected.key()));
        return withParked(all);
    }

    State withParked(Map<TestClass, Long> next) {
        return changed(draft -> draft.parked = next);
    }

    State interruptedAt(long now) {
        return changed(draft -> draft.interrupted = Optional.of(now));
    }

    State rangAt(Optional<Long> when) {
        return changed(draft -> draft.rang = when);
    }

    State with(WriteGuard next) {
        return changed(draft -> draft.guard = next);
    }

    State with(Sweep next) {
        return changed(draft -> draft.sweep = next);
    }

    State with(Suspicion next) {
        return changed(draft -> draft.suspicion = next);
    }

    State with(Modes next) {
        return changed(draft -> draft.modes = next);
    }

    private State changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /** A state in the making; lives no longer than one call. */
    private static final class Draft {
        private final Settings settings;
        private int cycle;
        private boolean open;
        private Activity activity;
        private boolean paused;
        private Filter filter;
        private Change pending;
        private Optional<Wish> wanted;
        private Optional<Job> last;
        private Tally tally;
        private boolean incomplete;
        private Map<TestClass, Long> parked;
        private Optional<Long> interrupted;
        private Optional<Long> rang;
        private WriteGuard guard;
        private Sweep sweep;
        private Modes modes;
        private Suspicion suspicion;

        Draft(State from) {
            settings = from.settings;
            cycle = from.cycle;
            open = from.open;
            activity = from.activity;
            paused = from.paused;
            filter = from.filter;
            pending = from.pending;
            wanted = from.wanted;
            last = from.last;
            tally = from.tally;
            incomplete = from.incomplete;
            parked = from.parked;
            interrupted = from.interrupted;
            rang = from.rang;
            guard = from.guard;
            sweep = from.sweep;
            modes = from.modes;
            suspicion = from.suspicion;
        }

        State state() {
            return new State(
                    settings,
                    cycle,
                    open,
                    activity,
                    paused,
                    filter,
                    pending,
                    wanted,
                    last,
                    tally,
                    incomplete,
                    parked,
                    interrupted,
                    rang,
                    guard,
                    modes,
                    sweep,
                    suspicion);
        }
    }
}
