package dev.testwatch.loop;

import dev.testwatch.project.ProjectReader;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a change on the disk leads to. */
record Changes(State state, long now) {

    Step on(Event event) {
        if (event instanceof Event.Rang rang) {
            return rang(rang.file());
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

    private Step changed(Event.Changed event) {
        WriteGuard.Ruling ruling = state.guard().judge(event.change(), isOfRun(event));
        State next = state.rangAt(Optional.empty()).with(ruling.guard());
        List<Effect> warnings =
                ruling.newlyMuted().stream().sorted().map(Changes::muted).toList();
        if (ruling.change().isEmpty()) {
            boolean idle = next.activity() instanceof Activity.Idle;
            return (idle ? Step.to(next, next.showWatching()) : Step.to(next)).after(warnings);
        }
        return changed(next.withPending(next.pending().then(ruling.change())), ruling.change(), event)
                .after(warnings);
    }

    private Step changed(State next, Change change, Event.Changed event) {
        if (state.activity() instanceof Activity.Opening) {
            return Step.to(next);
        }
        if (state.activity() instanceof Activity.Waiting || touchesBuild(change)) {
            return reopen(next);
        }
        Wish wish = next.paused()
                ? new Wish.Nothing()
                : next.modes().failingOnly() ? new Wish.Failed() : new Wish.Stale(false);
        return new Cycles(next, now).begin(wish, event.detect(), event.settle());
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

    private static boolean touchesBuild(Change change) {
        return Stream.concat(change.modified().stream(), change.deleted().stream())
                .anyMatch(ProjectReader::isBuildFile);
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
