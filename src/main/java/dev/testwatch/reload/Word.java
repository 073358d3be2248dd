package dev.testwatch.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What parent and child leave for each other: files in a directory that only their user can enter. */
record Word(Path directory) {

    private static final String RELOAD = "reload";
    private static final String WAITING = "waiting";
    private static final String WATCH = "watch";

    /** The child is ended to be replaced. */
    void reload() {
        write(RELOAD, "");
    }

    /** The child has nothing more to do until something changes. */
    void waiting() {
        write(WAITING, "");
    }

    /** The child wants this file or directory to be watched too. */
    void watch(Path place) {
        write(WATCH, place.toAbsolutePath().normalize() + "\n");
    }

    boolean isReload() {
        return Files.exists(directory.resolve(RELOAD));
    }

    boolean isWaiting() {
        return Files.exists(directory.resolve(WAITING));
    }

    List<Path> watched() {
        Path file = directory.resolve(WATCH);
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Path::of).distinct().toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all but what is to be watched. */
    void begin() {
        try {
            Files.deleteIfExists(directory.resolve(RELOAD));
            Files.deleteIfExists(directory.resolve(WAITING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves nothing behind. */
    void forget() {
        for (String name : List.of(RELOAD, WAITING, WATCH, "")) {
            try {
                Files.deleteIfExists(directory.resolve(name));
            } catch (IOException e) {
                directory.toFile().deleteOnExit(); // Temporary, and empty or nearly so.
            }
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
