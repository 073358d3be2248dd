package dev.testwatch.affected;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One process writes to a store. The lock ends with its process, whatever becomes of that. */
final class StoreLock implements AutoCloseable {

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or nothing if somebody has it. */
    static Optional<StoreLock> take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (locked(channel)) {
                ProcessHandle self = ProcessHandle.current();
                String text = self.pid() + " "
                        + self.info().startInstant().map(Object::toString).orElse("") + "\n";
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                return Optional.of(new StoreLock(channel));
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
