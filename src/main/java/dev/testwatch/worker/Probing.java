package dev.testwatch.worker;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** All that recording needs of this JVM, made while there is nothing better to do. */
final class Probing {

    private static final String REHEARSED = "no/Such";

    private final Optional<Ground> ground;
    private final String missing;

    private Probing(Optional<Ground> ground, String missing) {
        this.ground = ground;
        this.missing = missing;
    }

    /** @param listener who hears of initialisers and writers */
    private record Ground(Instrumentation agent, Hits hits, AtomicReference<IntConsumer> listener) {}

    /** Changes no class yet. Does not fail: where nothing can be recorded, {@link #begin} says why. */
    static Probing prepare() {
        Optional<Instrumentation> agent = Agent.instrumentation();
        if (agent.isEmpty()) {
            return new Probing(Optional.empty(), "the JVM was started without testwatch's agent");
        }
        try {
            var listener = new AtomicReference<IntConsumer>(probe -> {});
            byte[] probes = BootClass.define(
                    agent.get(), probe -> Objects.requireNonNull(listener.get()).accept(probe));
            return new Probing(Optional.of(new Ground(agent.get(), new Hits(probes), listener)), "");
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            return new Probing(Optional.empty(), "this JVM does not let testwatch's agent in: " + e);
        }
    }

    /**
     * From now on the project's classes get their probes.
     *
     * @param files what the parent has put down; empty: nothing is to be recorded
     * @param outbox told if it is, but cannot be
     */
    Optional<Recorder> begin(Optional<Message.Recording> files, Outbox outbox) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (ground.isEmpty()) {
            return refused(missing, outbox);
        }
        try {
            var table = ProbeTable.map(
                    Path.of(files.get().table()), Path.of(files.get().data()));
            return Optional.of(begin(ground.get(), table));
        } catch (IOException | RuntimeException | LinkageError e) {
            return refused("the classes with probes cannot be read: " + e, outbox);
        }
    }

    /** A recorder that goes through all that one does, for a class that is not loaded. */
    Optional<Recorder> rehearsal() {
        return ground.map(there -> {
            byte[] bytes = new byte[64];
            var entry = new ProbeTable.Entry(
                    ProbeTable.name(REHEARSED),
                    ProbeTable.content(bytes),
                    0,
                    bytes.length,
                    8,
                    8,
                    ProbeTable.checksum(bytes, 8, 8));
            ByteBuffer table = ProbeTable.table(List.of(entry));
            Recorder recorder = recorder(there, ProbeTable.of(table, ByteBuffer.wrap(bytes)));
            recorder.rehearse(REHEARSED, bytes);
            return recorder;
        });
    }

    private static Recorder begin(Ground ground, ProbeTable table) {
        Recorder recorder = recorder(ground, table);
        ground.listener().set(recorder::called);
        recorder.watch(ground.agent());
        return recorder;
    }

    private static Recorder recorder(Ground ground, ProbeTable table) {
        var trouble = new AtomicReference<Optional<String>>(Optional.empty());
        var loading = new Loading(
                table, BootClass.CAPACITY, why -> trouble.compareAndSet(Optional.empty(), Optional.of(why)));
        return new Recorder(ground.hits(), loading, BootClass.CAPACITY, trouble);
    }

    private static Optional<Recorder> refused(String why, Outbox outbox) {
        outbox.send(new Message.Touched(List.of(), List.of(), List.of(), List.of(), Optional.of(why)));
        return Optional.empty();
    }
}
