package dev.testwatch.program;

import dev.testwatch.loop.Roots;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.Reading;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.watch.SourceWatcher;
import dev.testwatch.watch.WatchSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads a Maven project, again whenever its build changes, and watches it. Used by one thread at a time. */
final class Opener implements AutoCloseable {

    private final Path root;
    private final Attention attention;
    private final Consumer<String> messages;
    private final StateDirectory state;
    private final ProjectReader reader;
    private Optional<SourceWatcher> watcher = Optional.empty();

    /**
     * What came of it.
     *
     * @param unreadable why the project could not be read now
     * @param contents the files that are there now
     */
    record Opened(
            Optional<Classes> classes,
            Optional<Reading.Unreadable> unreadable,
            Predicate<Path> concerns,
            Map<Path, Long> contents) {
        Opened {
            contents = Map.copyOf(contents);
        }
    }

    Opener(Path root, Attention attention, Map<String, String> environment, Consumer<String> messages) {
        this.root = root;
        this.attention = attention;
        this.messages = messages;
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        this.state = StateDirectory.open(root, temporary, messages);
        this.reader = new ProjectReader(root, state.path(), environment);
    }

    /** @param last what is open now; it is closed if there is something better */
    Opened open(Sight named, SourceWatcher.Listener listener, Optional<Classes> last) {
        Optional<Project> cached = reader.cached(messages);
        Optional<Map<Path, Long>> before = cached.isPresent() ? Optional.empty() : Optional.of(Roots.contents(root));
        if (cached.isEmpty()) {
            messages.accept("reading the project with Maven");
        }
        Reading reading = cached.<Reading>map(Reading.Read::new).orElseGet(() -> reader.read(line -> {}, messages));
        if (reading instanceof Reading.Unreadable trouble) {
            Set<Path> files = Set.copyOf(trouble.waitFor());
            boolean first = last.isEmpty();
            Map<Path, Long> contents =
                    first ? watch(only(files), named, listener).contents() : Map.of();
            Predicate<Path> waited = files::contains;
            return new Opened(
                    last,
                    Optional.of(trouble),
                    last.map(classes -> waited.or(classes.concerns())).orElse(waited),
                    contents);
        }
        Project project = ((Reading.Read) reading).project();
        last.ifPresent(Classes::close);
        WatchSpec spec = Roots.of(project, root, attention.mode(), attention.quiet(), attention.interval());
        Map<Path, Long> contents = watch(spec, named, listener).contents();
        var classes = new Classes(project, reader, state.path(), before.orElse(contents), contents, messages);
        return new Opened(Optional.of(classes), Optional.empty(), classes.concerns(), contents);
    }

    private WatchSpec only(Set<Path> files) {
        return new WatchSpec(Set.of(), files, Set.of(), attention.mode(), attention.quiet(), attention.interval());
    }

    private SourceWatcher watch(WatchSpec spec, Sight named, SourceWatcher.Listener listener) {
        Set<Path> directories = new HashSet<>(spec.directories());
        directories.addAll(named.roots());
        Set<Path> files = new HashSet<>(spec.files());
        files.addAll(named.files());
        var all = new WatchSpec(directories, files, spec.excluded(), spec.mode(), spec.quiet(), spec.interval());
        // The new one begins before the old one ends, so that nothing falls between them.
        SourceWatcher started = SourceWatcher.start(all.at(root), listener);
        watcher.ifPresent(SourceWatcher::close);
        watcher = Optional.of(started);
        return started;
    }

    @Override
    public void close() {
        watcher.ifPresent(SourceWatcher::close);
        state.close();
    }
}
