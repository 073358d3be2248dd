package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Names as small numbers. A name keeps its number for good, also in the store, so that what is kept holds numbers only. */
final class Symbols {

    private final List<String> names = new ArrayList<>();
    /** A name's number and one, where its hash leads to or behind that; 0 where there is none. More than half is free. */
    private int[] places = new int[256];
    /** How many of them are in the store. */
    private int kept;

    int of(String name) {
        int place = place(name);
        if (places[place] != 0) {
            return places[place] - 1;
        }
        names.add(name);
        places[place] = names.size();
        makeRoom(names.size());
        return names.size() - 1;
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
        for (int symbol = 0; symbol < names.size(); symbol++) {
            places[place(names.get(symbol))] = symbol + 1;
        }
    }

    /** The number of a name, if it has one. */
    OptionalInt find(String name) {
        int known = places[place(name)];
        return known == 0 ? OptionalInt.empty() : OptionalInt.of(known - 1);
    }

    /** Where the number of a name is or should be. */
    private int place(String name) {
        int last = places.length - 1;
        int place = ((name.hashCode() * 0x9E3779B9) >>> 8) & last;
        while (places[place] != 0 && !names.get(places[place] - 1).equals(name)) {
            place = (place + 1) & last;
        }
        return place;
    }

    int[] ofAll(List<String> all) {
        int[] result = new int[all.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = of(all.get(i));
        }
        return result;
    }

    String name(int symbol) {
        return names.get(symbol);
    }

    int size() {
        return names.size();
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
        out.mark().number(first).number(names.size() - first);
        for (int symbol = first; symbol < names.size(); symbol++) {
            out.mark().string(names.get(symbol));
        }
        kept = names.size();
    }

    /** Reads all of them, or more of them, and makes sure that each has the number that it had. */
    void read(Decoder in) {
        in.mark();
        long first = in.total();
        long end = first + in.total();
        makeRoom((int) Math.max(0, Math.min(end, in.left())));
        for (long symbol = first; symbol < end; symbol++) {
            in.mark();
            if (of(in.string()) != symbol) {
                throw new IllegalStateException("a name with another number than it had");
            }
        }
        kept = names.size();
    }
}
