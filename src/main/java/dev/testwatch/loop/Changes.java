package dev.testwatch.loop;

import dev.testwatch.project.ProjectReader;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Status;
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
        State next = state.rangAt(Optional.empty()).withPending(state.pending().then(event.change()));
        if (state.activity() instanceof Activity.Opening) {
            return Step.to(next);
        }
        if (state.activity() instanceof Activity.Waiting || touchesBuild(event)) {
            return reopen(next);
        }
        Wish wish = next.paused() ? new Wish.Nothing() : new Wish.Stale(false);
        return new Cycles(next, now).begin(wish, event.detect(), event.settle());
    }

    private static boolean touchesBuild(Event.Changed event) {
        return Stream.concat(event.change().modified().stream(), event.change().deleted().stream())
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
