package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mends a published directory from which somebody else has taken files. */
final class Repair {

    private final Unit unit;
    private final Update update = Update.empty();
    private final Map<String, byte[]> contents = new HashMap<>();

    private Repair(Unit unit) {
        this.unit = unit;
    }

    /**
     * Copies lost resources, and classes that came with the build tool's output; the sources of other classes count as
     * to be compiled again. To be called with nothing under way.
     *
     * @param lost paths below the published directory
     */
    static void of(Unit unit, Set<String> lost) {
        var repair = new Repair(unit);
        lost.forEach(repair::take);
        unit.published().publish(repair.update, repair.contents);
        unit.pendingAlso(repair.update.sources().keySet());
    }

    /** Where what processors made is to be made again, everything is: nobody knows of what they made it. */
    static void generated(Unit unit) {
        boolean lost = unit.inventory().sources().entrySet().stream()
                .anyMatch(entry ->
                        unit.isGenerated(entry.getKey()) && entry.getValue().stale());
        if (lost && unit.javac().processors()) {
            var repair = new Repair(unit);
            unit.allSources().forEach(repair::compileAgain);
            unit.published().publish(repair.update, repair.contents);
            unit.pendingAlso(repair.update.sources().keySet());
        }
    }

    private void take(String path) {
        var name = Mirror.isClass(path) ? Mirror.className(path) : "";
        if (!unit.inventory().classes().containsKey(name)) {
            takeResource(path);
            return;
        }
        update.removedClasses().add(name);
        var owner = unit.inventory().owner(name);
        if (owner.isEmpty()) {
            copy(path).ifPresent(bytes -> update.classes().put(name, Published.entry(bytes)));
        } else if (unit.isGenerated(owner.get())) {
            unit.allSources().forEach(this::compileAgain);
        } else {
            compileAgain(owner.get());
        }
    }

    private void compileAgain(Path source) {
        unit.entry(source).ifPresent(entry -> update.sources().put(source, entry.toBeCompiled()));
    }

    private void takeResource(String path) {
        update.removedResources().add(path);
        unit.resources()
                .origin(path)
                .flatMap(Repair::read)
                .map(bytes -> {
                    contents.put(path, bytes);
                    return bytes;
                })
                .or(() -> copy(path))
                .ifPresent(bytes -> update.resources().put(path, Published.entry(bytes)));
    }

    private Optional<byte[]> copy(String path) {
        var bytes = read(unit.set().output().resolve(path));
        bytes.ifPresent(found -> contents.put(path, found));
        return bytes;
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
