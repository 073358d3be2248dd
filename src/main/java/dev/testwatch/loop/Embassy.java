package dev.testwatch.loop;

import dev.testwatch.report.Json;
import dev.testwatch.report.Notice;
import dev.testwatch.report.PlainText;
import dev.testwatch.report.Sources;
import dev.testwatch.talk.Host;
import dev.testwatch.talk.Question;
import dev.testwatch.talk.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Where others ask this watch: posts what they ask, and puts the answers into words. */
final class Embassy implements AutoCloseable {

    private final AtomicReference<Optional<Host>> host = new AtomicReference<>(Optional.empty());
    private final AtomicInteger numbers = new AtomicInteger();
    private final Place place;
    private final Sources sources;
    private final Consumer<Event> post;

    Embassy(Place place, Sources sources, Consumer<Event> post) {
        this.place = place;
        this.sources = sources;
        this.post = post;
    }

    /**
     * Is to be found from this state directory from now on. Not if it is not the project's own: nobody looks there, and
     * it may be that another watch is asked in this project.
     */
    void moveTo(Path state) {
        close();
        if (!state.equals(place.stateDirectory()) || !Files.isDirectory(state)) {
            return;
        }
        try {
            host.set(Optional.of(Host.open(state, Place.temporary(), numbers::incrementAndGet, new Door())));
        } catch (IOException e) {
            post.accept(new Event.Said(
                    Notice.Level.WARNING,
                    "no socket for " + state + " (" + e.getMessage()
                            + "): testwatch status, send and run do not find this watch"));
        }
    }

    /** Returns at once; the words are found on the thread that sends them. */
    void answer(Effect.Answer answer) {
        Objects.requireNonNull(host.get()).ifPresent(open -> open.answer(answer.number(), () -> reply(answer)));
    }

    private Reply reply(Effect.Answer answer) {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        var json = new Json(sources);
        var plain = new PlainText(sources);
        for (Notice notice : answer.notices()) {
            if (answer.json()) {
                out.addAll(json.lines(notice));
            } else {
                PlainText.Lines lines = plain.lines(notice);
                out.addAll(lines.out());
                err.addAll(lines.err());
            }
        }
        return new Reply(answer.exitCode(), out, err);
    }

    @Override
    public void close() {
        Objects.requireNonNull(host.getAndSet(Optional.empty())).ifPresent(Host::close);
    }

    private final class Door implements Host.Listener {

        @Override
        public void asked(int number, Question question) {
            post.accept(new Event.Asked(number, question));
        }

        @Override
        public void left(int number) {
            post.accept(new Event.Left(number));
        }
    }
}
