package dev.testwatch.chaos;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Makes things go wrong at named points, to see that testwatch never lies whatever happens. The jar holds none but the
 * one that does nothing; a test build puts another one on the class path, and {@code -Dtestwatch.chaos=<seed>} asks for
 * it. Implementations are called from any thread.
 */
public interface Chaos {

    /** Where the seed is told, a {@code long}. */
    String PROPERTY = "testwatch.chaos";

    /** All goes as it goes. */
    Chaos NONE = new Chaos() {};

    /** Where a thread may be held up. */
    enum Point {
        BUILD,
        EXECUTE,
        KEEP
    }

    /** What arrives from a fork instead of what it has sent. */
    default InputStream fromFork(InputStream sent, ProcessHandle fork) {
        return sent;
    }

    /** Whether a file event gets through. */
    default boolean hears(Path file) {
        return true;
    }

    /** Returns when the thread may go on. */
    default void at(Point point) {}

    /** Begins with a seed. */
    default Chaos seeded(long seed) {
        return this;
    }

    /**
     * What the system properties ask for: nothing, or the chaos that this build has.
     *
     * @throws IllegalStateException if one is asked for and there is none, or the seed is no number
     */
    static Chaos asked() {
        Optional<String> seed = Optional.ofNullable(System.getProperty(PROPERTY));
        return seed.map(Chaos::find).orElse(NONE);
    }

    private static Chaos find(String seed) {
        Iterator<Chaos> found = ServiceLoader.load(Chaos.class).iterator();
        if (!found.hasNext()) {
            throw new IllegalStateException("-D" + PROPERTY + " is for test builds; this one holds no chaos");
        }
        try {
            return found.next().seeded(Long.parseLong(seed));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("-D" + PROPERTY + " wants a number, not " + seed, e);
        }
    }
}
