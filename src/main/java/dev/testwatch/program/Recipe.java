package dev.testwatch.program;

import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import java.nio.file.Path;
import java.util.Map;

/** What is run: how it is made ready, and which files it depends on. Used by one thread. */
interface Recipe extends AutoCloseable {

    /**
     * Starts to watch what the program depends on.
     *
     * @return the files that are there now
     */
    Map<Path, Long> watch(SourceWatcher.Listener listener);

    /** Of the part of a change that concerns this. */
    Change relevant(Change change);

    /**
     * Takes in a change; an empty one stands for everything as it is now.
     *
     * @param batch what changed since the last start
     */
    Prepared prepare(Change change, Batch batch);

    /** Whether the first run has to wait for a change. */
    boolean needsChange();

    @Override
    void close();
}
