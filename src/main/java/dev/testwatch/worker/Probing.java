package dev.testwatch.worker;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** All that recording needs of this JVM, made while there is nothing better to do. */
final class Probing {

    private static final String REHEARSED = "no/Such";

    /** As many as the classes of a small project have, so that looking through all of them is rehearsed, too. */
    private static final int REHEARSED_PROBES = 2048;

    /** Each class of the project is looked for in all its directories, so that these come by the hundred. */
    private static final int REHEARSED_NAMES = 50;

    private final Optional<Ground> ground;
    private final String missing;

    private Probing(Optional<Ground> ground, String missing) {
        this.ground = ground;
        this.missing = missing;
    }

    /**
     * What there is to record with.
     *
     * @param listener who hears of initialisers and writers
     * @param files who hears of files
     * @param blind why nobody does
     * @param members whether it is also heard of whoever looks at members of classes
     */
    private record Ground(
            Instrumentation agent,
            Probes probes,
            AtomicReference<IntConsumer> listener,
            AtomicReference<BiConsumer<Object, Object>> files,
            Optional<String> blind,
            boolean members) {}

    /** The array of probes, and what else is as large: made while nobody waits. */
    private static final class Probes {
        private final byte[] hits;
        private final boolean[] quiet;

        Probes(byte[] hits) {
            this.hits = hits;
            this.quiet = new boolean[hits.length];
        }
    }

    /** Changes no class yet. Does not fail: where nothing can be recorded, {@link #begin} says why. */
    static Probing prepare() {
        Optional<Agent.Given> given = Agent.given();
        if (given.isEmpty()) {
            return new Probing(Optional.empty(), "the JVM was started without testwatch's agent");
        }
        try {
            Instrumentation agent = given.get().instrumentation();
            var listener = new AtomicReference<IntConsumer>(probe -> {});
            var files = new AtomicReference<BiConsumer<Object, Object>>((what, how) -> {});
            byte[] probes = BootClass.define(
                    agent,
                    probe -> Objects.requireNonNull(listener.get()).accept(probe),
                    (what, how) -> Objects.requireNonNull(files.get()).accept(what, how));
            Optional<String> blind = given.get()
                    .hooks()
                    .map(hooks -> FileHooks.place(agent, Path.of(hooks), files))
                    .orElse(Optional.of("there are no hooks for this JDK"));
            boolean members = given.get()
                    .hooks()
                    .filter(hooks -> blind.isEmpty() && FileHooks.placeForMembers(agent, Path.of(hooks), files))
                    .isPresent();
            Path any = Path.of(System.getProperty("java.home"), "release");
            if (Files.isRegularFile(any)) {
                ProbeTable.rehearse(any);
            }
            return new Probing(Optional.of(new Ground(agent, new Probes(probes), listener, files, blind, members)), "");
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
            return Optional.of(begin(ground.get(), table, files.get()));
        } catch (IOException | RuntimeException | LinkageError e) {
            return refused("the classes with probes cannot be read: " + e, outbox);
        }
    }

    /** A recorder that goes through all that one does, for a class that is not loaded. */
    Optional<Recorder> rehearsal() {
        return ground.map(there -> {
            byte[] bytes = new byte[(REHEARSED_PROBES + 1) * ProbeTable.CONSTANT];
            var entry = new ProbeTable.Entry(
                    ProbeTable.name(REHEARSED),
                    ProbeTable.content(bytes),
                    0,
                    bytes.length,
                    0,
                    REHEARSED_PROBES,
                    ProbeTable.checksum(bytes, 0, REHEARSED_PROBES));
            ByteBuffer table = ProbeTable.table(List.of(entry));
            var nowhere = new Message.Recording("", "", List.of("/no"), List.of());
            var probes = new Probes(new byte[REHEARSED_PROBES]);
            Recorder recorder = make(probes, there.blind(), ProbeTable.of(table, ByteBuffer.wrap(bytes)), nowhere)
                    .recorder();
            recorder.rehearse(REHEARSED, bytes, probes.hits);
            var blind = new AtomicReference<Optional<String>>(Optional.empty());
            rehearse(new FilesSeen(
                    new Territory(nowhere),
                    new byte[1],
                    () -> OptionalInt.of(0),
                    REHEARSED::equals,
                    new Sought(),
                    new Opened(),
                    blind));
            return recorder;
        });
    }

    /** What is called from inside the JDK is to load no class there. */
    private static void rehearse(FilesSeen files) {
        for (String name : List.of("/no/such", "such", "/no/./such")) {
            for (Object how : List.of(FileHooks.READ, FileHooks.CHECKED, FileHooks.MADE, Set.of(), 2)) {
                files.accept(new File(name), how);
                files.accept(Path.of(name), how);
            }
        }
        files.accept(new ProcessBuilder("no", "/no"), FileHooks.STARTED);
        files.accept(files, FileHooks.MEMBERS);
        files.accept(FilesSeen.class, FileHooks.MEMBERS);
        for (int i = 0; i < REHEARSED_NAMES; i++) {
            files.lookedAt(REHEARSED + i);
            files.accept(new File("/none/such" + i), FileHooks.CHECKED); // as where a class is looked for
        }
        files.lookedAt(REHEARSED);
        files.take();
    }

    private record Made(Recorder recorder, FilesSeen files) {}

    private static Recorder begin(Ground ground, ProbeTable table, Message.Recording files) {
        Made made = make(ground.probes(), ground.blind(), table, files);
        ground.listener().set(made.recorder()::called);
        if (ground.blind().isEmpty() && !files.within().isEmpty()) {
            ground.files().set(made.files());
            if (!ground.members()) {
                made.files().lookedAtAny();
            }
        }
        made.recorder().watch(ground.agent());
        return made.recorder();
    }

    private static Made make(Probes probes, Optional<String> deaf, ProbeTable table, Message.Recording files) {
        var trouble = new AtomicReference<Optional<String>>(Optional.empty());
        var blind = new AtomicReference<>(files.within().isEmpty() ? Optional.of("nobody asked for them") : deaf);
        var sought = new Sought();
        var opened = new Opened();
        var loading = new Loading(
                table,
                BootClass.CAPACITY,
                sought,
                opened,
                why -> trouble.compareAndSet(Optional.empty(), Optional.of(why)));
        var seen = new FilesSeen(
                new Territory(files), probes.hits, loading::number, loading::isOwn, sought, opened, blind);
        var spans = new Spans(probes.quiet);
        return new Made(new Recorder(new Hits(probes.hits), loading, seen, spans, trouble, blind), seen);
    }

    private static Optional<Recorder> refused(String why, Outbox outbox) {
        outbox.send(new Message.Touched(List.of(), List.of(), List.of(), List.of(), Optional.of(why)));
        return Optional.empty();
    }
}
