package dev.testwatch.worker;

import dev.testwatch.worker.Message.Omitted;
import dev.testwatch.worker.Message.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What one test has written and has not been sent. The first {@link #CAP} bytes go out as they come; of the rest the
 * last {@link #CAP} are kept for the end. Not for several threads at once.
 */
final class Captured {

    /** In bytes. */
    static final int CAP = 256 << 10;

    /** So much is sent without waiting for more. */
    private static final int BATCH = 32 << 10;

    private final Optional<String> id;
    private final Outbox outbox;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean error;
    private long written;
    private byte[] tail = new byte[0];

    Captured(Optional<String> id, Outbox outbox) {
        this.id = id;
        this.outbox = outbox;
    }

    void write(boolean toError, byte[] bytes, int offset, int length) {
        int head = (int) Math.max(0, Math.min(length, CAP - written));
        if (head > 0) {
            if (toError != error) {
                send(pending.size());
                error = toError;
            }
            pending.write(bytes, offset, head);
            if (pending.size() >= BATCH) {
                flush();
            }
        }
        keep(bytes, offset + head, length - head);
        written += length;
    }

    /** The tail is a ring: the byte at position p of everything behind the head is at p modulo the cap. */
    private void keep(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (tail.length == 0) {
            tail = new byte[CAP];
        }
        int skipped = Math.max(0, length - CAP);
        long position = Math.max(0, written - CAP) + skipped;
        for (int i = skipped; i < length; ) {
            int at = (int) ((position + i - skipped) % CAP);
            int count = Math.min(length - i, CAP - at);
            System.arraycopy(bytes, offset + i, tail, at, count);
            i += count;
        }
    }

    /** Sends what is pending, but never half a character. */
    void flush() {
        send(pending.size() - unfinished(pending.toByteArray()));
    }

    /** Sends everything, the tail included. */
    void finish() {
        long behind = Math.max(0, written - CAP);
        long omitted = Math.max(0, behind - CAP);
        if (omitted == 0) {
            // Nothing is missing, so that a character may begin in front of the cap and end behind it.
            pending.write(tail, 0, (int) behind);
            send(pending.size());
        } else {
            send(pending.size() - unfinished(pending.toByteArray()));
            byte[] last = ordered((int) (behind % CAP));
            int start = continued(last);
            outbox.send(new Omitted(id, omitted + pending.size() + start));
            outbox.send(new Output(id, error, new String(last, start, CAP - start, StandardCharsets.UTF_8)));
        }
        pending.reset();
        tail = new byte[0];
    }

    private byte[] ordered(int start) {
        byte[] ordered = new byte[CAP];
        System.arraycopy(tail, start, ordered, 0, CAP - start);
        System.arraycopy(tail, 0, ordered, CAP - start, start);
        return ordered;
    }

    /** How many bytes at the beginning belong to a character that began earlier. */
    private static int continued(byte[] bytes) {
        int count = 0;
        while (count < 3 && (bytes[count] & 0xC0) == 0x80) {
            count++;
        }
        return count;
    }

    private void send(int length) {
        if (length <= 0) {
            return;
        }
        byte[] bytes = pending.toByteArray();
        pending.reset();
        pending.write(bytes, length, bytes.length - length);
        outbox.send(new Output(id, error, new String(bytes, 0, length, StandardCharsets.UTF_8)));
    }

    /** How many bytes at the end are the beginning of a character of which the rest has not come yet. */
    static int unfinished(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (b >= 0xC0) {
                int needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needs > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }
}
