package dev.testwatch.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The project's {@code .testwatch} directory: for its owner only, and out of sight of git. */
record StateDirectory(Path path) {

    /** Makes it if it is not there. */
    void prepare() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        Path ignore = path.resolve(".gitignore");
        if (Files.notExists(ignore)) {
            write(ignore, "*\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Writes a file as a whole or not at all. */
    void write(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(path, ".new", "");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
