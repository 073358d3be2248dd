package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Parts of classes as numbers from 0: each is a member of a class by its name, a symbol. Their classes have numbers from
 * 0, too. What has a number keeps it for good, also in the store.
 */
final class PartNumbers {

    private final Symbols all;
    /** The modules that classes are of. */
    private final List<String> modules = new ArrayList<>();
    /** By class: its module, as a place in that list. */
    private int[] homes = new int[64];
    /** By class: its binary name. */
    private int[] titles = new int[64];
    /** By binary name: the number of the latest class and one; 0 if there is none. */
    private int[] latest = new int[64];
    /** By class: that of the one before it with its binary name, in another module. */
    private int[] earlier = new int[64];
    /** Classes to parts; empty until somebody asks. */
    private Optional<Edges> members = Optional.empty();
    /** By part: its class. */
    private int[] owners = new int[64];
    /** By part: its member. */
    private int[] symbols = new int[64];

    private int count;
    /** How many of them are in the store, and how many classes. */
    private int kept;

    private int classes;
    private int keptClasses;

    PartNumbers(Symbols all) {
        this.all = all;
    }

    int count() {
        return count;
    }

    int classes() {
        return classes;
    }

    ClassName name(int owner) {
        return new ClassName(modules.get(homes[owner]), all.name(titles[owner]));
    }

    /** The number of a class; empty if no part of it has one. */
    OptionalInt find(ClassName name) {
        int title = all.of(name.binaryName());
        int owner = title < latest.length ? latest[title] : 0;
        while (owner > 0 && !modules.get(homes[owner - 1]).equals(name.module())) {
            owner = earlier[owner - 1];
        }
        return owner == 0 ? OptionalInt.empty() : OptionalInt.of(owner - 1);
    }

    /** The number of a class, a new one if it had none. */
    int of(ClassName name) {
        OptionalInt known = find(name);
        return known.isPresent() ? known.getAsInt() : addClass(home(name.module()), all.of(name.binaryName()));
    }

    int owner(int part) {
        return owners[part];
    }

    int symbol(int part) {
        return symbols[part];
    }

    /** How many parts of a class there are. */
    int size(int owner) {
        return members().stop[owner] - members().start[owner];
    }

    int part(int owner, int place) {
        return members().ends[members().start[owner] + place];
    }

    OptionalInt find(int owner, int symbol) {
        Edges all = members();
        for (int i = all.start[owner]; i < all.stop[owner]; i++) {
            if (symbols[all.ends[i]] == symbol) {
                return OptionalInt.of(all.ends[i]);
            }
        }
        return OptionalInt.empty();
    }

    /** Takes time now so that the first question for the parts of a class takes less. */
    void prepare() {
        members();
    }

    private Edges members() {
        if (members.isEmpty()) {
            int[] sizes = new int[classes];
            for (int part = 0; part < count; part++) {
                sizes[owners[part]]++;
            }
            Edges all = Edges.withRoom(sizes);
            for (int part = 0; part < count; part++) {
                all.add(owners[part], part);
            }
            members = Optional.of(all);
        }
        return members.get();
    }

    int add(int owner, int symbol) {
        if (count == owners.length) {
            owners = Arrays.copyOf(owners, 2 * count);
            symbols = Arrays.copyOf(symbols, 2 * count);
        }
        owners[count] = owner;
        symbols[count] = symbol;
        members().add(owner, count);
        return count++;
    }

    private int addClass(int home, int title) {
        int owner = classes;
        if (owner == titles.length) {
            titles = Arrays.copyOf(titles, 2 * owner);
            homes = Arrays.copyOf(homes, 2 * owner);
        }
        titles[owner] = title;
        homes[owner] = home;
        takeClasses(classes + 1);
        members.ifPresent(known -> known.grow(classes));
        return owner;
    }

    private int home(String module) {
        int known = modules.indexOf(module);
        if (known < 0) {
            modules.add(module);
        }
        return known < 0 ? modules.size() - 1 : known;
    }

    /** Makes the classes up to {@code end} ones that can be found. */
    private void takeClasses(int end) {
        if (end > earlier.length) {
            earlier = Arrays.copyOf(earlier, Math.max(end, 2 * earlier.length));
        }
        if (all.size() > latest.length) {
            latest = Arrays.copyOf(latest, Math.max(all.size(), 2 * latest.length));
        }
        for (; classes < end; classes++) {
            earlier[classes] = latest[titles[classes]];
            latest[titles[classes]] = classes + 1;
        }
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
        out.mark().list(modules, Encoder::text);
        out.mark().number(keptClasses).number(classes - keptClasses);
        out.fixed(homes, keptClasses, classes).fixed(titles, keptClasses, classes);
        out.mark().number(kept).number(count - kept);
        out.fixed(owners, kept, count).fixed(symbols, kept, count);
        keptClasses = classes;
        kept = count;
    }

    /** Reads all of them, or more of them. */
    void read(Decoder in) {
        in.mark();
        readModules(in.list(Decoder::text));
        readClasses(in);
        in.mark();
        isNext(in.total(), count);
        int more = in.below(Integer.MAX_VALUE - count);
        owners = in.fixed(owners, count, more, classes);
        symbols = in.fixed(symbols, count, more, all.size());
        members = Optional.empty();
        count += more;
        kept = count;
    }

    private void readModules(List<String> names) {
        if (names.size() < modules.size() || !names.subList(0, modules.size()).equals(modules)) {
            throw new IllegalStateException("a module with another number than it had");
        }
        modules.addAll(names.subList(modules.size(), names.size()));
    }

    private void readClasses(Decoder in) {
        in.mark();
        isNext(in.total(), classes);
        int more = in.below(Integer.MAX_VALUE - classes);
        homes = in.fixed(homes, classes, more, modules.size());
        titles = in.fixed(titles, classes, more, all.size());
        takeClasses(classes + more);
        keptClasses = classes;
    }

    private static void isNext(long first, int next) {
        if (first != next) {
            throw new IllegalStateException("a part with another number than it had");
        }
    }
}
