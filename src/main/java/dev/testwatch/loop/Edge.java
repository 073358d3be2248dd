package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.chaos.Chaos;
import dev.testwatch.console.Editor;
import dev.testwatch.console.Prompting;
import dev.testwatch.fork.Standby;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.report.Notice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Performs effects on two threads, one that owns the workspace and one that runs tests, and posts what comes of them.
 * Whatever goes wrong there comes back as {@link Event.ToolFailed}.
 */
final class Edge implements AutoCloseable {

    private static final int WARM_UP_ROUNDS = 8;
    private static final Duration WARM_UP_PAUSE = Duration.ofMillis(20);

    private final ScheduledExecutorService building = thread("build");
    private final ScheduledExecutorService running = thread("run");
    private final LiveForks forks = new LiveForks();
    private final AtomicInteger cancelled = new AtomicInteger(-1);
    /** Whether names are to be gathered soon anyway. */
    private final AtomicBoolean offering = new AtomicBoolean();

    private final Set<String> unrecorded = ConcurrentHashMap.newKeySet();

    private final Standby standby;
    private final Desk desk;
    private final Opener opener;
    private final Embassy embassy;
    private final LiveOutput output;
    private final Place place;
    private final boolean once;
    private final Runnable before;
    private final Consumer<Event> post;

    private Edge(
            Place place,
            boolean once,
            Standby standby,
            Desk desk,
            Opener opener,
            Embassy embassy,
            Runnable before,
            Consumer<Event> post) {
        this.opener = opener;
        this.output = new LiveOutput(post);
        this.place = place;
        this.once = once;
        this.standby = standby;
        this.desk = desk;
        this.embassy = embassy;
        this.before = before;
        this.post = post;
    }

    /**
     * Starts nothing yet.
     *
     * @param once whether it all ends with the first verdict: nothing is prepared for later then
     */
    static Edge open(
            Place place,
            boolean once,
            ProjectSources sources,
            Consumer<Prompting> offer,
            Editor editor,
            Runnable before,
            Consumer<Event> post) {
        var state = StateDirectory.open(
                place.root(), Place.temporary(), message -> post.accept(new Event.Said(Notice.Level.WARNING, message)));
        var standby = new Standby(state.path(), place.rules().forks(), !once, place.chaos());
        var embassy = new Embassy(place, sources, post);
        Consumer<Path> moved = directory -> {
            standby.moveTo(directory);
            embassy.moveTo(directory);
        };
        var desk = new Desk(place, state, sources, offer, moved, post);
        return new Edge(place, once, standby, desk, new Opener(sources, editor, post), embassy, before, post);
    }

    /** From now on others may ask. */
    void beAsked() {
        guarded(building, 0, "beginning to listen for questions", () -> embassy.moveTo(desk.stateDirectory()));
    }

    /** Returns at once; what takes time is done elsewhere. */
    void perform(Effect effect) {
        if (effect instanceof Effect.CancelRun cancel) {
            cancelled.accumulateAndGet(cancel.cycle(), Math::max);
            forks.cancel();
        } else if (effect instanceof Effect.DumpRun) {
            forks.dump();
        } else if (effect instanceof Effect.LiveOutput live) {
            output.wanted(live.live());
        } else if (effect instanceof Effect.Edit edit) {
            opener.open(edit.test());
        } else if (effect instanceof Effect.TellSinceGreen tell) {
            guarded(building, 0, "comparing sources", () -> desk.tellSinceGreen(tell.test()));
        } else if (effect instanceof Effect.TellSlow) {
            guarded(building, 0, "looking for slow tests", desk::tellSlow);
        } else if (effect instanceof Effect.Execute execute) {
            guarded(running, execute.cycle(), "running tests", () -> {
                place.chaos().at(Chaos.Point.EXECUTE);
                execute(execute);
            });
        } else if (effect instanceof Effect.Answer answer) {
            embassy.answer(answer);
        } else if (effect instanceof Effect.Look look) {
            guarded(building, 0, "looking at files", () -> desk.look(look.number()));
        } else if (effect instanceof Effect.Probe probe) {
            guarded(running, probe.cycle(), "looking for what makes a test fail", () -> probe(probe));
        } else if (effect instanceof Effect.Open open) {
            guarded(building, 0, "opening the project", () -> open(open));
        } else if (effect instanceof Effect.Build build) {
            guarded(building, build.cycle(), "compiling", () -> {
                place.chaos().at(Chaos.Point.BUILD);
                desk.build(build);
            });
        } else if (effect instanceof Effect.Keep keep) {
            guarded(building, 0, "keeping results", () -> {
                place.chaos().at(Chaos.Point.KEEP);
                desk.keep(keep.ended());
            });
        } else if (effect instanceof Effect.Distrust distrust) {
            guarded(building, 0, "forgetting results", () -> desk.distrust(distrust.executed()));
        } else if (effect instanceof Effect.FindUnswept find) {
            guarded(building, find.cycle(), "looking for what to run in idle time", () -> desk.unswept(find.cycle())
                    .ifPresent(post));
        } else if (effect instanceof Effect.Count count) {
            guarded(building, count.cycle(), "counting results", () -> {
                desk.count(count.cycle()).ifPresent(post);
                offerLater();
                desk.watchBeside();
            });
        } else {
            throw new IllegalArgumentException("not for the edge: " + effect);
        }
    }

    private void open(Effect.Open open) {
        desk.open(open.afresh());
        desk.likeliest().forEach(command -> running.execute(() -> standby.prepare(command)));
        offerLater();
        warmUpLater(0);
    }

    /** What prompts suggest is gathered when the verdict is told and nothing else waits. */
    private void offerLater() {
        if (!once && offering.compareAndSet(false, true)) {
            var unused = building.schedule(
                    () -> guarded(building, 0, "gathering names", () -> {
                        offering.set(false);
                        desk.offer();
                    }),
                    WARM_UP_PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The compiler is warmed up between other work, never before it: each round gives way to whatever is waiting. */
    private void warmUpLater(int round) {
        if (!once && round < WARM_UP_ROUNDS) {
            var unused = building.schedule(
                    () -> guarded(building, 0, "warming up the compiler", () -> {
                        desk.warmUp(round);
                        warmUpLater(round + 1);
                    }),
                    WARM_UP_PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void execute(Effect.Execute execute) {
        if (!execute.job().swept()) {
            before.run();
        }
        BooleanSupplier ended = () -> cancelled.get() >= execute.cycle();
        Consumer<Event> told = output.begun();
        new Execution(execute.cycle(), execute.job(), standby, forks, ended, event -> tell(event, told))
                .run(place.rules());
    }

    private void probe(Effect.Probe probe) {
        Suspect suspect = probe.suspect();
        List<Selected> tests = suspect.failure().before().stream()
                .filter(selected -> probe.company().contains(selected.test()))
                .collect(Collectors.toCollection(ArrayList::new));
        tests.add(suspect.test());
        BooleanSupplier ended = () -> cancelled.get() >= probe.cycle();
        var means = new Aside.Means(launch -> standby.apart(launch.command()), forks, ended, place.rules());
        Optional<Boolean> fails =
                Aside.run(suspect.failure().job(), tests, means).map(suspect::fails);
        post.accept(new Event.Probed(probe.cycle(), fails));
    }

    /** Why something is not recorded is news only once. */
    private void tell(Event event, Consumer<Event> told) {
        if (!(event instanceof Event.Unrecorded doubt) || unrecorded.add(doubt.why())) {
            told.accept(event);
        }
    }

    private void guarded(ExecutorService thread, int cycle, String what, Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                post.accept(new Event.ToolFailed(cycle, "testwatch failed while " + what + ": " + trace(e), e));
            }
        });
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().strip();
    }

    private static ScheduledExecutorService thread(String role) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "testwatch-" + role);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void close() {
        embassy.close();
        cancelled.set(Integer.MAX_VALUE);
        forks.cancel();
        standby.close();
        building.execute(() -> {
            embassy.close(); // it may have been on its way to another directory
            desk.close();
        });
        building.shutdown();
        running.shutdownNow();
        try {
            // The store is flushed there; if that takes longer, the journal already holds what matters.
            building.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
