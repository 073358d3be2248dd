package dev.testwatch.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** A private directory through which a program and the watch tell each other things; gone at the end. */
final class Control implements AutoCloseable {

    private static final String RELOAD = "reload";

    private final Path directory;

    private Control(Path directory) {
        this.directory = directory;
    }

    static Control open() {
        try {
            return new Control(Files.createTempDirectory("testwatch"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory can be made", e);
        }
    }

    /** What a run finds in its environment; the file with what changed is written by this. */
    Map<String, String> environment(int run, Batch batch) throws IOException {
        Files.deleteIfExists(directory.resolve(RELOAD));
        Files.deleteIfExists(changes(run - 1));
        Files.write(changes(run), batch.lines());
        return Map.of(
                "TESTWATCH", "1",
                "TESTWATCH_RUN", String.valueOf(run),
                "TESTWATCH_CONTROL", directory.toString(),
                "TESTWATCH_CHANGED_FILE", changes(run).toString());
    }

    /** From now on the present run knows that it is ended for another one. */
    void announceReload() throws IOException {
        Files.writeString(directory.resolve(RELOAD), "");
    }

    private Path changes(int run) {
        return directory.resolve("changed-" + run);
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Only temporary files are left behind; a program that outlives us may hold them.
            directory.toFile().deleteOnExit();
        }
    }
}
