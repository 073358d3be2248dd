package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sources of stack frames; remembers what it found, since the stacks of many failures are nearly the same. */
final class Places {

    private final Sources sources;
    private final Map<String, Optional<Place>> known = new HashMap<>();

    Places(Sources sources) {
        this.sources = sources;
    }

    /** The frames of an exception that are in the project's sources, innermost first. */
    List<Place> own(Thrown thrown) {
        return thrown.frames().stream().map(this::of).flatMap(Optional::stream).toList();
    }

    private Optional<Place> of(String frame) {
        return known.computeIfAbsent(frame, text -> find(Frame.of(text)));
    }

    private Optional<Place> find(Frame frame) {
        if (frame.file().isEmpty() || frame.line().isEmpty()) {
            return Optional.empty();
        }
        int line = frame.line().getAsInt();
        return sources.find(frame.className(), frame.file().get()).map(path -> new Place(frame, path, line));
    }
}
