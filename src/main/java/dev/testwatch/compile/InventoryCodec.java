package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.FileEntry;
import dev.testwatch.compile.Inventory.SourceEntry;
import dev.testwatch.compile.Inventory.Update;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Updates of an inventory as bytes. */
final class InventoryCodec {

    private InventoryCodec() {}

    static void write(Update update, DataOutputStream out) throws IOException {
        writeNames(update.removedSources(), out);
        out.writeInt(update.sources().size());
        for (var entry : update.sources().entrySet()) {
            out.writeUTF(entry.getKey().toString());
            write(entry.getValue(), out);
        }
        writeNames(update.removedClasses(), out);
        writeFiles(update.classes(), out);
        writeNames(update.removedResources(), out);
        writeFiles(update.resources(), out);
        writeNames(update.removedInputs(), out);
        out.writeInt(update.inputs().size());
        for (var entry : update.inputs().entrySet()) {
            out.writeUTF(entry.getKey().toString());
            out.writeLong(entry.getValue());
        }
    }

    static Update read(DataInputStream in) throws IOException {
        var removedSources = readPaths(in);
        var sources = new HashMap<Path, SourceEntry>();
        for (int i = in.readInt(); i > 0; i--) {
            sources.put(Path.of(in.readUTF()), readSource(in));
        }
        var removedClasses = readNames(in);
        var classes = readFiles(in);
        var removedResources = readNames(in);
        var resources = readFiles(in);
        var removedInputs = readPaths(in);
        var inputs = new HashMap<Path, Long>();
        for (int i = in.readInt(); i > 0; i--) {
            inputs.put(Path.of(in.readUTF()), in.readLong());
        }
        return new Update(
                removedSources, sources, removedClasses, classes, removedResources, resources, removedInputs, inputs);
    }

    static void writeNames(Collection<?> names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (var name : names) {
            out.writeUTF(name.toString());
        }
    }

    static Set<String> readNames(DataInputStream in) throws IOException {
        var names = new HashSet<String>();
        for (int i = in.readInt(); i > 0; i--) {
            names.add(in.readUTF());
        }
        return names;
    }

    static Set<Path> readPaths(DataInputStream in) throws IOException {
        var paths = new HashSet<Path>();
        for (int i = in.readInt(); i > 0; i--) {
            paths.add(Path.of(in.readUTF()));
        }
        return paths;
    }

    private static void write(SourceEntry entry, DataOutputStream out) throws IOException {
        out.writeLong(entry.hash());
        out.writeBoolean(entry.stale());
        writeNames(entry.classes(), out);
        out.writeBoolean(entry.identifiers().isAll());
        int[] hashes = entry.identifiers().hashes();
        out.writeInt(hashes.length);
        for (int hash : hashes) {
            out.writeInt(hash);
        }
    }

    private static SourceEntry readSource(DataInputStream in) throws IOException {
        long hash = in.readLong();
        boolean stale = in.readBoolean();
        var classes = readNames(in);
        boolean all = in.readBoolean();
        int[] hashes = new int[in.readInt()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = in.readInt();
        }
        return new SourceEntry(hash, stale, classes, all ? Names.ALL : Names.ofHashes(hashes));
    }

    private static void writeFiles(Map<String, FileEntry> files, DataOutputStream out) throws IOException {
        out.writeInt(files.size());
        for (var entry : files.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue().hash());
            out.writeLong(entry.getValue().size());
        }
    }

    private static Map<String, FileEntry> readFiles(DataInputStream in) throws IOException {
        var files = new HashMap<String, FileEntry>();
        for (int i = in.readInt(); i > 0; i--) {
            files.put(in.readUTF(), new FileEntry(in.readLong(), in.readLong()));
        }
        return files;
    }
}
