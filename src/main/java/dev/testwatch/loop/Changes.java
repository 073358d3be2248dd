package dev.testwatch.loop;

import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a change on the disk leads to. */
record Changes(State state, long now) {

    /** The project's configuration of testwatch. */
    static final String CONFIGURATION = "testwatch.properties";

    Step on(Event event) {
        if (event instanceof Event.Rang rang) {
            return rang(rang.file());
        }
        if (event instanceof Event.Calmed) {
            return calmed();
        }
        return changed((Event.Changed) event);
    }

    /** What it leads to is asked when the tests have ended. */
    Step waiting(Event.Changed event) {
        Guarded guarded = guarded(event);
        State next = guarded.state();
        return Step.to(next.withPending(next.pending().then(guarded.change()))).after(guarded.warnings());
    }

    /** The tests have just ended, and no news of what they have written is none. */
    Step left(Event.Changed event) {
        Step step = waiting(event);
        return new Changes(step.state(), now).overdue().after(step.effects());
    }

    /** Asks what that leads to which has waited, if nothing else is under way. */
    Step overdue() {
        boolean free = state.activity() instanceof Activity.Idle
                && !state.paused()
                && !state.settings().once();
        return free && !state.pending().isEmpty()
                ? new Cycles(state, now).begin(new Wish.Left(), Duration.ZERO, Duration.ZERO)
                : Step.to(state);
    }

    /** Something happens: say so before it is known what. */
    private Step rang(Path file) {
        State next = state.rangAt(Optional.of(now));
        if (state.activity() instanceof Activity.Idle) {
            return Step.to(next, new Effect.Show(new Status.Busy(file.getFileName() + " changed")));
        }
        return Step.to(next);
    }

    /** A file was touched, or saved as it was. */
    private Step calmed() {
        State calm = state.rangAt(Optional.empty());
        boolean shown = state.rang().isPresent() && state.activity() instanceof Activity.Idle;
        return shown ? Step.to(calm, calm.showWatching()) : Step.to(calm);
    }

    private Step changed(Event.Changed event) {
        Guarded guarded = guarded(event);
        State next = guarded.state();
        if (event.change().isEmpty()) {
            return returned(next, event);
        }
        if (guarded.change().isEmpty()) {
            boolean idle = next.activity() instanceof Activity.Idle;
            return (idle ? Step.to(next, next.showWatching()) : Step.to(next)).after(guarded.warnings());
        }
        return changed(next.withPending(next.pending().then(guarded.change())), guarded.change(), event)
                .after(guarded.warnings());
    }

    /** What is left of a change without what tests write in one run after the other. */
    private record Guarded(State state, Change change, List<Effect> warnings) {}

    private Guarded guarded(Event.Changed event) {
        WriteGuard.Ruling ruling = state.guard().judge(event.change(), isOfRun(event));
        return new Guarded(
                state.rangAt(Optional.empty()).with(ruling.guard()), ruling.change(), muted(ruling.newlyMuted()));
    }

    /** What was not built while the project was gone is built, and what failed may have failed because of that. */
    private Step returned(State next, Event.Changed event) {
        if (!next.pending().isEmpty()) {
            return changed(next, next.pending(), event);
        }
        boolean free = next.activity() instanceof Activity.Idle && !next.paused();
        return free && !next.tally().failing().isEmpty()
                ? new Cycles(next, now).begin(new Wish.Failed(), event.detect(), event.settle())
                : Step.to(next);
    }

    private Step changed(State next, Change change, Event.Changed event) {
        if (state.activity() instanceof Activity.Opening) {
            return Step.to(next);
        }
        if (state.activity() instanceof Activity.Waiting || touches(change, ProjectReader::isBuildFile)) {
            return reopen(next);
        }
        if (touches(change, Changes::isConfiguration)) {
            return Step.to(
                    next,
                    new Effect.Tell(new Notice.Said(Notice.Level.INFO, CONFIGURATION + " changed; reading it again")),
                    new Effect.Quit(Loop.READ_AGAIN));
        }
        return new Cycles(next, now).begin(wish(next, change), event.detect(), event.settle());
    }

    private static Wish wish(State next, Change change) {
        if (next.paused()) {
            return new Wish.Nothing();
        }
        if (next.modes().failingOnly()) {
            return new Wish.Failed();
        }
        Settings settings = next.settings();
        List<Trigger.Action> actions = settings.adjustments().triggers().stream()
                .filter(trigger -> touches(change, file -> trigger.matches(settings.root(), file)))
                .map(Trigger::action)
                .toList();
        if (actions.stream().anyMatch(Trigger.Action.All.class::isInstance)) {
            return new Wish.All();
        }
        String chosen = actions.stream()
                .filter(Trigger.Action.Tests.class::isInstance)
                .map(action -> ((Trigger.Action.Tests) action).choice().text())
                .collect(Collectors.joining(","));
        return chosen.isEmpty() ? new Wish.Stale(false) : new Wish.Triggered(new TestChoice(chosen));
    }

    private static boolean isConfiguration(Path file) {
        return file.endsWith(CONFIGURATION);
    }

    /** Whether the last writing, or where nobody knows of it the first sign, was while tests ran or just after. */
    boolean isOfRun(Event.Changed event) {
        return state.guard()
                .isOfRun(now - event.settle().toNanos() - event.detect().toNanos());
    }

    private static List<Effect> muted(Set<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        Path first = files.stream().sorted().findFirst().orElseThrow();
        String what = files.size() == 1 ? " is" : " and " + (files.size() - 1) + " more are";
        String it = files.size() == 1 ? "it changes" : "they change";
        return List.of(new Effect.Tell(new Notice.Said(
                Notice.Level.WARNING,
                first + what + " written by the tests themselves, in one run after the other; held back until " + it
                        + " outside a run, and nothing is green until then; Enter takes it in")));
    }

    private static boolean touches(Change change, Predicate<Path> which) {
        return Stream.concat(change.modified().stream(), change.deleted().stream())
                .anyMatch(which);
    }

    private Step reopen(State next) {
        List<Effect> effects = new ArrayList<>();
        Optional<Wish> wanted = next.activity() instanceof Activity.Running running
                ? Optional.of(running.start().wish())
                : next.wanted();
        State free = new Cycles(next, now).cutShort(effects).wanting(wanted).with(new Activity.Opening());
        if (free.open()) {
            effects.add(new Effect.Tell(new Notice.Said(Notice.Level.INFO, "the build changed; reading it again")));
        }
        effects.add(new Effect.Show(new Status.Busy("reading the build")));
        effects.add(new Effect.Open(false));
        return new Step(free, effects);
    }
}
