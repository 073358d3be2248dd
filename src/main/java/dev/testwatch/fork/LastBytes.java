package dev.testwatch.fork;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that remembers the end of what has been read from it. */
final class LastBytes extends FilterInputStream {

    private static final int KEPT = 1024;

    private final byte[] ring = new byte[KEPT];
    private long count;

    LastBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            remember(bytes, offset, read);
        }
        return read;
    }

    private void remember(byte[] bytes, int offset, int length) {
        for (int i = Math.max(0, length - KEPT); i < length; ) {
            int at = (int) ((count + i) % KEPT);
            int part = Math.min(length - i, KEPT - at);
            System.arraycopy(bytes, offset + i, ring, at, part);
            i += part;
        }
        count += length;
    }

    /** At most the last kilobyte. */
    byte[] last() {
        int kept = (int) Math.min(count, KEPT);
        byte[] last = new byte[kept];
        for (int i = 0; i < kept; i++) {
            last[i] = ring[(int) ((count - kept + i) % KEPT)];
        }
        return last;
    }
}
