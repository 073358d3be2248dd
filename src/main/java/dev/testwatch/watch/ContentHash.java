package dev.testwatch.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 64-bit content hash used all over testwatch: the first eight bytes of SHA-256. Equal contents have equal
 * hashes on every machine; different contents have, for all practical purposes, different ones.
 */
public final class ContentHash {

    /** The hash of no content at all. */
    static final long EMPTY = of(new byte[0]);

    private static final int BUFFER = 16 * 1024;

    private ContentHash() {}

    /** The hash of these bytes. */
    public static long of(byte[] content) {
        return firstEightBytes(sha256().digest(content));
    }

    /**
     * The hash of the bytes that the file holds now, read piece by piece: memory does not grow with the file.
     *
     * @throws IOException when the file does not exist or cannot be read
     */
    public static long of(Path file) throws IOException {
        var digest = sha256();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return firstEightBytes(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private static long firstEightBytes(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
