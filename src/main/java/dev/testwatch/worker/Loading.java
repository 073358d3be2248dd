package dev.testwatch.worker;

import dev.testwatch.worker.Message.Loaded;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts probes into the project's classes as they are loaded, on whatever thread; keeps its hands off all others. */
final class Loading implements ClassFileTransformer {

    private final ProbeTable table;
    private final int capacity;
    private final Sought sought;
    private final Opened opened;
    private final Consumer<String> trouble;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Loaded> loaded = new ConcurrentLinkedQueue<>();

    /**
     * @param capacity how many probes there is room for
     * @param sought told of each class that is loaded
     * @param opened the same
     * @param trouble told why what is recorded from now on is not the whole truth
     */
    Loading(ProbeTable table, int capacity, Sought sought, Opened opened, Consumer<String> trouble) {
        this.table = table;
        this.capacity = capacity;
        this.sought = sought;
        this.opened = opened;
        this.trouble = trouble;
    }

    /** Whether the project has a class of this binary name. */
    boolean isOwn(String name) {
        return !table.named(ProbeTable.name(name.replace('.', '/'))).isEmpty();
    }

    /** How many probes have been given away. */
    int used() {
        return Math.min(next.get(), capacity);
    }

    /** A number for something else that can be hit; empty if there is none left. */
    OptionalInt number() {
        int number = next.getAndAccumulate(1, (used, more) -> used + more > capacity ? used : used + more);
        return number < capacity ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The classes that were loaded since the last call. */
    List<Loaded> takeLoaded() {
        List<Loaded> taken = new ArrayList<>();
        for (Loaded one = loaded.poll(); one != null; one = loaded.poll()) {
            taken.add(one);
        }
        return taken;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || name == null) {
            return null;
        }
        if (redefined == null) {
            sought.loaded(loader, name);
            opened.loaded(name);
        }
        try {
            return probed(name, bytes).orElse(null);
        } catch (Throwable e) {
            // The class is loaded as it is; without it nothing that is recorded can be relied on.
            trouble.accept("the probes of " + name + " could not be set: " + e);
            return null;
        }
    }

    private Optional<byte[]> probed(String name, byte[] bytes) {
        List<ProbeTable.Entry> entries = table.named(ProbeTable.name(name));
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        long content = ProbeTable.content(bytes);
        for (ProbeTable.Entry entry : entries) {
            if (entry.content() == content) {
                return probed(name.replace('/', '.'), entry);
            }
        }
        trouble.accept("a class " + name.replace('/', '.') + " was loaded that is not the one of the project");
        return Optional.empty();
    }

    private Optional<byte[]> probed(String name, ProbeTable.Entry entry) {
        if (entry.length() == 0) {
            loaded.add(new Loaded(name, entry.content(), next.get(), 0));
            return Optional.empty();
        }
        Optional<byte[]> bytes = table.bytes(entry);
        if (bytes.isEmpty()) {
            trouble.accept("the probes of " + name + " are damaged");
            return bytes;
        }
        int base = next.getAndAccumulate(entry.count(), (used, more) -> used + more > capacity ? used : used + more);
        if (base + entry.count() > capacity) {
            trouble.accept("there are more than " + capacity + " methods in the classes that were loaded");
            return Optional.empty();
        }
        ProbeTable.number(bytes.get(), entry, base);
        loaded.add(new Loaded(name, entry.content(), base, entry.count()));
        return bytes;
    }
}
