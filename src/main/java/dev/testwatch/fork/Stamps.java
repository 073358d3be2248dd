package dev.testwatch.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the entries of a class path were when a JVM opened them. A JVM that waits has its jars open; one that has been
 * replaced since must not be read any more. Directories are read only later, so that it is enough that they exist.
 */
record Stamps(Map<Path, String> stamps) {

    private static final String DIRECTORY = "directory";
    private static final String ABSENT = "absent";

    static Stamps of(List<Path> classPath) {
        Map<Path, String> stamps = new LinkedHashMap<>();
        classPath.forEach(entry -> stamps.put(entry, stamp(entry)));
        return new Stamps(stamps);
    }

    /** Whether everything is as it was. */
    boolean hold() {
        return stamps.entrySet().stream()
                .allMatch(entry -> stamp(entry.getKey()).equals(entry.getValue()));
    }

    /** A file that is not any more what was opened; what a JVM reads of it now is anybody's guess. */
    Optional<Path> replaced() {
        return stamps.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().equals(DIRECTORY) && !entry.getValue().equals(ABSENT))
                .filter(entry -> !stamp(entry.getKey()).equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String stamp(Path entry) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            return attributes.isDirectory()
                    ? DIRECTORY
                    : attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " " + attributes.fileKey();
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
