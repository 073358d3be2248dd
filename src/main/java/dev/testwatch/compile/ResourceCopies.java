package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/** Decides which resources are to be copied or deleted. */
final class ResourceCopies {

    private ResourceCopies() {}

    /** Resources of the change that need no build tool. */
    static void copy(Unit unit, Change change, Update update, Map<String, byte[]> contents) {
        var files = new HashSet<>(change.modified());
        files.addAll(change.deleted());
        for (var file : files) {
            var resource = unit.resources().resource(file);
            if (resource.isPresent() && !resource.get().filtered()) {
                copy(unit, file, resource.get().target(), update, contents);
            }
        }
    }

    /** Another root may hold the same resource: then that one comes in. */
    private static void copy(Unit unit, Path file, String target, Update update, Map<String, byte[]> contents) {
        read(file)
                .ifPresentOrElse(
                        content -> update.inputs().put(file, ContentHash.of(content)),
                        () -> update.removedInputs().add(file));
        var content = unit.resources().origin(target).flatMap(ResourceCopies::read);
        if (content.isPresent()) {
            put(target, content.get(), unit, update, contents);
        } else if (unit.inventory().resources().containsKey(target)) {
            update.removedResources().add(target);
        }
    }

    static void put(String target, byte[] content, Unit unit, Update update, Map<String, byte[]> contents) {
        var entry = Published.entry(content);
        if (!entry.equals(unit.inventory().resources().get(target))) {
            update.resources().put(target, entry);
            contents.put(target, content);
        }
    }

    /**
     * What the build tool has made and testwatch does not: filtered resources, and files that have no origin among the
     * sources. Nothing is done where the build tool has no output.
     */
    static void mirror(Unit unit, Update update, Map<String, byte[]> contents) {
        var output = unit.set().output();
        if (!Files.isDirectory(output)) {
            return;
        }
        try {
            var made = Mirror.files(output).keySet();
            for (var path : made) {
                if (!isClassFile(unit, path) && unit.resources().origin(path).isEmpty()) {
                    put(path, Files.readAllBytes(output.resolve(path)), unit, update, contents);
                }
            }
            for (var path : unit.inventory().resources().keySet()) {
                if (!made.contains(path) && unit.resources().origin(path).isEmpty()) {
                    update.removedResources().add(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Class files that are resources have been copied as such before. */
    private static boolean isClassFile(Unit unit, String path) {
        return Mirror.isClass(path) && !unit.inventory().resources().containsKey(path);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
