package dev.testwatch.affected;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Names as small numbers. A name keeps its number for good, also in the store, so that what is kept holds numbers only.
 * They are bytes, since there are many of them, and most are never looked at.
 */
final class Symbols {

    private static final int HASH = 31;
    private static final String NUMBERED_OTHERWISE = "a name with another number than it had";

    /** All names, one after the other. */
    private byte[] letters = new byte[1024];
    /** By number: where the name ends. */
    private int[] ends = new int[64];
    /** A name's number and one, where its hash leads to or behind that; 0 where there is none. More than half is free. */
    private int[] places = new int[256];

    private int count;
    /** How many of them are in the store. */
    private int kept;

    int of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    private int of(byte[] bytes, int from, int to) {
        int place = place(bytes, from, to);
        return places[place] != 0 ? places[place] - 1 : add(place, bytes, from, to);
    }

    private int add(int place, byte[] bytes, int from, int to) {
        int start = start(count);
        int end = Math.addExact(start, to - from);
        if (end > letters.length) {
            letters = Arrays.copyOf(letters, Math.max(end, 2 * letters.length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(64, 2 * count));
        }
        System.arraycopy(bytes, from, letters, start, to - from);
        ends[count++] = end;
        places[place] = count;
        makeRoom(count);
        return count - 1;
    }

    private int start(int symbol) {
        return symbol == 0 ? 0 : ends[symbol - 1];
    }

    private void makeRoom(int wanted) {
        int room = places.length;
        while (2 * wanted >= room) {
            room *= 4;
        }
        if (room == places.length) {
            return;
        }
        places = new int[room];
        for (int symbol = 0; symbol < count; symbol++) {
            places[place(letters, start(symbol), ends[symbol])] = symbol + 1;
        }
    }

    /** The number of a name, if it has one. */
    OptionalInt find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int known = places[place(bytes, 0, bytes.length)];
        return known == 0 ? OptionalInt.empty() : OptionalInt.of(known - 1);
    }

    /** Where the number of a name is or should be. */
    private int place(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = HASH * hash + bytes[at];
        }
        int last = places.length - 1;
        int place = ((hash * 0x9E3779B9) >>> 8) & last;
        while (places[place] != 0 && !isName(places[place] - 1, bytes, from, to)) {
            place = (place + 1) & last;
        }
        return place;
    }

    private boolean isName(int symbol, byte[] bytes, int from, int to) {
        return Arrays.equals(letters, start(symbol), ends[symbol], bytes, from, to);
    }

    int[] ofAll(List<String> all) {
        int[] result = new int[all.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = of(all.get(i));
        }
        return result;
    }

    String name(int symbol) {
        Objects.checkIndex(symbol, count);
        int start = start(symbol);
        return new String(letters, start, ends[symbol] - start, StandardCharsets.UTF_8);
    }

    int size() {
        return count;
    }

    // ---- as bytes

    /** All of them. */
    void write(Encoder out) {
        write(out, 0);
    }

    /** Those that have not been written before. */
    void writeNew(Encoder out) {
        write(out, kept);
    }

    private void write(Encoder out, int first) {
        out.mark().number(first).number(count - first);
        out.fixed(ends, first, count);
        out.mark().number(start(first)).fixed(letters, start(first), start(count));
        if (first == 0) {
            out.array(places);
        }
        kept = count;
    }

    /** Reads all of them, or more of them, and makes sure that each has the number that it had. */
    void read(Decoder in) {
        in.mark();
        long first = in.total();
        int more = in.below(Integer.MAX_VALUE);
        int[] stops = in.fixed(new int[0], 0, more);
        in.mark();
        int start = in.below(Integer.MAX_VALUE);
        int length = more == 0 ? 0 : stops[more - 1] - start;
        byte[] bytes = in.fixed(new byte[0], 0, length);
        if (first == 0) {
            takeAll(bytes, stops, in.array(more + 1));
        } else {
            add(bytes, stops, start, first);
        }
        kept = count;
    }

    /** These are all that there are, found where they were found before. */
    private void takeAll(byte[] bytes, int[] stops, int[] found) {
        boolean ascending = true;
        for (int i = 1; i < stops.length; i++) {
            ascending &= stops[i - 1] <= stops[i];
        }
        boolean known = count <= stops.length
                && Arrays.equals(ends, 0, count, stops, 0, count)
                && Arrays.equals(letters, 0, start(count), bytes, 0, start(count));
        if (!ascending || !known || found.length <= 2 * stops.length || Integer.bitCount(found.length) != 1) {
            throw new IllegalStateException(NUMBERED_OTHERWISE);
        }
        letters = bytes;
        ends = stops;
        places = found;
        count = stops.length;
    }

    private void add(byte[] bytes, int[] stops, int start, long first) {
        makeRoom(count + stops.length);
        for (int i = 0, from = 0; i < stops.length; i++) {
            int to = stops[i] - start;
            if (from > to || of(bytes, from, to) != first + i) {
                throw new IllegalStateException(NUMBERED_OTHERWISE);
            }
            from = to;
        }
    }
}
