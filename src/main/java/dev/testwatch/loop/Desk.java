package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.console.Prompting;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.Reading;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import dev.testwatch.watch.WatchSpec;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where projects are opened and worked on: holds the reader, the watcher and the workspace. Confined to one thread. */
final class Desk implements AutoCloseable {

    private final Place place;
    private final ProjectSources sources;
    private final Consumer<Event> post;
    private final Consumer<Prompting> offer;
    private final Consumer<Path> moved;
    private StateDirectory state;
    private ProjectReader reader;
    private Optional<Workspace> workspace = Optional.empty();
    /** The project that was opened last, as the build has it. */
    private Optional<Project> last = Optional.empty();

    private Optional<SourceWatcher> watcher = Optional.empty();
    private Optional<Beside> beside = Optional.empty();

    /** The watcher of files that tests were seen to use. */
    private record Beside(WatchSpec spec, SourceWatcher watcher) {}

    /** @param moved told when the state directory is another one from now on */
    Desk(
            Place place,
            StateDirectory state,
            ProjectSources sources,
            Consumer<Prompting> offer,
            Consumer<Path> moved,
            Consumer<Event> post) {
        this.state = state;
        this.moved = moved;
        this.offer = offer;
        this.place = place;
        this.sources = sources;
        this.post = post;
        this.reader = reader();
    }

    private ProjectReader reader() {
        return place.buildTool()
                ? new ProjectReader(place.root(), state.path(), place.environment())
                : ProjectReader.withoutMaven(place.root(), state.path(), place.environment());
    }

    /** Reads the project, from the cache if nothing changed; the last one stays open if it cannot be read. */
    void open(boolean afresh) {
        Optional<Project> cached = afresh ? Optional.empty() : reader.cached(this::say);
        Map<Path, Long> before = cached.isPresent() ? Map.of() : Roots.contents(place.root());
        Reading reading = cached.<Reading>map(Reading.Read::new)
                .orElseGet(() -> reader.read(line -> post.accept(new Event.Reading(line)), this::say));
        if (reading instanceof Reading.Read read) {
            open(read.project(), cached.isPresent() ? Optional.empty() : Optional.of(before), afresh);
        } else {
            // A project that was open stays open: there is something to go on with.
            last.filter(project -> workspace.isEmpty()).ifPresent(project -> open(project, Optional.empty(), afresh));
            wait((Reading.Unreadable) reading);
        }
    }

    private void open(Project asBuilt, Optional<Map<Path, Long>> before, boolean afresh) {
        Project project = place.adjustments().of(asBuilt);
        boolean again = last.isPresent();
        last = Optional.of(asBuilt);
        leave();
        SourceWatcher now = watch(Roots.of(project, place), Roots.concerns(project, place));
        Map<Path, Long> contents = now.contents();
        Workspace opened =
                Workspace.open(project, reader, place, state.path(), before.orElse(contents), afresh, this::say);
        workspace = Optional.of(opened);
        sources.open(project);
        watchBeside(opened);
        Tally tally = opened.tally();
        post.accept(
                new Event.Opened(ready(opened, tally), tally, opened.behind(contents), Readiness.notes(opened), again));
    }

    private Notice.Ready ready(Workspace opened, Tally tally) {
        return Readiness.ready(opened, tally, Duration.ofNanos(System.nanoTime() - place.began()));
    }

    /** There is nothing to open until one of these files changes. */
    private void wait(Reading.Unreadable unreadable) {
        if (workspace.isEmpty() && !unreadable.fatal()) {
            watch(Roots.only(Set.copyOf(unreadable.waitFor()), place), file -> true);
        }
        post.accept(new Event.Unreadable(unreadable));
    }

    private SourceWatcher watch(WatchSpec spec, Predicate<Path> concern) {
        watcher.ifPresent(SourceWatcher::close);
        SourceWatcher started = SourceWatcher.start(
                spec, new Bell(concern, file -> post.accept(new Event.Rang(file)), Event.Changed::new), place.chaos());
        watcher = Optional.of(started);
        return started;
    }

    /** Watches what tests were seen to use by now, if that is something else than before. */
    void watchBeside() {
        workspace.ifPresent(this::watchBeside);
    }

    /** Watches what tests were seen to use by now; what changed before it was watched is told as a change, too. */
    private void watchBeside(Workspace present) {
        Optional<WatchSpec> wanted = present.besides(place);
        if (wanted.equals(beside.map(Beside::spec))) {
            return;
        }
        Optional<Beside> before = beside;
        beside = wanted.map(spec -> new Beside(spec, SourceWatcher.start(spec, besideBell(spec), place.chaos())));
        before.ifPresent(old -> old.watcher().close());
        Set<Path> changed = wanted.isPresent() ? present.look() : Set.of();
        if (!changed.isEmpty()) {
            post.accept(new Event.ChangedBeside(new Change(changed, Set.of()), Duration.ZERO, Duration.ZERO));
        }
    }

    private SourceWatcher.Listener besideBell(WatchSpec spec) {
        // Tests that write do not ring: whatever is under way would end.
        return new Bell(Vicinity.concerns(spec), file -> {}, Event.ChangedBeside::new);
    }

    private void say(String message) {
        post.accept(new Event.Said(Notice.Level.WARNING, message));
    }

    /** Posts what came of it; where the state directory is gone or full, the project is opened again elsewhere. */
    void build(Effect.Build build) {
        if (!Files.isDirectory(place.root())) {
            post.accept(new Event.Away(build.cycle(), place.root()));
            return;
        }
        if (!state.isThere()) {
            say(state.path() + " was deleted; it is made anew, and what it held is found out again");
            move();
            return;
        }
        try {
            post.accept(open().build(build, line -> post.accept(new Event.Reading(line))));
        } catch (UncheckedIOException e) {
            if (state.isThere() && state.isWritable()) {
                throw e;
            }
            move();
        }
    }

    /** Goes on in another state directory, or in a new one of the same name. */
    private void move() {
        try {
            workspace.ifPresent(Workspace::close);
        } catch (UncheckedIOException e) {
            // It cannot be written to, which is why it is left: said where the next one is opened.
            workspace = Optional.empty();
        }
        workspace = Optional.empty();
        state.close();
        state = StateDirectory.open(place.root(), Place.temporary(), this::say);
        reader = reader();
        moved.accept(state.path());
        open(false);
    }

    /** Closes the workspace, which may want to write what cannot be written any more. */
    private void leave() {
        try {
            workspace.ifPresent(Workspace::close);
        } catch (UncheckedIOException e) {
            say("What was found out last is not kept (" + e.getCause() + ")");
        }
        workspace = Optional.empty();
    }

    /** The state directory that is in use now. */
    Path stateDirectory() {
        return state.path();
    }

    /** Posts {@link Event.Looked} when what this finds has been posted; at once where nothing is watched. */
    void look(int number) {
        Runnable looked = () -> post.accept(new Event.Looked(number));
        watcher.ifPresentOrElse(present -> present.rescan(looked), looked);
    }

    void distrust(List<Selected> executed) {
        open().distrust(executed);
    }

    void keep(Event.Ended ended) {
        open().keep(ended).ifPresent(this::say);
    }

    void tellSinceGreen(FailingTest test) {
        workspace.ifPresent(
                present -> post.accept(new Event.Said(Notice.Level.INFO, String.join("\n", present.sinceGreen(test)))));
    }

    void tellSlow() {
        workspace.ifPresent(
                present -> post.accept(new Event.Said(Notice.Level.INFO, String.join("\n", present.slow()))));
    }

    Optional<Event> count(int cycle) {
        return workspace.map(present -> {
            present.settled();
            return new Event.Tallied(cycle, present.tally());
        });
    }

    /** Tells the prompts what there is; nobody waits for that. */
    void offer() {
        workspace.ifPresent(present -> offer.accept(present.candidates()));
    }

    Optional<Event> unswept(int cycle) {
        return workspace.map(present -> present.unswept(cycle));
    }

    /** The commands of the forks that are most likely needed first: for all tests, or for those that an edit affects. */
    List<ForkCommand> likeliest() {
        return workspace.map(Desk::likeliest).orElse(List.of());
    }

    private static List<ForkCommand> likeliest(Workspace present) {
        Map<String, Job.Launch> launches = present.launches();
        boolean edited = present.tally().known() > 0;
        return present.testClassesByModule().entrySet().stream()
                .filter(entry -> launches.containsKey(entry.getKey()))
                .max(Map.Entry.comparingByValue())
                .flatMap(entry -> Optional.ofNullable(launches.get(entry.getKey()))
                        .map(launch ->
                                edited || Shares.areBrief(entry.getValue()) ? launch.brief() : launch.commands()))
                .orElse(List.of());
    }

    void warmUp(int round) {
        workspace.ifPresent(present -> present.warmUp(round));
    }

    private Workspace open() {
        return workspace.orElseThrow(() -> new IllegalStateException("no project is open"));
    }

    @Override
    public void close() {
        watcher.ifPresent(SourceWatcher::close);
        beside.ifPresent(old -> old.watcher().close());
        leave();
        state.close();
    }

    /** Says that files differ. */
    private interface Word {

        Event of(Change change, Duration detect, Duration settle);
    }

    /** The watcher's word to the loop. */
    private final class Bell implements SourceWatcher.Listener {

        private final Predicate<Path> concern;
        private final Consumer<Path> ring;
        private final Word word;

        private Bell(Predicate<Path> concern, Consumer<Path> ring, Word word) {
            this.concern = concern;
            this.ring = ring;
            this.word = word;
        }

        @Override
        public void ringing(Path file) {
            if (concern.test(file)) {
                ring.accept(file);
            }
        }

        @Override
        public void calm() {
            post.accept(new Event.Calmed());
        }

        @Override
        public void returned() {
            post.accept(new Event.Changed(Change.NONE, Duration.ZERO, Duration.ZERO));
        }

        @Override
        public void changed(Change change, SourceWatcher.Seen seen) {
            Change relevant = change.only(concern);
            if (relevant.isEmpty()) {
                calm();
                return;
            }
            long sinceRang = Math.max(0, System.nanoTime() - seen.rang());
            Duration detect = seen.saved()
                    .map(saved -> Duration.between(saved, Instant.now().minusNanos(sinceRang)))
                    .filter(duration -> !duration.isNegative())
                    .orElse(Duration.ZERO);
            post.accept(word.of(relevant, detect, Duration.ofNanos(sinceRang)));
        }

        @Override
        public void said(String message) {
            post.accept(new Event.Said(Notice.Level.WARNING, message));
        }
    }
}
