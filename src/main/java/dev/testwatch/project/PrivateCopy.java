package dev.testwatch.project;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory for this process only, among the temporary files; gone when the process ends in good order. */
final class PrivateCopy implements AutoCloseable {

    /** What belongs to the process that works in the original. */
    private static final Set<String> NOT_COPIED = Set.of("lock", "fork");

    private final Path path;
    private final Thread leaving;

    private PrivateCopy(Path path) {
        this.path = path;
        this.leaving = new Thread(this::removeAtExit, "testwatch-private");
    }

    static PrivateCopy make(Path temporary) throws IOException {
        // A name that nobody can guess, and made as 0700: what is there already, a planted link too, is never taken.
        Path directory = Files.createTempDirectory(temporary, "testwatch-", StateFile.only(temporary, "rwx------"));
        var copy = new PrivateCopy(directory.toRealPath());
        Runtime.getRuntime().addShutdownHook(copy.leaving);
        StateDirectory.make(copy.path);
        return copy;
    }

    Path path() {
        return path;
    }

    /** Takes in what is to be had; what is missing or half written is found out as after a crash. */
    void fill(Path original) throws IOException {
        if (!Files.isDirectory(original)) {
            return;
        }
        Files.walkFileTree(original, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (isOmitted(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(path.resolve(original.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = path.resolve(original.relativize(file));
                if (attributes.isRegularFile() && !isOmitted(file) && Files.notExists(target)) {
                    copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // made anew, as if it had never been
            }

            private boolean isOmitted(Path file) {
                return original.equals(file.getParent()) && NOT_COPIED.contains(String.valueOf(file.getFileName()));
            }
        });
    }

    private static void copy(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
        } catch (NoSuchFileException e) {
            return; // the other process has just replaced it: made anew here
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException e) {
            // The JVM is on its way out; the hook finds nothing left to do.
            return;
        }
    }

    private void removeAtExit() {
        try {
            remove(path);
        } catch (IOException e) {
            return; // nobody listens any more; what is left is for its owner only
        }
    }

    static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Optional<IOException> failed = Optional.ofNullable(e);
                if (failed.isPresent()) {
                    throw failed.get();
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
