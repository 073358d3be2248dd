package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Parts of classes as numbers from 0: each is a member of a class by its name, a symbol. Their classes have numbers from
 * 0, too. What has a number keeps it for good, also in the store.
 */
final class PartNumbers {

    private final Symbols all;
    private final List<ClassName> names = new ArrayList<>();
    /** By class: its binary name. */
    private int[] titles = new int[64];
    /** By binary name: the number of the latest class and one; 0 if there is none. */
    private int[] latest = new int[64];
    /** By class: that of the one before it with its binary name, in another module. */
    private int[] earlier = new int[64];
    /** Classes to parts. */
    private Edges members = Edges.withRoom(new int[0]);
    /** By part: its class. */
    private int[] owners = new int[64];
    /** By part: its member. */
    private int[] symbols = new int[64];

    private int count;
    /** How many of them are in the store, and how many classes. */
    private int kept;

    private int keptClasses;

    PartNumbers(Symbols all) {
        this.all = all;
    }

    int count() {
        return count;
    }

    int classes() {
        return names.size();
    }

    ClassName name(int owner) {
        return names.get(owner);
    }

    /** The number of a class; empty if no part of it has one. */
    OptionalInt find(ClassName name) {
        int title = all.of(name.binaryName());
        int owner = title < latest.length ? latest[title] : 0;
        while (owner > 0 && !names.get(owner - 1).equals(name)) {
            owner = earlier[owner - 1];
        }
        return owner == 0 ? OptionalInt.empty() : OptionalInt.of(owner - 1);
    }

    /** The number of a class, a new one if it had none. */
    int of(ClassName name) {
        OptionalInt known = find(name);
        return known.isPresent() ? known.getAsInt() : add(name, all.of(name.binaryName()));
    }

    int owner(int part) {
        return owners[part];
    }

    int symbol(int part) {
        return symbols[part];
    }

    /** How many parts of a class there are. */
    int size(int owner) {
        return members.stop[owner] - members.start[owner];
    }

    int part(int owner, int place) {
        return members.ends[members.start[owner] + place];
    }

    OptionalInt find(int owner, int symbol) {
        for (int i = members.start[owner]; i < members.stop[owner]; i++) {
            if (symbols[members.ends[i]] == symbol) {
                return OptionalInt.of(members.ends[i]);
            }
        }
        return OptionalInt.empty();
    }

    int add(int owner, int symbol) {
        if (count == owners.length) {
            owners = Arrays.copyOf(owners, 2 * count);
            symbols = Arrays.copyOf(symbols, 2 * count);
        }
        owners[count] = owner;
        symbols[count] = symbol;
        members.add(owner, count);
        return count++;
    }

    private int add(ClassName name, int title) {
        int owner = names.size();
        if (owner == titles.length) {
            titles = Arrays.copyOf(titles, 2 * owner);
            earlier = Arrays.copyOf(earlier, 2 * owner);
        }
        if (title >= latest.length) {
            latest = Arrays.copyOf(latest, Math.max(all.size(), 2 * latest.length));
        }
        titles[owner] = title;
        earlier[owner] = latest[title];
        names.add(name);
        latest[title] = names.size();
        members.grow(names.size());
        return owner;
    }

    void clear() {
        Arrays.fill(latest, 0);
        names.clear();
        owners = new int[64];
        symbols = new int[64];
        members = Edges.withRoom(new int[0]);
        count = 0;
        kept = 0;
        keptClasses = 0;
    }

    // ---- as bytes

    /** All of them. */
    void write(Encoder out) {
        kept = 0;
        keptClasses = 0;
        writeNew(out);
    }

    /** Those that have not been written before. */
    void writeNew(Encoder out) {
        out.mark().number(keptClasses).number(names.size() - keptClasses);
        for (int owner = keptClasses; owner < names.size(); owner++) {
            out.mark().text(names.get(owner).module()).number(titles[owner]);
        }
        out.mark().number(kept).number(count - kept);
        out.fixed(owners, kept, count).fixed(symbols, kept, count);
        keptClasses = names.size();
        kept = count;
    }

    /** Reads all of them, or more of them. */
    void read(Decoder in) {
        in.mark();
        isNext(in.total(), names.size());
        for (long more = in.total(); more > 0; more--) {
            in.mark();
            String module = in.text();
            int title = in.below(all.size());
            add(new ClassName(module, all.name(title)), title);
        }
        in.mark();
        isNext(in.total(), count);
        int more = Math.toIntExact(in.total());
        owners = in.fixed(owners, count, more);
        symbols = in.fixed(symbols, count, more);
        take(count + more);
        kept = count;
        keptClasses = names.size();
    }

    private static void isNext(long first, int next) {
        if (first != next) {
            throw new IllegalStateException("a part with another number than it had");
        }
    }

    /** Makes parts of what was read up to {@code end}. */
    private void take(int end) {
        int[] sizes = new int[count == 0 ? names.size() : 0];
        for (int part = count; part < end; part++) {
            if (owners[part] < 0 || owners[part] >= names.size() || symbols[part] < 0 || symbols[part] >= all.size()) {
                throw new IllegalStateException("a part of a class or by a name that there is not");
            }
            if (sizes.length > 0) {
                sizes[owners[part]]++;
            }
        }
        if (sizes.length > 0) {
            members = Edges.withRoom(sizes);
        }
        for (; count < end; count++) {
            members.add(owners[count], count);
        }
    }
}
