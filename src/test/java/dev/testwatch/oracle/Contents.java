package dev.testwatch.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What files hold.
 *
 * @param files by path; empty: there is no such file
 */
record Contents(Map<Path, Optional<byte[]>> files) {

    Contents {
        files = Map.copyOf(files);
    }

    static Contents of(Path file, byte[] bytes) {
        return new Contents(Map.of(file, Optional.of(bytes)));
    }

    static Contents without(Path file) {
        return new Contents(Map.of(file, Optional.empty()));
    }

    /** What these hold now. */
    static Contents present(Set<Path> paths) throws IOException {
        Map<Path, Optional<byte[]>> files = new HashMap<>();
        for (Path path : paths) {
            files.put(path, bytes(path));
        }
        return new Contents(files);
    }

    private static Optional<byte[]> bytes(Path path) throws IOException {
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    /** The same in files elsewhere. */
    Contents moved(UnaryOperator<Path> place) {
        Map<Path, Optional<byte[]>> moved = new HashMap<>();
        files.forEach((path, bytes) -> moved.put(place.apply(path), bytes));
        return new Contents(moved);
    }

    /** What this file holds; empty if it is not there, or none of these. */
    Optional<byte[]> of(Path path) {
        return files.getOrDefault(path, Optional.empty());
    }

    /** Makes all of them hold it. */
    void write() throws IOException {
        for (Map.Entry<Path, Optional<byte[]>> file : files.entrySet()) {
            if (file.getValue().isPresent()) {
                Files.write(file.getKey(), file.getValue().get());
            } else {
                Files.deleteIfExists(file.getKey());
            }
        }
    }

    /** Whether all of them hold it. */
    boolean isThere() throws IOException {
        for (Map.Entry<Path, Optional<byte[]>> file : files.entrySet()) {
            Optional<byte[]> bytes = bytes(file.getKey());
            if (!Arrays.equals(bytes.orElse(null), file.getValue().orElse(null))) {
                return false;
            }
        }
        return true;
    }
}
