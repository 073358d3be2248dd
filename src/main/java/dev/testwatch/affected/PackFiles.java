package dev.testwatch.affected;

import dev.testwatch.project.StateDirectory;
import dev.testwatch.project.StateFile;
import dev.testwatch.worker.ProbeTable;
import dev.testwatch.worker.ProbeTable.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a {@link ProbePack}: bytes are only ever appended, and the table is replaced as a whole, so that a fork
 * that has them open sees what it has opened. When most of the bytes are of no use any more there is a new pair of
 * files. For one thread.
 */
final class PackFiles {

    private static final String TABLE = ".table";
    private static final String DATA = ".data";
    private static final String TEMPORARY = ".new";
    private static final int SMALL = 1 << 20;
    private static final int LARGE = 1 << 30;

    private final Path directory;
    private long generation;
    private int length;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();

    private PackFiles(Path directory, long generation, int length) {
        this.directory = directory;
        this.generation = generation;
        this.length = length;
    }

    /** Takes the newest pair that is whole, or begins one; removes all others. */
    static PackFiles open(Path directory) throws IOException {
        StateDirectory.make(directory);
        List<Long> generations = generations(directory);
        long newest = 0;
        for (long generation : generations) {
            if (newest == 0 && whole(directory, generation)) {
                newest = generation;
            }
        }
        for (long other : generations) {
            if (other != newest) {
                delete(directory, other);
            }
        }
        if (newest == 0) {
            long first =
                    1 + generations.stream().mapToLong(Long::longValue).max().orElse(0);
            return begin(directory, first);
        }
        return new PackFiles(directory, newest, Math.toIntExact(Files.size(directory.resolve(newest + DATA))));
    }

    private static PackFiles begin(Path directory, long generation) throws IOException {
        var files = new PackFiles(directory, generation, 0);
        Files.deleteIfExists(files.data());
        StateFile.create(files.data()).close();
        files.replaceTable(List.of());
        return files;
    }

    /** The newest first. */
    private static List<Long> generations(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}\\.(table|data)"))
                    .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static boolean whole(Path directory, long generation) {
        try {
            ProbeTable table =
                    ProbeTable.map(directory.resolve(generation + TABLE), directory.resolve(generation + DATA));
            return table.entries().stream()
                    .allMatch(entry -> entry.length() == 0 || table.bytes(entry).isPresent());
        } catch (IOException | RuntimeException e) {
            return false; // made again, as if it had never been there
        }
    }

    private static void delete(Path directory, long generation) {
        for (String kind : List.of(TABLE, DATA)) {
            // Windows does not let go of files that a fork has open; they go the next time.
            var unused = directory.resolve(generation + kind).toFile().delete();
        }
    }

    Path table() {
        return directory.resolve(generation + TABLE);
    }

    Path data() {
        return directory.resolve(generation + DATA);
    }

    List<Entry> entries() throws IOException {
        return ProbeTable.map(table(), data()).entries();
    }

    /** Adds a class, to be written with the next {@link #write}. */
    Entry add(long name, long content, Probed probed) throws IOException {
        byte[] bytes = probed.bytes();
        int offset = length + added.size();
        if (offset > LARGE) {
            throw new IOException("the classes take more than " + LARGE + " bytes");
        }
        added.write(bytes);
        int checksum = ProbeTable.checksum(bytes, probed.constants(), probed.count());
        return new Entry(name, content, offset, bytes.length, probed.constants(), probed.count(), checksum);
    }

    /**
     * Writes what was added, and that these are all.
     *
     * @return the entries as they are now
     */
    List<Entry> write(Collection<Entry> all) throws IOException {
        append();
        long used = all.stream().mapToLong(Entry::length).sum();
        if (length > SMALL && length - used > used) {
            return compact(all);
        }
        replaceTable(all);
        return List.of();
    }

    private void append() throws IOException {
        if (added.size() > 0) {
            Set<? extends OpenOption> options =
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
            try (FileChannel out = FileChannel.open(data(), options)) {
                StateFile.write(out, ByteBuffer.wrap(added.toByteArray()));
            }
            length += added.size();
            added.reset();
        }
    }

    /** The old pair stays until the next time: a fork may be about to open it. */
    private List<Entry> compact(Collection<Entry> all) throws IOException {
        ProbeTable old = ProbeTable.map(table(), data());
        delete(directory, generation - 1);
        List<Entry> moved = new ArrayList<>();
        int offset = 0;
        for (Entry entry : all) {
            byte[] bytes = old.bytes(entry).orElseThrow(() -> new IOException("damaged: " + data()));
            added.write(bytes);
            moved.add(new Entry(
                    entry.name(),
                    entry.content(),
                    offset,
                    entry.length(),
                    entry.constants(),
                    entry.count(),
                    entry.checksum()));
            offset += bytes.length;
        }
        generation++;
        length = 0;
        Files.deleteIfExists(data());
        StateFile.create(data()).close();
        append();
        replaceTable(moved);
        return moved;
    }

    /** Nothing is lost that cannot be made again, so that nobody waits for the disk. */
    private void replaceTable(Collection<Entry> all) throws IOException {
        Path fresh = directory.resolve("." + generation + TABLE + TEMPORARY);
        Files.deleteIfExists(fresh);
        try (FileChannel out = StateFile.create(fresh)) {
            StateFile.write(out, ProbeTable.table(all));
        }
        Files.move(fresh, table(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
