package dev.testwatch.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The project's classes with probes in them, as the parent has put them down: a table of slots by the hash of the
 * class's name, and a file with the bytes. Both are mapped and not parsed. Whatever they hold, no bytes come out but
 * those that went in.
 */
public final class ProbeTable {

    /** Bytes of a number in a class file's constants, the first of which says what it is. */
    static final int CONSTANT = 5;

    private static final long MAGIC = 0x7477_7072_6f62_0002L;
    private static final int HEADER = 16;
    private static final int SLOT = 40;
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0x100000001B3L;

    private final ByteBuffer table;
    private final int slots;
    private final ByteBuffer data;

    private ProbeTable(ByteBuffer table, int slots, ByteBuffer data) {
        this.table = table;
        this.slots = slots;
        this.data = data;
    }

    /**
     * A class with probes.
     *
     * @param name {@link #name} of its internal name
     * @param content {@link #content} of its bytes without probes
     * @param offset where its bytes with probes begin in the data
     * @param length how many these are; none: it is taken as it is
     * @param constants where, in these, the first of its probes' constants begins
     * @param count how many probes it has
     * @param checksum of its bytes with probes and of where they have to be changed
     */
    public record Entry(long name, long content, int offset, int length, int constants, int count, int checksum) {}

    /** Maps the two files; an error if they are none of ours. */
    public static ProbeTable map(Path tableFile, Path dataFile) throws IOException {
        ByteBuffer table = map(tableFile);
        if (table.capacity() < HEADER || table.getLong(0) != MAGIC) {
            throw new IOException(tableFile + " is no table of probes");
        }
        int slots = table.getInt(8);
        if (Integer.bitCount(slots) != 1 || table.capacity() != HEADER + (long) slots * SLOT) {
            throw new IOException(tableFile + " is damaged");
        }
        return new ProbeTable(table, slots, map(dataFile));
    }

    /** A table in memory, of what {@link #table} made. */
    static ProbeTable of(ByteBuffer table, ByteBuffer data) {
        return new ProbeTable(table, table.getInt(8), data);
    }

    /** Does with some file what is done with the two, so that it is no news to the JVM later. */
    static void rehearse(Path file) throws IOException {
        var unused = map(file).capacity();
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return in.map(FileChannel.MapMode.READ_ONLY, 0, in.size());
        }
    }

    /** The table of these entries as a file. */
    public static ByteBuffer table(Collection<Entry> entries) {
        int slots = Math.max(16, Integer.highestOneBit(Math.max(1, entries.size())) * 4);
        ByteBuffer table = ByteBuffer.allocate(HEADER + slots * SLOT);
        table.putLong(0, MAGIC).putInt(8, slots);
        for (Entry entry : entries) {
            int slot = slot(entry.name(), slots);
            while (table.getLong(at(slot)) != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            table.position(at(slot));
            table.putLong(entry.name()).putLong(entry.content()).putInt(entry.offset());
            table.putInt(entry.length()).putInt(entry.constants()).putInt(entry.count());
            table.putInt(entry.checksum());
        }
        return table.rewind();
    }

    private static int at(int slot) {
        return HEADER + slot * SLOT;
    }

    private static int slot(long name, int slots) {
        return (int) (name >>> 32) & (slots - 1);
    }

    /** The entries for classes of this name, of which there are several if modules have the same. */
    public List<Entry> named(long name) {
        int slot = slot(name, slots);
        if (table.getLong(at(slot)) == 0) {
            return List.of();
        }
        List<Entry> found = new ArrayList<>(1);
        for (int looked = 0; looked < slots && table.getLong(at(slot)) != 0; looked++) {
            if (table.getLong(at(slot)) == name) {
                found.add(entry(at(slot)));
            }
            slot = (slot + 1) & (slots - 1);
        }
        return found;
    }

    /** All that are in it. */
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            if (table.getLong(at(slot)) != 0) {
                all.add(entry(at(slot)));
            }
        }
        return all;
    }

    private Entry entry(int at) {
        return new Entry(
                table.getLong(at),
                table.getLong(at + 8),
                table.getInt(at + 16),
                table.getInt(at + 20),
                table.getInt(at + 24),
                table.getInt(at + 28),
                table.getInt(at + 32));
    }

    /** A copy of a class's bytes with probes, all of them those of the class itself; empty if they are damaged. */
    public Optional<byte[]> bytes(Entry entry) {
        if (entry.offset() < 0 || entry.length() < 0 || (long) entry.offset() + entry.length() > data.capacity()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[entry.length()];
        data.get(entry.offset(), bytes);
        return checksum(bytes, entry.constants(), entry.count()) == entry.checksum()
                ? Optional.of(bytes)
                : Optional.empty();
    }

    /** Gives the probes in these bytes their numbers. */
    public static void number(byte[] bytes, Entry entry, int base) {
        ByteBuffer code = ByteBuffer.wrap(bytes);
        for (int i = 0; i < entry.count(); i++) {
            code.putInt(entry.constants() + i * CONSTANT + 1, base + i);
        }
    }

    /** What {@link Entry#checksum} is. */
    public static int checksum(byte[] bytes, int constants, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        sum.update(ByteBuffer.allocate(8).putInt(constants).putInt(count).flip());
        return (int) sum.getValue();
    }

    /** The hash of a class's internal name: {@code shop/Money}. Never 0. */
    public static long name(String internal) {
        long hash = STEP;
        for (int i = 0; i < internal.length(); i++) {
            hash = (hash ^ internal.charAt(i)) * PRIME;
        }
        long mixed = mix(hash + internal.length() * STEP);
        return mixed == 0 ? 1 : mixed;
    }

    /** The hash of a class file's content, as the parent's index has it. */
    public static long content(byte[] bytes) {
        CRC32C first = new CRC32C();
        first.update(bytes);
        CRC32 second = new CRC32();
        second.update(bytes);
        return mix((first.getValue() << 32 | second.getValue()) + bytes.length * STEP);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
