package dev.testwatch.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Messages on a stream, one frame each: {@code TW}, version, type, sequence number, length, payload, CRC-32 of all of
 * it. A reader trusts nothing: a frame that is not exactly the next one is an error, found before memory is taken.
 */
public final class Frames {

    static final int VERSION = 4;

    /** The most bytes that a message may take. */
    static final int LIMIT = 8 << 20;

    private static final short MAGIC = 0x5457;
    private static final int HEADER = 12;
    private static final int CHECKSUM = 4;

    private Frames() {}

    /** The stream holds something that no worker writes. */
    public static final class Malformed extends IOException {
        Malformed(String what) {
            super(what);
        }
    }

    /** Writes messages to a stream; for one thread at a time. */
    public static final class Writer {
        private final OutputStream out;
        private int sequence;

        /** Each message is one write to this stream. */
        public Writer(OutputStream out) {
            this.out = out;
        }

        /** Writes and flushes. A message over the limit is an error, and nothing is written. */
        public void write(Message message) throws IOException {
            put(message);
            out.flush();
        }

        /** As {@link #write}, but leaves it to the stream when it flushes. */
        void put(Message message) throws IOException {
            out.write(frame(message, sequence));
            sequence++;
        }
    }

    static byte[] frame(Message message, int sequence) throws IOException {
        var bytes = new ByteArrayOutputStream(256);
        bytes.write(new byte[HEADER]);
        new Payload.Writer(new DataOutputStream(bytes)).write(message);
        int length = bytes.size() - HEADER;
        if (length > LIMIT) {
            throw new Malformed("a message of " + length + " bytes; the limit is " + LIMIT);
        }
        bytes.write(new byte[CHECKSUM]);
        byte[] frame = bytes.toByteArray();
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        buffer.putShort(MAGIC).put((byte) VERSION).put((byte) Payload.type(message));
        buffer.putInt(sequence).putInt(length);
        buffer.putInt(HEADER + length, checksum(frame, HEADER + length));
        return frame;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Reads messages from a stream; for one thread. */
    public static final class Reader {
        private final InputStream in;
        private long position;
        private int sequence;

        /** Wants a buffered stream. */
        public Reader(InputStream in) {
            this.in = in;
        }

        /**
         * Waits for the next message; empty at the end of the stream, also if it ends inside a frame: who dies while
         * it writes has not said it.
         *
         * @throws Malformed if what comes is no frame, or not the next one
         */
        public Optional<Message> read() throws IOException {
            try {
                return Optional.of(next());
            } catch (EOFException end) {
                return Optional.empty();
            }
        }

        private Message next() throws IOException {
            long start = position;
            ByteBuffer header = ByteBuffer.wrap(bytes(HEADER));
            check(header.getShort() == MAGIC, start, "no frame begins here");
            int version = header.get();
            check(version == VERSION, start, "version " + version);
            int type = header.get();
            int number = header.getInt();
            check(number == sequence, start, "frame " + number + " where " + sequence + " was due");
            int length = header.getInt();
            check(length >= 0 && length <= LIMIT, start, "a length of " + length);
            byte[] payload = bytes(length);
            int sum = ByteBuffer.wrap(bytes(CHECKSUM)).getInt();
            var crc = new CRC32();
            crc.update(header.array());
            crc.update(payload);
            check(sum == (int) crc.getValue(), start, "a wrong checksum");
            sequence++;
            try {
                return Payload.read(type, ByteBuffer.wrap(payload));
            } catch (Malformed e) {
                throw new Malformed("protocol error at byte " + start + ": " + e.getMessage());
            }
        }

        private byte[] bytes(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            position += bytes.length;
            if (bytes.length < count) {
                throw new EOFException();
            }
            return bytes;
        }

        private static void check(boolean holds, long at, String otherwise) throws Malformed {
            if (!holds) {
                throw new Malformed("protocol error at byte " + at + ": " + otherwise);
            }
        }
    }
}
