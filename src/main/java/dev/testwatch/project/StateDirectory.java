package dev.testwatch.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where testwatch keeps everything that it writes: {@code .testwatch} in the project, for its owner only and for one
 * process at a time. Where that cannot be had, or cannot be trusted, it is a private directory among the temporary
 * files, which ends with this.
 */
public final class StateDirectory implements AutoCloseable {

    /** How names of files end that are being written. */
    static final String TEMPORARY = ".new";

    private static final String NAME = ".testwatch";
    private static final String LOCK = "lock";
    private static final String IGNORE = ".gitignore";

    /** As much as has to be free for it to be worth beginning. */
    private static final int ROOM = 64 * 1024;

    private final Path path;
    private final Optional<StateLock> lock;
    private final Optional<PrivateCopy> copy;
    private final List<Optional<Object>> identity;

    private StateDirectory(Path path, Optional<StateLock> lock, Optional<PrivateCopy> copy) {
        this.path = path;
        this.lock = lock;
        this.copy = copy;
        this.identity = identity(path);
    }

    /**
     * Opens the directory of a project. Makes nothing where there is no project.
     *
     * @param root the project's directory
     * @param temporary where temporary files go
     * @param messages told in one sentence why it is another directory than people expect, and what that means
     */
    public static StateDirectory open(Path root, Path temporary, Consumer<String> messages) {
        Path wanted = root.toAbsolutePath().normalize().resolve(NAME);
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            return new StateDirectory(wanted, Optional.empty(), Optional.empty());
        }
        try {
            create(wanted);
            StateTrust.check(wanted, ROOM);
            make(wanted);
            Optional<StateLock> lock = lock(wanted, messages);
            sweep(wanted);
            return new StateDirectory(wanted, lock, Optional.empty());
        } catch (Refusal refusal) {
            return elsewhere(wanted, temporary, refusal, messages);
        } catch (IOException e) {
            String why = "testwatch cannot write to " + wanted + " (" + words(e) + ")";
            return elsewhere(wanted, temporary, new Refusal(why, true), messages);
        }
    }

    /** Why a directory is not used. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean worthReading;

        /** @param worthReading whether what is in there may be used all the same */
        Refusal(String why, boolean worthReading) {
            super(why);
            this.worthReading = worthReading;
        }
    }

    private static StateDirectory elsewhere(Path wanted, Path temporary, Refusal why, Consumer<String> messages) {
        try {
            PrivateCopy copy = PrivateCopy.make(temporary);
            if (why.worthReading) {
                copy.fill(wanted);
            }
            messages.accept(why.getMessage() + "; this one works in " + copy.path()
                    + ", which is removed at the end, and keeps no results.");
            return new StateDirectory(copy.path(), Optional.empty(), Optional.of(copy));
        } catch (IOException e) {
            messages.accept(why.getMessage() + "; nor is there a place in " + temporary + " (" + words(e) + ")");
            return new StateDirectory(wanted, Optional.empty(), Optional.empty());
        }
    }

    /** The directory; it was there when this was opened, if there is a project. */
    public Path path() {
        return path;
    }

    /** Whether it is not the project's own, and ends with this. */
    public boolean isPrivate() {
        return copy.isPresent();
    }

    /** Whether it is still the directory that was opened, and not deleted or put in its place since. */
    public boolean isThere() {
        return identity(path).equals(identity);
    }

    /** Whether it can be written to as of now. */
    public boolean isWritable() {
        try {
            StateTrust.check(path, ROOM);
            return true;
        } catch (IOException e) {
            return false; // asked again when it is opened again, and said then
        }
    }

    /** Lets others in; a private directory is removed. */
    @Override
    public void close() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
            if (copy.isPresent()) {
                copy.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a directory for its owner only, out of sight of git, unless it is there. What it is to lie in is not made:
     * it would be in the way of a project that was moved away and is moved back.
     */
    public static void make(Path directory) throws IOException {
        create(directory);
        ignore(directory);
    }

    private static void create(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, StateFile.only(directory, "rwx------"));
        }
    }

    private static void ignore(Path directory) throws IOException {
        Path ignore = directory.resolve(IGNORE);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(ignore, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel out = StateFile.create(ignore)) {
                StateFile.write(out, ByteBuffer.wrap("*\n".getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    static boolean isPosix(Path where) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Whether the process lives that worked in this directory last: it still does, or is about to begin anew. Of a file
     * that says nothing of that it is not believed.
     */
    public static boolean isLivedIn(Path directory) {
        return StateLock.isHolderAlive(directory.resolve(LOCK));
    }

    private static Optional<StateLock> lock(Path directory, Consumer<String> messages) throws Refusal {
        Path file = directory.resolve(LOCK);
        Optional<StateLock> lock;
        try {
            lock = StateLock.take(file);
        } catch (IOException unsupported) {
            messages.accept("The file system of " + directory + " knows no locks (" + words(unsupported)
                    + "); do not start a second testwatch in this project.");
            return Optional.empty();
        }
        if (lock.isEmpty()) {
            throw new Refusal("Another testwatch (" + StateLock.holder(file) + ") works in " + directory, true);
        }
        return lock;
    }

    /** What a process that was killed had begun to write. */
    private static void sweep(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            for (Path file : files.filter(StateDirectory::isLeftover).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isLeftover(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean unfinished = name.startsWith(".") && (name.endsWith(TEMPORARY) || name.endsWith(".model"));
        return unfinished && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What tells the directory from another one of the same name, with the files that it always holds. */
    private static List<Optional<Object>> identity(Path directory) {
        return List.of(key(directory), key(directory.resolve(IGNORE)), key(directory.resolve(LOCK)));
    }

    private static Optional<Object> key(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(Objects.requireNonNullElse(attributes.fileKey(), file));
        } catch (IOException e) {
            return Optional.empty(); // it is not there, or as good as that
        }
    }

    private static String words(IOException e) {
        if (e instanceof FileSystemException named) {
            return Optional.ofNullable(named.getReason()).orElse(named.toString());
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.toString());
    }
}
