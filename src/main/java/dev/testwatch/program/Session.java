package dev.testwatch.program;

import dev.testwatch.console.LentTerminal;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program again and again until the user or the program's end says otherwise. One thread decides; others post
 * {@link Event}s.
 */
final class Session {

    /** What begins each line that is said. */
    static final String MARK = "[testwatch] ";

    private static final int FAILED = 1;
    private static final int TERMINATED = 143;
    private static final long LAST_SECONDS = 7;

    /** An event may be late. */
    private static final long GRACE = Duration.ofMillis(300).toNanos();

    /** Who writes what is watched does so soon after each start, or people do. */
    private static final long SOON = Duration.ofSeconds(30).toNanos();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService preparing = Executors.newSingleThreadExecutor(task -> daemon("prepare", task));
    private final ExecutorService after = Executors.newSingleThreadExecutor(task -> daemon("after", task));
    private final Set<Path> known = new HashSet<>();
    private final Heir heir = Heir.appoint();
    private final LentTerminal terminal;
    private final Terms terms;
    private final Ladder ladder;
    private final List<Keep> kept = new CopyOnWriteArrayList<>();
    private final Recipe recipe;
    private final Control control;
    private Optional<Child> child = Optional.empty();
    private SelfTrigger selfTrigger = SelfTrigger.NONE;
    private int run;
    private long began;
    private OptionalLong ended = OptionalLong.of(0);

    private Session(Recipe recipe, Terms terms, LentTerminal terminal, Control control) {
        this.recipe = recipe;
        this.terms = terms;
        this.ladder = terms.ladder();
        this.terminal = terminal;
        this.control = control;
    }

    /** Returns the exit code of testwatch. */
    static int run(Recipe recipe, Terms terms, LentTerminal terminal) {
        try (recipe;
                Control control = Control.open()) {
            return new Session(recipe, terms, terminal, control).run();
        }
    }

    private int run() {
        terminal.onInterrupt(() -> events.add(new Event.Interrupted()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "testwatch-ending"));
        try {
            known.addAll(recipe.watch(new Bell()).keySet());
            keep();
            Turns.Step step = Turns.begin(terms.settings(), recipe.needsChange());
            OptionalInt code = perform(step.effects());
            while (code.isEmpty()) {
                step = step.turns().on(next());
                code = perform(step.effects());
            }
            return code.getAsInt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            preparing.shutdownNow();
            finishHooks();
            child.ifPresent(present -> present.end(ladder));
            kept.forEach(Keep::close);
            heir.close();
            terminal.takeBack();
            over.countDown();
        }
    }

    private void keep() {
        Path here = Path.of("").toAbsolutePath();
        for (Keep.Wanted wanted : terms.kept()) {
            Keep.start(wanted, here, heir.mark(), new Loud()).ifPresent(kept::add);
        }
    }

    /** A signal: everything comes to its end before this program does. */
    private void terminate() {
        events.add(new Event.Terminated(TERMINATED));
        try {
            boolean unused = over.await(ladder.grace().toSeconds() + LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was there before is known here only. */
    private Event next() throws InterruptedException {
        while (true) {
            Event event = events.take();
            if (event instanceof Event.Ended over && over.run() == run) {
                ended = OptionalLong.of(System.nanoTime());
            }
            if (!(event instanceof Event.Seen seen)) {
                return event;
            }
            Change relevant = recipe.relevant(seen.change());
            Batch batch = Batch.of(relevant, known);
            known.addAll(seen.change().modified());
            known.removeAll(seen.change().deleted());
            if (!relevant.isEmpty()) {
                warnOfWhatTriggersItself(relevant);
                return new Event.Changed(relevant, batch);
            }
        }
    }

    private void warnOfWhatTriggersItself(Change change) {
        long now = System.nanoTime();
        boolean during = run > 0 && (ended.isEmpty() || now - ended.getAsLong() < GRACE);
        SelfTrigger.Ruling ruling = selfTrigger.changed(change, run, during && now - began < SOON);
        selfTrigger = ruling.next();
        ruling.culprit()
                .ifPresent(file -> terminal.say(List.of(MARK + "the last " + SelfTrigger.MOST_RUNS
                        + " runs were each followed by another because " + file + " changed meanwhile; if the program"
                        + " writes it, leave it out with --exclude, or this goes on for ever")));
    }

    private OptionalInt perform(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Quit quit) {
                return OptionalInt.of(quit.status());
            }
            perform(effect);
        }
        return OptionalInt.empty();
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Say say) {
            terminal.say(List.of(MARK + say.line()));
        } else if (effect instanceof Effect.Prepare prepare) {
            preparing.execute(() -> prepare(prepare));
        } else if (effect instanceof Effect.Start start) {
            start(start);
        } else if (effect instanceof Effect.End end) {
            child.ifPresent(present -> end(present, end));
        }
    }

    private void prepare(Effect.Prepare prepare) {
        try {
            Prepared prepared = recipe.prepare(prepare.change(), prepare.batch());
            if (prepared instanceof Prepared.Ready ready) {
                say(terms.hooks().runBefore(ready.launch().directory()));
            }
            events.add(new Event.PreparedRun(prepared));
        } catch (RuntimeException | Error e) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            List<String> lines =
                    ("testwatch failed while making ready: " + trace).lines().toList();
            events.add(new Event.PreparedRun(new Prepared.Broken(lines, false)));
        }
    }

    private void say(List<String> lines) {
        lines.forEach(line -> events.add(new Event.Said(line)));
    }

    /** What was begun after the last run comes to its end, if that is not far. */
    private void finishHooks() {
        after.shutdown();
        try {
            boolean unused = after.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof Event.Said said) {
                terminal.say(List.of(MARK + said.text()));
            }
        }
    }

    private void start(Effect.Start start) {
        Launch launch = start.launch();
        try {
            Map<String, String> more = new HashMap<>(control.environment(start.run(), launch.batch()));
            more.putAll(heir.mark());
            run = start.run();
            began = System.nanoTime();
            ended = OptionalLong.empty();
            Child started = Child.start(launch, more);
            child = Optional.of(started);
            var unused = started.over().thenAccept(exit -> {
                terminal.takeBack();
                // Before its end is told: with that, all may come to an end.
                if (!started.isEnding() && !exit.asksForRerun()) {
                    after.execute(() -> say(terms.hooks().runAfter(exit.success(), launch.directory())));
                }
                events.add(new Event.Ended(start.run(), exit));
            });
        } catch (IOException e) {
            events.add(new Event.NotStarted(start.run(), String.valueOf(e.getMessage())));
        }
    }

    private void end(Child present, Effect.End end) {
        if (end.again()) {
            announceReload();
        }
        daemon("end", () -> present.end(end.gently() ? ladder : ladder.atOnce()))
                .start();
    }

    private void announceReload() {
        try {
            control.announceReload();
        } catch (IOException e) {
            events.add(new Event.Said(
                    "the program is not told why it is ended (" + e + "); its reload hooks are left out"));
        }
    }

    private static Thread daemon(String role, Runnable task) {
        Thread thread = new Thread(task, "testwatch-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** What is kept beside a program says all that it has to say. */
    private final class Loud implements Keep.Listener {

        @Override
        public void said(String message) {
            terminal.say(List.of(MARK + message));
        }

        @Override
        public void wrote(String line) {
            said(line);
        }

        @Override
        public void died(String message) {
            said(message);
        }
    }

    /** The watcher's word to the session. */
    private final class Bell implements SourceWatcher.Listener {

        @Override
        public void ringing(Path file) {
            // What a program is run for is told when it is run.
        }

        @Override
        public void changed(Change change, SourceWatcher.Seen seen) {
            events.add(new Event.Seen(change));
        }

        @Override
        public void said(String message) {
            events.add(new Event.Said(message));
        }
    }
}
