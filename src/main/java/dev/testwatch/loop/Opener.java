package dev.testwatch.loop;

import dev.testwatch.console.Editor;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Sources;
import dev.testwatch.report.Spot;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Opens failing lines in the user's editor, one at a time; an editor may stay open as long as it likes. */
final class Opener {

    private final AtomicBoolean open = new AtomicBoolean();
    private final Sources sources;
    private final Editor editor;
    private final Consumer<Event> post;

    Opener(Sources sources, Editor editor, Consumer<Event> post) {
        this.sources = sources;
        this.editor = editor;
        this.post = post;
    }

    /** Returns at once. */
    void open(FailingTest test) {
        Optional<Spot> spot = Spot.of(test, sources);
        if (spot.isEmpty()) {
            say("no line of the project's own is in the stack of this failure");
        } else if (open.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> open(spot.get()), "testwatch-editor");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void open(Spot spot) {
        try {
            editor.open(spot.file(), spot.line())
                    .ifPresent(
                            trouble -> say(trouble + "; the line is " + sources.name(spot.file()) + ":" + spot.line()));
        } finally {
            open.set(false);
        }
    }

    private void say(String text) {
        post.accept(new Event.Said(Notice.Level.WARNING, text));
    }
}
