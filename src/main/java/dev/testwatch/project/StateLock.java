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
import java.util.Optional;
import java.util.Set;

/** One process works in a directory. The lock ends with its process, whatever becomes of that. */
final class StateLock implements AutoCloseable {

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
                ProcessHandle self = ProcessHandle.current();
                String text = self.pid() + " "
                        + self.info().startInstant().map(Object::toString).orElse("") + "\n";
                channel.truncate(0);
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
