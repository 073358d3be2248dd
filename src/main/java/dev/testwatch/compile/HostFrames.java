package dev.testwatch.compile;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Messages on a stream, one frame each: {@code TC}, version, type, length, payload, CRC-32 of type and payload. What is not
 * exactly a frame is an error, found before memory is taken.
 */
final class HostFrames {

    static final int VERSION = 1;

    /** The most bytes that a message may take: all class files of a large source set at once. */
    static final int LIMIT = 512 << 20;

    private static final short MAGIC = 0x5443;

    private HostFrames() {}

    /** Writes and flushes one frame. */
    static void write(HostMessage message, OutputStream to) throws IOException {
        var bytes = new ByteArrayOutputStream(64 << 10);
        int type = HostPayload.write(message, new DataOutputStream(bytes));
        byte[] payload = bytes.toByteArray();
        if (payload.length > LIMIT) {
            throw new IOException("a message of " + payload.length + " bytes; the limit is " + LIMIT);
        }
        var out = new DataOutputStream(to);
        out.write(ByteBuffer.allocate(8)
                .putShort(MAGIC)
                .put((byte) VERSION)
                .put((byte) type)
                .putInt(payload.length)
                .array());
        out.write(payload);
        out.writeInt(checksum(type, payload));
        out.flush();
    }

    /**
     * Waits for the next message; empty at the end of the stream, also if it ends inside a frame.
     *
     * @throws IOException also if what comes is no frame
     */
    static Optional<HostMessage> read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        try {
            check(in.readShort() == MAGIC, "no frame begins here");
            int version = in.readUnsignedByte();
            check(version == VERSION, "version " + version);
            int type = in.readUnsignedByte();
            int length = in.readInt();
            check(length >= 0 && length <= LIMIT, "a length of " + length);
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                return Optional.empty();
            }
            check(in.readInt() == checksum(type, payload), "a wrong checksum");
            return Optional.of(HostPayload.read(type, payload));
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    private static int checksum(int type, byte[] payload) {
        var crc = new CRC32();
        crc.update(type);
        crc.update(payload);
        return (int) crc.getValue();
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("protocol error between testwatch and the compiler's JVM: " + otherwise);
        }
    }
}
