package dev.testwatch.affected;

import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.ProbeTable;
import dev.testwatch.worker.ProbeTable.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The published classes with probes in them, in files from which forks take them. What is lost of it on the way is made
 * again; where it cannot be written nothing is recorded, and all else works. Confined to one thread.
 */
public final class ProbePack {

    private final Consumer<String> messages;
    private final Map<ClassName, Key> present = new HashMap<>();
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private Optional<PackFiles> files;
    private int unprobed;

    private ProbePack(Optional<PackFiles> files, Consumer<String> messages) {
        this.files = files;
        this.messages = messages;
    }

    /** The hash of a name and of a content: two modules may have different classes of one name. */
    private record Key(long name, long content) {}

    /**
     * Takes up what an earlier process has left.
     *
     * @param state {@code .testwatch}
     * @param messages told if there is no way to record
     */
    public static ProbePack open(Path state, Consumer<String> messages) {
        var pack = new ProbePack(Optional.empty(), messages);
        pack.guarded(() -> {
            PackFiles files = PackFiles.open(state.resolve("probes"));
            files.entries().forEach(entry -> pack.entries.put(new Key(entry.name(), entry.content()), entry));
            pack.files = Optional.of(files);
        });
        return pack;
    }

    /** Takes this for all that there is; makes what is missing. */
    public void reconcile(Compilation.Output everything) {
        present.clear();
        update(everything);
    }

    /** Follows a compilation. */
    public void update(Compilation.Output output) {
        if (files.isPresent()
                && !(output.written().isEmpty() && output.removed().isEmpty())) {
            PackFiles to = files.get();
            guarded(() -> update(output, to));
        }
    }

    private void update(Compilation.Output output, PackFiles to) throws IOException {
        present.keySet().removeAll(output.removed());
        var fresh = new LinkedHashMap<Key, Probed>();
        output.written().forEach((name, bytes) -> {
            var key = new Key(ProbeTable.name(name.binaryName().replace('.', '/')), Digest.ofContent(bytes));
            present.put(name, key);
            if (!entries.containsKey(key) && !fresh.containsKey(key)) {
                fresh.put(key, probed(bytes));
            }
        });
        Set<Key> wanted = new HashSet<>(present.values());
        boolean fewer = entries.keySet().retainAll(wanted);
        fresh.keySet().retainAll(wanted);
        for (Map.Entry<Key, Probed> one : fresh.entrySet()) {
            Key key = one.getKey();
            entries.put(key, to.add(key.name(), key.content(), one.getValue()));
        }
        if (fewer || !fresh.isEmpty()) {
            to.write(entries.values()).forEach(entry -> entries.put(new Key(entry.name(), entry.content()), entry));
        }
    }

    private Probed probed(byte[] bytes) {
        return Instrumentation.of(bytes).orElseGet(() -> {
            unprobed++;
            return new Probed(new byte[0], 0, 0);
        });
    }

    /** How many classes of this process's compilations cannot have probes: of them only that they are loaded is told. */
    public int unprobed() {
        return unprobed;
    }

    /** What a fork needs to record; empty if nothing can be recorded. */
    public Optional<Message.Recording> recording() {
        return files.map(usable ->
                new Message.Recording(usable.table().toString(), usable.data().toString()));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void guarded(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            files = Optional.empty();
            messages.accept("What tests touch is not recorded: " + e + "; tests run as ever.");
        }
    }
}
