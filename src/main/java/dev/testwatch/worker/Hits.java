package dev.testwatch.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/** The array that the probes set, and how it is emptied. For one thread at a time, while all others go on setting. */
final class Hits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] probes;

    /** @param probes a multiple of eight of them */
    Hits(byte[] probes) {
        this.probes = probes;
    }

    /**
     * Moves what was hit among the first {@code used} probes to {@code into}.
     *
     * @return whether there was any
     */
    boolean moveTo(BitSet into, int used) {
        boolean any = false;
        int end = (used + Long.BYTES - 1) & -Long.BYTES;
        for (int at = 0; at < end; at += Long.BYTES) {
            if ((long) LONGS.get(probes, at) != 0) {
                any = true;
                move(into, at);
            }
        }
        return any;
    }

    /** Byte by byte: a probe beside that is set meanwhile would be lost with the whole eight. */
    private void move(BitSet into, int from) {
        for (int at = from; at < from + Long.BYTES; at++) {
            if (probes[at] != 0) {
                probes[at] = 0;
                into.set(at);
            }
        }
    }
}
