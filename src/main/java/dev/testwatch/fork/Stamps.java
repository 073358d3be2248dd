package dev.testwatch.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the entries of a class path were when a JVM opened them. A JVM that waits has its jars open; one that has been
 * replaced since must not be read any more. Directories are read only later, so that it is enough that they exist.
 */
record Stamps(Map<Path, String> stamps) {

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

    private static String stamp(Path entry) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            return attributes.isDirectory()
                    ? "directory"
                    : attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "absent";
        }
    }
}
