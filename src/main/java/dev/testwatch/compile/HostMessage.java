package dev.testwatch.compile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What testwatch and its compile host say to each other. */
sealed interface HostMessage {

    /**
     * The first word of a host.
     *
     * @param heap the most bytes that its heap may take
     */
    record Hello(long heap) implements HostMessage {}

    /** A source, exactly as it was read and hashed. */
    record Given(Path path, String text) {}

    /**
     * To compile these sources; answered by {@link Done}, or {@link Hanging}.
     *
     * @param opening differs from that of the last order for the same source set if the class path is to be read anew
     * @param view in the order of the class path, that of the source set itself first
     * @param hidden classes that the sources are about to replace
     * @param patience how long it may take
     */
    record Order(
            Javac.Settings settings,
            int opening,
            List<Given> sources,
            List<Shelf> view,
            Set<String> hidden,
            Duration patience)
            implements HostMessage {
        public Order {
            sources = List.copyOf(sources);
            view = List.copyOf(view);
            hidden = Set.copyOf(hidden);
        }
    }

    record Done(Javac.Outcome outcome) implements HostMessage {}

    /** The order has taken too long; where it is, the innermost frame first. */
    record Hanging(List<String> frames) implements HostMessage {
        public Hanging {
            frames = List.copyOf(frames);
        }
    }

    /** The host is about to end because somebody in it wanted that; who did, the innermost frame first. */
    record Exiting(List<String> frames) implements HostMessage {
        public Exiting {
            frames = List.copyOf(frames);
        }
    }
}
