package dev.testwatch.loop;

import dev.testwatch.console.Command;
import dev.testwatch.console.Editor;
import dev.testwatch.console.Prompting;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Reporter;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The one thread that decides. Whoever has something to say posts an {@link Event}; the state answers with effects; the
 * edge performs them.
 */
public final class Loop {

    /** What {@link #run} returns when the configuration has changed: it is to be read, and the loop begun, again. */
    public static final int READ_AGAIN = 75;

    private final Inbox events = new Inbox(System::nanoTime);
    private final Reporter reporter;
    private State state;
    private Inquiries inquiries = Inquiries.NONE;

    public Loop(Settings settings, Reporter reporter) {
        this.reporter = reporter;
        this.state = State.initial(settings);
    }

    /** Where commands go, from any thread. */
    public Consumer<Command> commands() {
        return command -> events.add(new Event.Commanded(command));
    }

    /** Tells the user of something that is not as it should be, and that nothing depends on. */
    public void warn(String text) {
        events.add(new Event.Said(Notice.Level.WARNING, text));
    }

    /** Tells the user of something that happens beside. */
    public void say(String text) {
        events.add(new Event.Said(Notice.Level.INFO, text));
    }

    /** Standard input is at its end. */
    public void inputEnded() {
        events.add(new Event.InputEnded());
    }

    /** The program is to end: told by a signal, or nobody reads its output. */
    public void terminate(int exitCode) {
        events.add(new Event.Terminated(exitCode));
    }

    /**
     * Runs until the user quits; returns the exit code of the program.
     *
     * @param offer takes what the prompts can suggest, whenever that has changed
     * @param editor opens failing lines
     * @param before is called before each run that somebody waits for, on the thread that runs tests
     */
    public int run(Place place, ProjectSources sources, Consumer<Prompting> offer, Editor editor, Runnable before) {
        try (Edge edge = Edge.open(place, state.settings().once(), sources, offer, editor, before, events::add)) {
            if (!state.settings().once()) {
                edge.beAsked();
            }
            OptionalInt exitCode = perform(edge, state.start());
            while (exitCode.isEmpty()) {
                exitCode = perform(edge, decide(next(), System.nanoTime()));
            }
            return exitCode.getAsInt();
        }
    }

    private Step decide(Event event, long now) {
        Inquiries.Heard heard = inquiries.on(event, state.on(event, now), now);
        inquiries = heard.inquiries();
        return heard.step();
    }

    private OptionalInt perform(Edge edge, Step step) {
        state = step.state();
        Queue<Effect> effects = new ArrayDeque<>(step.effects());
        for (Optional<Effect> effect = poll(effects); effect.isPresent(); effect = poll(effects)) {
            if (effect.get() instanceof Effect.Quit quit) {
                return OptionalInt.of(quit.exitCode());
            }
            perform(edge, effect.get());
        }
        return OptionalInt.empty();
    }

    private static Optional<Effect> poll(Queue<Effect> effects) {
        return Optional.ofNullable(effects.poll());
    }

    private void perform(Edge edge, Effect effect) {
        if (effect instanceof Effect.Tell tell) {
            reporter.tell(tell.notice());
        } else if (effect instanceof Effect.Show show) {
            reporter.show(show.status());
        } else {
            edge.perform(effect);
        }
    }

    private Event next() {
        boolean moving =
                state.activity() instanceof Activity.Running || state.rang().isPresent();
        try {
            return events.next(moving, state.sweepAt(System.nanoTime()));
        } catch (InterruptedException e) {
            return new Event.Terminated(130);
        }
    }
}
