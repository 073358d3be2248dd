package dev.testwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads keys, holds the open prompt, and gives commands. One thread does nothing but read, so that the other can wait for
 * the rest of a key's sequence with a time limit, and so that closing never waits for a key.
 */
final class Keyboard {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final KeyDecoder decoder = new KeyDecoder();
    private final History history = new History();
    private final Turnstile turnstile = new Turnstile();
    private final Reader reader;
    private final Painter painter;
    private final Look look;
    private boolean rehearsed;
    private Prompting prompting = Prompting.none();
    private KeyMap keys = KeyMap.USUAL;
    private Optional<Prompt> prompt = Optional.empty();

    /** What the thread of the keys is told. */
    private sealed interface Input {

        record Typed(String characters) implements Input {}

        record Offered(Prompting prompting) implements Input {}

        record Bound(KeyMap keys) implements Input {}

        record Kept(Path file) implements Input {}

        record End() implements Input {}
    }

    Keyboard(InputStream in, Look look, Painter painter) {
        this.reader = new InputStreamReader(in, look.charset());
        this.painter = painter;
        this.look = look;
    }

    /** Starts to read; {@code gone} is called when no more keys will come for good. */
    void start(Consumer<Command> commands, Runnable gone) {
        Daemon.start("input", () -> read(gone));
        Daemon.start("keys", () -> run(commands));
    }

    /** What prompts suggest from now on. */
    void offer(Prompting newPrompting) {
        inputs.add(new Input.Offered(newPrompting));
    }

    /** What keys mean from now on. */
    void bind(KeyMap newKeys) {
        inputs.add(new Input.Bound(newKeys));
    }

    /** Where what is typed at prompts is kept from now on. */
    void keep(Path file) {
        inputs.add(new Input.Kept(file));
    }

    /** No more commands from now on. */
    void end() {
        inputs.add(new Input.End());
    }

    /** Reads no more from now on, or from the next key on. */
    void park() {
        turnstile.close();
    }

    /** Waits until nothing is read, but no longer than this. */
    void awaitParked(Duration patience) {
        turnstile.awaitReached(patience);
    }

    /** Reads again. */
    void unpark() {
        turnstile.open();
    }

    private void read(Runnable gone) {
        char[] buffer = new char[1024];
        try {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                inputs.add(new Input.Typed(new String(buffer, 0, count)));
                turnstile.pass();
            }
            gone.run();
        } catch (IOException e) {
            gone.run(); // A terminal that was hung up gives an error rather than an end.
        } finally {
            end();
        }
    }

    private void run(Consumer<Command> commands) {
        try {
            while (true) {
                Duration patience = decoder.patience().orElse(FOREVER);
                Input input = inputs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (input == null) {
                    decoder.giveUp().forEach(key -> on(key, commands));
                } else if (input instanceof Input.Typed typed) {
                    decoder.feed(typed.characters()).forEach(key -> on(key, commands));
                } else if (input instanceof Input.Offered offered) {
                    offered(offered.prompting());
                } else if (input instanceof Input.Bound bound) {
                    keys = bound.keys();
                } else if (input instanceof Input.Kept kept) {
                    history.keptIn(kept.file());
                } else {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A prompt that was opened before there was anything to suggest gets its suggestions when they come. */
    private void offered(Prompting newPrompting) {
        prompting = newPrompting;
        prompt.ifPresent(open -> show(Optional.of(open.refreshed(newPrompting))));
        if (!rehearsed) {
            rehearsed = true;
            rehearse();
        }
    }

    /** The first prompt takes long in a JVM that has never drawn one; with this, nobody waits for it. */
    private void rehearse() {
        for (Prompt.Kind kind : List.of(Prompt.Kind.ANYTHING, Prompt.Kind.CLASSES)) {
            Prompt open = Prompt.open(kind, history.of(kind), prompting);
            if (open.on(new Key.Press("t"), prompting) instanceof Prompt.Step.Editing editing) {
                var unused = PromptDrawing.of(editing.prompt(), new Extent(80, 24), look);
            }
        }
    }

    /** A key must not take the keyboard away, whatever goes wrong behind it: it is the way to quit. */
    private void on(Key key, Consumer<Command> commands) {
        try {
            if (isForScreen(key) || prompt.isEmpty()) {
                perform(Keys.meaning(key, keys), commands);
            } else {
                perform(prompt.get().on(key, prompting), commands);
            }
        } catch (RuntimeException e) {
            painter.act(screen -> screen.append(List.of("That key failed: " + e + "; the watch goes on.")));
        }
    }

    private boolean isForScreen(Key key) {
        Does does = Keys.meaning(key, keys);
        return does instanceof Does.Redraw || does instanceof Does.Suspend;
    }

    private void perform(Does does, Consumer<Command> commands) {
        if (does instanceof Does.Give give) {
            commands.accept(give.command());
        } else if (does instanceof Does.Open open) {
            show(Optional.of(Prompt.open(open.kind(), history.of(open.kind()), prompting)));
        } else if (does instanceof Does.Redraw) {
            painter.act(Screen::redraw);
        } else if (does instanceof Does.Suspend) {
            painter.suspend();
        }
    }

    private void perform(Prompt.Step step, Consumer<Command> commands) {
        if (step instanceof Prompt.Step.Editing editing) {
            show(Optional.of(editing.prompt()));
        } else if (step instanceof Prompt.Step.Left) {
            show(Optional.empty());
        } else if (step instanceof Prompt.Step.Used used) {
            Prompt.Kind kind = prompt.orElseThrow().kind();
            history.add(kind, used.text());
            show(Optional.empty());
            commands.accept(kind.command(used.text()));
        }
    }

    private void show(Optional<Prompt> next) {
        prompt = next;
        painter.act(screen -> screen.prompt(next));
    }
}
