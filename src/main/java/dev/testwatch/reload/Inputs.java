package dev.testwatch.reload;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a JVM was started from, as it was at one moment: the files of its class directories, its jars, the source file
 * that the launcher compiled, and what else was named. Two are equal if a replacement of the JVM would make no
 * difference.
 */
record Inputs(Map<Path, State> files) {

    /** Larger files are known by size and time alone: reading them again and again would cost too much. */
    private static final long MOST_READ = 1 << 20;

    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    Inputs {
        files = Map.copyOf(files);
    }

    /** A file's size, and what its content is; for a large one its time stands for that. */
    record State(long size, long content) {}

    static Inputs read(Collection<Path> places) {
        Map<Path, State> files = new HashMap<>();
        places.forEach(place -> read(place, files));
        return new Inputs(files);
    }

    /** This, and what is not in it of the other. */
    Inputs and(Inputs other) {
        Map<Path, State> all = new HashMap<>(other.files);
        all.putAll(files);
        return new Inputs(all);
    }

    /** One of the files that are not the same in both. */
    Optional<Path> differenceTo(Inputs other) {
        return Stream.of(files, other.files)
                .flatMap(some -> some.keySet().stream())
                .filter(file -> !Objects.equals(files.get(file), other.files.get(file)))
                .findFirst();
    }

    /** The class path and the module path of this JVM, and its source file if it runs one. */
    static List<Path> ofThisJvm() {
        List<Path> places = new ArrayList<>();
        Stream.of("java.class.path", "jdk.module.path")
                .flatMap(property -> Stream.of(System.getProperty(property, "").split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .forEach(places::add);
        String command = System.getProperty("sun.java.command", "");
        if (command.startsWith(SOURCE_LAUNCHER)) {
            Stream.of(command.split(" "))
                    .filter(word -> word.endsWith(".java"))
                    .findFirst()
                    .ifPresent(word -> places.add(Path.of(word).toAbsolutePath().normalize()));
        }
        return List.copyOf(places);
    }

    /** Whether one of the places was written to since then; what was deleted since then is not known. */
    static boolean writtenSince(Collection<Path> places, Instant then) {
        var since = FileTime.from(then);
        return read(places).files().keySet().stream().anyMatch(file -> {
            try {
                return Files.getLastModifiedTime(file).compareTo(since) >= 0;
            } catch (IOException e) {
                return true; // It was there a moment ago.
            }
        });
    }

    private static void read(Path place, Map<Path, State> files) {
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.put(file, state(file, attributes));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // What is not there now may come.
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static State state(Path file, BasicFileAttributes attributes) {
        long time = attributes.lastModifiedTime().toMillis();
        if (attributes.size() > MOST_READ) {
            return new State(attributes.size(), time);
        }
        try {
            var sum = new CRC32();
            sum.update(Files.readAllBytes(file));
            return new State(attributes.size(), sum.getValue());
        } catch (IOException e) {
            return new State(attributes.size(), time); // Being written, or not for us to read.
        }
    }
}
