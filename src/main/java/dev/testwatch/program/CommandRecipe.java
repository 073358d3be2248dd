package dev.testwatch.program;

import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A command as it was given. */
final class CommandRecipe implements Recipe {

    private final Words words;
    private final Path directory;
    private final Sight sight;
    private final Attention attention;
    private Optional<SourceWatcher> watcher = Optional.empty();

    CommandRecipe(Words words, Path directory, Sight sight, Attention attention) {
        this.words = words;
        this.directory = directory;
        this.sight = sight;
        this.attention = attention;
    }

    @Override
    public Map<Path, Long> watch(SourceWatcher.Listener listener) {
        SourceWatcher started = SourceWatcher.start(sight.spec(attention), listener);
        watcher = Optional.of(started);
        return started.contents();
    }

    @Override
    public Change relevant(Change change) {
        return change.only(sight.concerns());
    }

    @Override
    public Prepared prepare(Change change, Batch batch) {
        return new Prepared.Ready(
                new Launch(words.toString(), words.filled(batch, directory), Map.of(), directory, batch));
    }

    @Override
    public boolean needsChange() {
        return words.needsChange();
    }

    @Override
    public void close() {
        watcher.ifPresent(SourceWatcher::close);
    }
}
