package dev.testwatch.affected;

import java.util.Arrays;

/** Some of the bytes of an array that nobody changes. Those of a snapshot stay where they were read. */
final class Slice {

    final byte[] bytes;
    final int start;
    final int end;

    Slice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** All of these bytes. */
    static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    int length() {
        return end - start;
    }

    /** The same bytes, that keep no others. */
    Slice copy() {
        return of(Arrays.copyOfRange(bytes, start, end));
    }
}
