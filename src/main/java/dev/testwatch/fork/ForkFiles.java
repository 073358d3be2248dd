package dev.testwatch.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that forks are started with, in a directory that only this user can enter. */
final class ForkFiles {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Path directory;
    private final Path workerJar;

    private ForkFiles(Path directory, Path workerJar) {
        this.directory = directory;
        this.workerJar = workerJar;
    }

    /**
     * Makes the directory and the worker's jar if they are not there; but not what the state directory lies in, which
     * would be in the way of a project that was moved away and is moved back.
     *
     * @throws UncheckedIOException if it cannot
     */
    static ForkFiles in(Path state) {
        Path home = state.toAbsolutePath();
        Path directory = home.resolve("fork");
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectory(home, only(home, "rwx------"));
            }
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory, only(directory, "rwx------"));
            }
            Path workerJar = write(directory, "worker-", ".jar", WorkerJar.bytes());
            sweep(directory, workerJar);
            return new ForkFiles(directory, workerJar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    /** Removes what nothing has been started with for a while. */
    private static void sweep(Path directory, Path workerJar) throws IOException {
        Instant old = Instant.now().minus(KEPT);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> !file.equals(workerJar)).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    Path workerJar() {
        return workerJar;
    }

    /** Where JVMs that crash leave their reports. */
    Path crashDirectory() {
        return directory;
    }

    /** The report of a JVM that crashed, if it left one. */
    Optional<Path> crashReport(long pid) {
        return Optional.of(directory.resolve("hs_err_" + pid + ".log")).filter(Files::exists);
    }

    /** The file of {@link JdkHooks} for this Java, made if it is not there; empty if that is not possible. */
    Optional<Path> hooks(Path java) {
        try {
            Path home = java.toRealPath().resolve("../..").normalize();
            BasicFileAttributes classes = Files.readAttributes(home.resolve("lib/modules"), BasicFileAttributes.class);
            String key = home + " " + classes.size() + " " + classes.lastModifiedTime() + " " + JdkHooks.VERSION;
            Path file = directory.resolve("hooks-" + hash(key.getBytes(StandardCharsets.UTF_8)) + ".bin");
            if (!Files.exists(file)) {
                move(JdkHooks.of(home), directory, file);
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty(); // the fork says that it does not see files
        }
    }

    /** Writes the argument file; the same content is always the same file. */
    Path argumentFile(byte[] content) throws IOException {
        return write(directory, "arguments-", ".txt", content);
    }

    /** Keeps this for people; empty if that is not possible, since what it is about matters more. */
    Optional<Path> save(String prefix, long pid, List<String> lines) {
        try {
            byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            Path file = Files.createTempFile(directory, prefix + pid + "-", ".txt", only(directory, "rw-------"));
            return Optional.of(Files.write(file, text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path write(Path directory, String prefix, String suffix, byte[] content) throws IOException {
        Path file = directory.resolve(prefix + hash(content) + suffix);
        if (Files.exists(file) && Files.size(file) == content.length) {
            return file;
        }
        move(content, directory, file);
        return file;
    }

    /** The whole file is there, or none. */
    private static void move(byte[] content, Path directory, Path file) throws IOException {
        Path whole = Files.createTempFile(directory, file.getFileName() + "-", ".tmp", only(directory, "rw-------"));
        try {
            Files.write(whole, content);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static FileAttribute<?>[] only(Path where, String permissions) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
