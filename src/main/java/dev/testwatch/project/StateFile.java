package dev.testwatch.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * How files below {@code .testwatch} begin and how they are written: a header (magic number with the kind of file,
 * format, fingerprint of what the file is about, length, checksum), and as a whole or not at all.
 */
public final class StateFile {

    /** Raised when what older versions wrote means something else now. */
    public static final int MAJOR = 21;

    /** Raised when something was added that older versions can leave out. */
    public static final int MINOR = 0;

    /** Bytes of a header. */
    public static final int HEADER = 8 + 2 + 2 + 8 + 8 + 4;

    /** The length in the header of a file that is appended to. */
    public static final long OPEN_END = 0;

    private static final long MAGIC = 0x7477_7374_6174_6500L;
    private static final int CORRUPT_KEPT = 3;
    private static final int STRIDE = 256 * 1024;

    private StateFile() {}

    /** What a file is for. */
    public enum Kind {
        MODEL(0),
        RESULTS(1),
        JOURNAL(2),
        MANIFEST(3);

        private final long magic;

        Kind(int number) {
            this.magic = MAGIC | number;
        }
    }

    /** What a header says of the file. */
    public enum Condition {
        MISSING,
        GOOD,
        /** These are not the bytes that anyone wrote. */
        DAMAGED,
        OLDER,
        NEWER,
        /** It is about something else: another project, other settings. */
        FOREIGN
    }

    /**
     * A file that is sealed as a whole.
     *
     * @param text what was sealed, if the condition is {@link Condition#GOOD}; else nothing
     */
    public record Content(Condition condition, String text) {}

    /**
     * The bytes that a file begins with.
     *
     * @param length of what follows, or {@link #OPEN_END}
     */
    public static byte[] header(Kind kind, long fingerprint, long length) {
        byte[] header = new byte[HEADER];
        ByteBuffer.wrap(header)
                .putLong(kind.magic)
                .putShort((short) MAJOR)
                .putShort((short) MINOR)
                .putLong(fingerprint)
                .putLong(length)
                .putInt(checksum(header, 0, HEADER - 4));
        return header;
    }

    /** Judges a file by its header, and by its length where the header has one. */
    public static Condition condition(byte[] file, Kind kind, long fingerprint) {
        return condition(file, file.length, kind, fingerprint);
    }

    /** As the other, for a file of this length of which there are the first bytes. */
    public static Condition condition(byte[] file, long size, Kind kind, long fingerprint) {
        if (file.length < HEADER) {
            return Condition.DAMAGED;
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        long magic = in.getLong();
        int major = in.getShort();
        in.getShort();
        long about = in.getLong();
        long length = in.getLong();
        if (magic != kind.magic || in.getInt() != checksum(file, 0, HEADER - 4)) {
            return Condition.DAMAGED;
        } else if (major != MAJOR) {
            return major > MAJOR ? Condition.NEWER : Condition.OLDER;
        } else if (length != OPEN_END && length != size - HEADER) {
            return Condition.DAMAGED;
        }
        return about == fingerprint ? Condition.GOOD : Condition.FOREIGN;
    }

    /** A whole file: header, checksum, text. */
    public static byte[] seal(Kind kind, long fingerprint, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER + 4 + body.length)
                .put(header(kind, fingerprint, 4L + body.length))
                .putInt(checksum(body, 0, body.length))
                .put(body)
                .array();
    }

    /** Takes apart what {@link #seal} made. */
    public static Content open(Path file, Kind kind, long fingerprint) throws IOException {
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty()) {
            return new Content(Condition.MISSING, "");
        }
        byte[] all = bytes.get();
        Condition condition = condition(all, kind, fingerprint);
        if (condition != Condition.GOOD) {
            return new Content(condition, "");
        }
        boolean intact = all.length >= HEADER + 4
                && ByteBuffer.wrap(all).getInt(HEADER) == checksum(all, HEADER + 4, all.length - HEADER - 4);
        return intact
                ? new Content(
                        Condition.GOOD, new String(all, HEADER + 4, all.length - HEADER - 4, StandardCharsets.UTF_8))
                : new Content(Condition.DAMAGED, "");
    }

    /** What a file is about, as the number for its header. */
    public static long fingerprint(List<String> about) {
        CRC32C first = new CRC32C();
        CRC32 second = new CRC32();
        for (String part : about) {
            byte[] bytes = (part.length() + " " + part).getBytes(StandardCharsets.UTF_8);
            first.update(bytes);
            second.update(bytes);
        }
        return first.getValue() << 32 | second.getValue();
    }

    /** All bytes of a file, no symbolic link followed; empty if there is none. */
    public static Optional<byte[]> bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone between two looks
        }
    }

    /** A file to read from, no symbolic link followed; empty if there is none. */
    public static Optional<FileChannel> open(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone between two looks
        }
    }

    /** Reads bytes until all are there, or none are left; returns how many there were. */
    public static int read(FileChannel from, byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            // A channel takes as much memory besides as it is asked for at once, and keeps it.
            int read = from.read(ByteBuffer.wrap(bytes, done, Math.min(STRIDE, bytes.length - done)));
            if (read < 0) {
                return done;
            }
            done += read;
        }
        return done;
    }

    /** CRC32C, into which the length goes too, so that a run of zeros is not its own checksum. */
    public static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue() ^ (length * 0x9E3779B9 + 1);
    }

    /** Writes what a file is to hold. */
    public interface Writer {
        void writeTo(FileChannel file) throws IOException;
    }

    /**
     * Puts these bytes in the place of a file. Whatever happens meanwhile, to this process or to the machine, there is
     * the old file or the new one afterwards.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, out -> write(out, ByteBuffer.wrap(content)), Optional.empty());
    }

    /**
     * As {@link #replace(Path, byte[])}, but the content is written piece by piece.
     *
     * @param previous where to keep what was there before
     */
    public static void replace(Path file, Writer content, Optional<Path> previous) throws IOException {
        Path fresh = prepare(file, content);
        try {
            if (previous.isPresent() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, previous.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        force(directory(file));
    }

    /** A file for its owner only, that was not there and is no link that someone has laid. */
    public static FileChannel create(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, only(file, "rw-------"));
    }

    /** Writes all of it. */
    public static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Puts a damaged file aside, where the last few of its name are kept; returns the name it has now. */
    public static String quarantine(Path file) throws IOException {
        for (int n = CORRUPT_KEPT - 1; n > 0; n--) {
            Path kept = corrupt(file, n);
            if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(kept, corrupt(file, n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path aside = corrupt(file, 1);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        return String.valueOf(aside.getFileName());
    }

    private static Path corrupt(Path file, int n) {
        return file.resolveSibling(file.getFileName() + ".corrupt-" + n);
    }

    private static Path prepare(Path file, Writer content) throws IOException {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path fresh = file.resolveSibling("." + file.getFileName() + "." + random + StateDirectory.TEMPORARY);
        try (FileChannel out = create(fresh)) {
            content.writeTo(out);
            out.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        return fresh;
    }

    /** Makes a rename last. */
    private static void force(Path directory) throws IOException {
        if (StateDirectory.isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path directory(Path file) throws IOException {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new IOException(file + " is no file in a directory"));
    }

    static FileAttribute<?>[] only(Path where, String permissions) {
        return StateDirectory.isPosix(where)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
