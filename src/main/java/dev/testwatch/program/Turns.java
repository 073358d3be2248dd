package dev.testwatch.program;

import dev.testwatch.program.Settings.OnBusy;
import dev.testwatch.watch.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose turn it is: which run lives, what has changed since, what is made ready. Pure: each event leads to the next state
 * and to effects. A change is forgotten only when a run that knows of it was started.
 *
 * @param run the number of the last run; 0 before the first
 * @param preparing whether an answer to {@link Effect.Prepare} is to come
 * @param wanted whether a run is asked for without a change
 * @param pending what nobody has looked at yet
 * @param unstarted what was made ready and not started
 * @param next to be started as soon as nothing else runs
 */
record Turns(
        Settings settings,
        int run,
        Child child,
        boolean preparing,
        boolean wanted,
        Pending pending,
        Batch unstarted,
        Optional<Launch> next) {

    private static final int INTERRUPTED = 130;
    private static final String WAITING = "; waiting for a change";

    enum Child {
        NONE,
        ALIVE,
        /** Being ended, because another one takes its place or it is stale. */
        REPLACED,
        /** Being ended, because the user wants it. */
        CANCELLED
    }

    record Pending(Change change, Batch batch) {

        static final Pending NOTHING = new Pending(Change.NONE, Batch.NONE);

        Pending then(Event.Changed later) {
            return new Pending(change.then(later.change()), batch.then(later.batch()));
        }

        boolean isEmpty() {
            return change.isEmpty();
        }
    }

    record Step(Turns turns, List<Effect> effects) {
        Step {
            effects = List.copyOf(effects);
        }
    }

    static Step begin(Settings settings, boolean needsChange) {
        boolean waits = settings.postpone() || needsChange;
        var turns = new Turns(settings, 0, Child.NONE, false, !waits, Pending.NOTHING, Batch.NONE, Optional.empty());
        return waits
                ? new Step(turns, List.of(new Effect.Say("watching; the first run waits for a change")))
                : turns.advance(new ArrayList<>());
    }

    Step on(Event event) {
        List<Effect> effects = new ArrayList<>();
        if (event instanceof Event.Changed changed) {
            return changed(changed, effects);
        }
        if (event instanceof Event.PreparedRun prepared) {
            return prepared(prepared.prepared(), effects);
        }
        if (event instanceof Event.Ended ended) {
            return ended.run() == run ? ended(ended.exit(), effects) : new Step(this, effects);
        }
        if (event instanceof Event.NotStarted not) {
            effects.add(new Effect.Say(not.why() + WAITING));
            Step step = with(Child.NONE).advance(effects);
            return settings.exitWithChild() ? quit(step.turns(), effects, 127) : step;
        }
        if (event instanceof Event.Interrupted) {
            return interrupted(effects);
        }
        if (event instanceof Event.Said said) {
            effects.add(new Effect.Say(said.text()));
            return new Step(this, effects);
        }
        return quit(this, effects, ((Event.Terminated) event).status());
    }

    private Step changed(Event.Changed changed, List<Effect> effects) {
        boolean busy = child == Child.ALIVE && settings.onBusy() == OnBusy.IGNORE;
        if (busy) {
            effects.add(new Effect.Say(changed.batch().described() + ": passed over, run " + run + " is under way"));
            return new Step(this, effects);
        }
        if (child == Child.ALIVE && settings.onBusy() == OnBusy.QUEUE) {
            effects.add(new Effect.Say(changed.batch().described() + ": run " + (run + 1) + " follows run " + run));
        }
        return with(pending.then(changed)).advance(effects);
    }

    private Step prepared(Prepared prepared, List<Effect> effects) {
        Turns idle = new Turns(settings, run, child, false, wanted, pending, unstarted, next);
        if (prepared instanceof Prepared.Ready ready) {
            return idle.with(Optional.of(ready.launch())).advance(effects);
        }
        if (prepared instanceof Prepared.NothingNew nothing) {
            boolean runs = child == Child.ALIVE;
            effects.add(new Effect.Say(nothing.why() + (runs ? "; run " + run + " goes on" : WAITING)));
            Turns calm = next.isPresent() ? idle : idle.with(Batch.NONE);
            return calm.advance(effects);
        }
        Prepared.Broken broken = (Prepared.Broken) prepared;
        broken.lines().forEach(line -> effects.add(new Effect.Say(line)));
        Turns none = idle.with(Optional.<Launch>empty());
        if (child == Child.ALIVE && broken.stale()) {
            effects.add(new Effect.Say("run " + run + " is ended: it is not what the sources say any more" + WAITING));
            effects.add(new Effect.End(run, false, true));
            none = none.with(Child.REPLACED);
        } else {
            effects.add(new Effect.Say((child == Child.ALIVE ? "run " + run + " goes on" : "not started") + WAITING));
        }
        return none.advance(effects);
    }

    private Step ended(Exit exit, List<Effect> effects) {
        Turns free = with(Child.NONE);
        if (child == Child.REPLACED) {
            return free.advance(effects);
        }
        String how = "run " + run + " " + exit.described();
        if (child == Child.CANCELLED) {
            effects.add(new Effect.Say("run " + run + " is cancelled; waiting for a change, Ctrl-C again quits"));
            return free.advance(effects);
        }
        boolean over = settings.exitWithChild() && !exit.asksForRerun();
        if (over || (settings.untilSuccess() && exit.success())) {
            effects.add(new Effect.Say(how));
            return quit(free, effects, exit.status());
        }
        boolean again = exit.asksForRerun();
        boolean follows = again || preparing || next.isPresent() || !pending.isEmpty();
        effects.add(new Effect.Say(how + (again ? ", which asks for the next one" : follows ? "" : WAITING)));
        Turns wanting = new Turns(settings, run, Child.NONE, preparing, again, pending, unstarted, next);
        return wanting.advance(effects);
    }

    private Step interrupted(List<Effect> effects) {
        if (child == Child.NONE) {
            return quit(this, effects, INTERRUPTED);
        }
        if (child == Child.CANCELLED) {
            effects.add(new Effect.End(run, false, false));
            return quit(this, effects, INTERRUPTED);
        }
        effects.add(new Effect.End(run, false, true));
        return new Step(with(Child.CANCELLED).with(Optional.<Launch>empty()), effects);
    }

    /** Does what can be done now: take in what is pending, end what is stale, start what is ready. */
    private Step advance(List<Effect> effects) {
        if (preparing) {
            return new Step(this, effects);
        }
        boolean mayLook = child != Child.ALIVE || settings.onBusy() == OnBusy.RESTART;
        if (mayLook && (wanted || !pending.isEmpty())) {
            Batch batch = unstarted.then(pending.batch());
            effects.add(new Effect.Prepare(pending.change(), batch));
            return new Step(new Turns(settings, run, child, true, false, Pending.NOTHING, batch, next), effects);
        }
        if (next.isPresent() && child == Child.ALIVE) {
            effects.add(new Effect.End(run, true, true));
            return new Step(with(Child.REPLACED), effects);
        }
        if (next.isPresent() && child == Child.NONE) {
            return start(next.get(), effects);
        }
        return new Step(this, effects);
    }

    private Step start(Launch launch, List<Effect> effects) {
        int number = run + 1;
        String why = launch.batch().isEmpty() ? "" : launch.batch().described() + ": ";
        effects.add(new Effect.Say(why + "run " + number + (number == 1 || why.isEmpty() ? ": " + launch.name() : "")));
        effects.add(new Effect.Start(number, launch));
        return new Step(
                new Turns(settings, number, Child.ALIVE, false, false, pending, Batch.NONE, Optional.empty()), effects);
    }

    private static Step quit(Turns turns, List<Effect> effects, int status) {
        effects.add(new Effect.Quit(status));
        return new Step(turns, effects);
    }

    private Turns with(Child other) {
        return new Turns(settings, run, other, preparing, wanted, pending, unstarted, next);
    }

    private Turns with(Pending other) {
        return new Turns(settings, run, child, preparing, wanted, other, unstarted, next);
    }

    private Turns with(Batch other) {
        return new Turns(settings, run, child, preparing, wanted, pending, other, next);
    }

    private Turns with(Optional<Launch> other) {
        return new Turns(settings, run, child, preparing, wanted, pending, unstarted, other);
    }
}
