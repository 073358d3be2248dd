package dev.testwatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whole directories. */
final class Directories {

    private static final Set<String> MADE_BY_TOOLS = Set.of("target", ".testwatch");

    private Directories() {}

    /** Makes it, and deletes all that is in it but these files. */
    static Path empty(Path directory, Path... kept) throws IOException {
        if (Files.exists(directory)) {
            for (Path path : below(directory)) {
                boolean stays = Stream.of(kept).anyMatch(file -> Files.exists(file) && file.startsWith(path));
                if (!stays) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    /** Copies a project without what tools have made in its root. */
    static Path copyProject(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!MADE_BY_TOOLS.contains(child.getFileName().toString())) {
                    copy(child, to.resolve(child.getFileName()));
                }
            }
        }
        return to;
    }

    static long countFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Children before their directory. */
    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
