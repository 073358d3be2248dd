package dev.testwatch.loop;

import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        WriteGuard.Ruling ruling = state.guard().judge(event.change(), isOfRun(event));
        State next = state.rangAt(Optional.empty()).with(ruling.guard());
        List<Effect> warnings =
                ruling.newlyMuted().stream().sorted().map(Changes::muted).toList();
        if (event.change().isEmpty()) {
            return returned(next, event);
        }
        if (ruling.change().isEmpty()) {
            boolean idle = next.activity() instanceof Activity.Idle;
            return (idle ? Step.to(next, next.showWatching()) : Step.to(next)).after(warnings);
        }
        return changed(next.withPending(next.pending().then(ruling.change())), ruling.change(), event)
                .after(warnings);
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
    private boolean isOfRun(Event.Changed event) {
        return state.guard()
                .isOfRun(now - event.settle().toNanos() - event.detect().toNanos());
    }

    private static Effect muted(Path file) {
        return new Effect.Tell(new Notice.Said(
                Notice.Level.WARNING,
                file + " is written by the tests themselves, in one run after the other; held back until it changes"
                        + " outside a run, and nothing is green until then; Enter takes it in"));
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
