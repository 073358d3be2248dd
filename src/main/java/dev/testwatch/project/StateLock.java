package dev.testwatch.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** One process works in a directory. The lock ends with its process, whatever becomes of that. */
final class StateLock implements AutoCloseable {

    /** By so much two processes may differ in when a third one began: each counts from when it thinks the machine did. */
    private static final Duration CLOCKS = Duration.ofSeconds(3);

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or nothing if somebody has it. */
    static Optional<StateLock> take(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, options, StateFile.only(file, "rw-------"));
        try {
            if (locked(channel)) {
                channel.truncate(0);
                String text = text(ProcessHandle.current()) + "\n";
                StateFile.write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                return Optional.of(new StateLock(channel));
            }
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    /** The region lies behind the content, which others are to read. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    /** For people: who has the lock. */
    static String holder(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            return words.length == 2 ? "pid " + words[0] + ", started " + words[1] : "pid " + words[0];
        } catch (IOException unreadable) {
            return "its process cannot be told: " + unreadable;
        }
    }

    private static String text(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }

    /** Whether the process lives that had the lock last. */
    static boolean isHolderAlive(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            Optional<ProcessHandle> process =
                    ProcessHandle.of(Long.parseLong(words[0])).filter(ProcessHandle::isAlive);
            return process.isPresent() && (words.length == 1 || began(process.get(), Instant.parse(words[1])));
        } catch (IOException | NumberFormatException | DateTimeParseException nobody) {
            return false; // nobody has ever had it, or has said so
        }
    }

    private static boolean began(ProcessHandle process, Instant when) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, when).abs().compareTo(CLOCKS) < 0)
                .orElse(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
