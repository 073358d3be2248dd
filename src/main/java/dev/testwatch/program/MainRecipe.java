package dev.testwatch.program;

import dev.testwatch.project.Reading;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A main class of a Maven project, run on the test class path with the JVM, the JVM's arguments and the system properties
 * that its tests would get, in the current directory. Its classes are compiled as they are for tests.
 */
final class MainRecipe implements Recipe {

    private final List<String> jvmArguments;
    private final List<String> words;
    private final Path directory;
    private final Sight named;
    private final Opener opener;
    private final AtomicReference<Predicate<Path>> concerns = new AtomicReference<>(file -> true);
    private Optional<Classes> classes = Optional.empty();
    private Optional<SourceWatcher.Listener> told = Optional.empty();
    private Optional<Reading.Unreadable> unreadable = Optional.empty();
    private boolean owed = true;

    /**
     * @param words the main class and what is passed to it
     * @param named what else is watched
     */
    MainRecipe(Opener opener, List<String> jvmArguments, List<String> words, Path directory, Sight named) {
        this.opener = opener;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.words = List.copyOf(words);
        this.directory = directory;
        this.named = named;
    }

    @Override
    public Map<Path, Long> watch(SourceWatcher.Listener listener) {
        told = Optional.of(listener);
        return open();
    }

    /** Reads the project, and watches it; the last one stays in use if it cannot be read. */
    private Map<Path, Long> open() {
        SourceWatcher.Listener listener = told.orElseThrow();
        Opener.Opened opened = opener.open(named, listener, classes);
        classes = opened.classes();
        unreadable = opened.unreadable();
        concerns.set(opened.concerns().or(named.concerns()));
        return opened.contents();
    }

    @Override
    public Change relevant(Change change) {
        return change.only(Objects.requireNonNull(concerns.get()));
    }

    @Override
    public Prepared prepare(Change change, Batch batch) {
        boolean build = Classes.touchesBuild(change) || (unreadable.isPresent() && !change.isEmpty());
        if (build) {
            open();
            owed = true;
        }
        if (classes.isEmpty()) {
            owed = true;
            return new Prepared.Broken(said(unreadable.orElseThrow()), false);
        }
        Classes present = classes.get();
        Classes.Outcome outcome = present.takeIn(build ? Change.NONE : change);
        if (!outcome.errors().isEmpty()) {
            owed |= outcome.published();
            return new Prepared.Broken(outcome.errors(), outcome.published());
        }
        boolean asked = change.isEmpty() || !change.only(named.concerns()).isEmpty();
        if (!owed && !asked && !outcome.published()) {
            return new Prepared.NothingNew(batch.described() + ": no class or resource differs");
        }
        owed = false;
        return new Prepared.Ready(launch(present, batch));
    }

    private Launch launch(Classes present, Batch batch) {
        Classes.Surroundings around = present.surroundings(words.get(0));
        List<String> command = new ArrayList<>(List.of(around.java().toString()));
        command.addAll(around.jvmArguments());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", around.classPath()));
        command.addAll(words);
        return new Launch(String.join(" ", words), command, around.environment(), directory, batch);
    }

    private static List<String> said(Reading.Unreadable trouble) {
        List<String> lines = new ArrayList<>(trouble.output());
        lines.add(trouble.message());
        return lines;
    }

    @Override
    public boolean needsChange() {
        return false;
    }

    @Override
    public void close() {
        opener.close();
        classes.ifPresent(Classes::close);
    }
}
