package dev.testwatch.compile;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what is published as somebody else makes it in the build tool's output directories. A class file that has no
 * end yet, or cannot be read, is a problem, and stays as it was until it is written anew. Writes nothing into these
 * directories. Belongs to the thread that compiles.
 */
final class Takeover {

    private final List<Unit> units;
    /** Class files that could not be taken over. */
    private final Map<Path, Problem> broken = new HashMap<>();

    Takeover(List<Unit> units) {
        this.units = List.copyOf(units);
    }

    /** Takes over all that differs. */
    Compilation everything() {
        var files = new HashSet<Path>();
        for (var unit : units) {
            var output = unit.set().output();
            try {
                Mirror.files(output).keySet().forEach(path -> files.add(output.resolve(path)));
            } catch (IOException e) {
                throw new UncheckedIOException(output + " cannot be read", e);
            }
            unit.inventory().resources().keySet().forEach(path -> files.add(output.resolve(path)));
            unit.inventory().classes().keySet().forEach(name -> files.add(output.resolve(Inventory.pathOf(name))));
        }
        return of(files);
    }

    /** Takes over what differs of the change, and what could not be taken over before. */
    Compilation of(Change change) {
        var files = new HashSet<>(change.modified());
        files.addAll(change.deleted());
        return of(files);
    }

    private Compilation of(Collection<Path> files) {
        var candidates = new HashSet<>(files);
        candidates.addAll(broken.keySet());
        var written = new HashMap<ClassName, byte[]>();
        var removed = new HashSet<ClassName>();
        var resources = new ResourceOutput();
        for (var unit : units) {
            var update = Update.empty();
            var contents = new HashMap<String, byte[]>();
            candidates.stream().filter(file -> isMade(unit, file)).forEach(file -> take(unit, file, update, contents));
            update.classes()
                    .keySet()
                    .forEach(name -> written.put(
                            new ClassName(unit.module(), name),
                            Objects.requireNonNull(contents.get(Inventory.pathOf(name)))));
            update.removedClasses().forEach(name -> removed.add(new ClassName(unit.module(), name)));
            resources.add(unit.module(), update);
            unit.published().publish(update, contents);
        }
        removed.removeAll(written.keySet());
        var output = new Compilation.Output(written, removed, resources.resources());
        return broken.isEmpty()
                ? new Compilation.Succeeded(output, List.of())
                : new Compilation.Partial(output, List.copyOf(broken.values()), blocked());
    }

    private static boolean isMade(Unit unit, Path file) {
        return file.startsWith(unit.set().output());
    }

    private static String path(Unit unit, Path file) {
        return ResourceRoots.slashed(unit.set().output().relativize(file));
    }

    private void take(Unit unit, Path file, Update update, Map<String, byte[]> contents) {
        broken.remove(file);
        var path = path(unit, file);
        try {
            var content = read(file);
            if (isClass(unit, path)) {
                takeClass(unit, file, content, update, contents);
            } else if (content.isPresent()) {
                ResourceCopies.put(path, content.get(), unit, update, contents);
            } else if (unit.inventory().resources().containsKey(path)) {
                update.removedResources().add(path);
            }
        } catch (IOException e) {
            broken.put(file, problem(file, "cannot be read (" + e.getMessage() + ")"));
        }
    }

    private void takeClass(
            Unit unit, Path file, Optional<byte[]> content, Update update, Map<String, byte[]> contents) {
        var name = Mirror.className(path(unit, file));
        var known = Optional.ofNullable(unit.inventory().classes().get(name));
        if (content.isEmpty()) {
            known.ifPresent(gone -> update.removedClasses().add(name));
        } else if (!WholeClassFile.is(content.get())
                || ClassFacts.read(content.get()).isEmpty()) {
            broken.put(file, problem(file, "is no whole class file"));
        } else if (!known.equals(Optional.of(Published.entry(content.get())))) {
            update.classes().put(name, Published.entry(content.get()));
            contents.put(Inventory.pathOf(name), content.get());
        }
    }

    private static boolean isClass(Unit unit, String path) {
        return Mirror.isClass(path) && unit.resources().origin(path).isEmpty();
    }

    private static Problem problem(Path file, String what) {
        return new Problem(
                Optional.of(file),
                0,
                0,
                Problem.Severity.ERROR,
                what + "; the one before is used until it is written anew, and nothing is green");
    }

    private Map<ClassName, Problem> blocked() {
        var blocked = new HashMap<ClassName, Problem>();
        broken.forEach((file, problem) -> units.stream()
                .filter(unit -> isMade(unit, file) && isClass(unit, path(unit, file)))
                .forEach(unit ->
                        blocked.put(new ClassName(unit.module(), Mirror.className(path(unit, file))), problem)));
        return blocked;
    }

    /** What could not be taken over. */
    Set<Path> broken() {
        return Set.copyOf(broken.keySet());
    }

    /** The sources of these class files, as far as they can be found. */
    Set<Path> sources(Set<Path> made) {
        var sources = new HashSet<Path>();
        for (var unit : units) {
            made.stream()
                    .filter(file -> isMade(unit, file) && Mirror.isClass(file.toString()))
                    .map(file -> Mirror.className(path(unit, file)))
                    .flatMap(name -> unit.published().bytes(name).flatMap(Mirror::sourceName).stream()
                            .flatMap(source -> unit.sources().source(Inventory.packageOf(name), source).stream()))
                    .forEach(sources::add);
        }
        return sources;
    }

    // ---- where the build tool makes it of what is known here

    /** What the build tool has not been given yet with the content that it has. */
    Change behind(Map<Path, Long> contents) {
        var modified = new HashSet<Path>();
        var deleted = new HashSet<Path>();
        for (var unit : units) {
            var known = unit.inventory().inputs();
            contents.forEach((file, hash) -> {
                if (isInput(unit, file) && !hash.equals(known.get(file))) {
                    modified.add(file);
                }
            });
            known.keySet().stream().filter(file -> !contents.containsKey(file)).forEach(deleted::add);
        }
        return new Change(modified, deleted);
    }

    /** The build tool has been given this, in its content of a time before. */
    void given(Map<Path, Optional<Long>> inputs) {
        for (var unit : units) {
            var update = Update.empty();
            inputs.forEach((file, hash) -> {
                if (isInput(unit, file)) {
                    hash.ifPresentOrElse(present -> update.inputs().put(file, present), () -> update.removedInputs()
                            .add(file));
                }
            });
            unit.published().publish(update, Map.of());
        }
    }

    /** What these files hold now; empty: nothing. */
    static Map<Path, Optional<Long>> hashes(Change change) {
        var hashes = new HashMap<Path, Optional<Long>>();
        Stream.concat(change.modified().stream(), change.deleted().stream()).forEach(file -> {
            try {
                hashes.put(file, read(file).map(ContentHash::of));
            } catch (IOException e) {
                hashes.put(file, Optional.empty()); // then it counts as behind at the next start
            }
        });
        return hashes;
    }

    private static boolean isInput(Unit unit, Path file) {
        return unit.set().sources().stream().anyMatch(file::startsWith)
                || unit.resources().resource(file).isPresent();
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone since
        }
    }
}
