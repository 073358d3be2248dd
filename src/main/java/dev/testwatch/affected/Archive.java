package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.fork.TestResult;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Classes, resources and results as they outlive the process. Whatever is lost of it on the way only makes tests stale:
 * what is read back is never a success where a failure was recorded after it.
 */
final class Archive implements AutoCloseable {

    private static final byte CATALOGUE = 1;
    private static final byte OUTCOME = 2;
    private static final byte TIMINGS = 3;
    private static final byte METHODS = 4;
    private static final byte METHOD = 5;

    /** When as many classes change, and they are most of all, the journal would be longer than the snapshot. */
    private static final int MANY = 1_000;

    private final Store store;
    private final Supplier<Set<TestClass>> present;
    private final Catalogue catalogue = new Catalogue();
    private final CatalogueCodec codec = new CatalogueCodec(catalogue);
    private final Elements elements = new Elements(catalogue);
    private final Environments environments = new Environments();
    private final History history = new History(environments);
    private final Timings timings = new Timings();
    private final MethodHistory methods = new MethodHistory(environments);

    private Archive(Store store, Supplier<Set<TestClass>> present) {
        this.store = store;
        this.present = present;
    }

    /**
     * Reads what the store holds.
     *
     * @param present the test classes that there are, asked for when results are thinned out
     * @param messages told if what the store holds has no meaning here
     */
    static Archive open(Store store, Supplier<Set<TestClass>> present, Consumer<String> messages) {
        Archive archive = new Archive(store, present);
        boolean understood = understands(archive::readSnapshot);
        if (!store.settle()) {
            archive = new Archive(store, present); // that was not what had been written
            understood = understands(archive::readSnapshot);
        }
        if (understood && understands(archive::readRecords)) {
            return archive;
        }
        // Checksums were right, so these bytes were written with another meaning.
        messages.accept("What testwatch kept of earlier runs is not understood; starting afresh, all tests run once.");
        archive = new Archive(store, present);
        archive.forget();
        return archive;
    }

    private static boolean understands(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException unknown) {
            return false;
        }
    }

    private void readSnapshot() {
        Iterator<Slice> snapshot = store.takeSnapshot();
        if (snapshot.hasNext()) {
            try (Checks checks = new Checks()) {
                load(new Decoder(snapshot, checks));
                checks.finish();
            }
        }
    }

    private void readRecords() {
        Iterator<Slice> records = store.takeRecords();
        boolean journal = records.hasNext();
        records.forEachRemaining(record -> read(new Decoder(record.copy()))); // some may stay for long, but not all
        catalogue.forgetChanges();
        if (journal) {
            elements.refresh();
        }
    }

    private void read(Decoder in) {
        long kind = in.number();
        if (kind == CATALOGUE) {
            catalogue.symbols.read(in);
            codec.read(in);
        } else if (kind == TIMINGS) {
            timings.readOne(in);
        } else if (kind == METHODS) {
            methods.readClass(in);
        } else {
            catalogue.symbols.read(in);
            elements.read(in);
            if (kind == METHOD) {
                methods.readMethod(in, elements.count());
            } else {
                history.readOne(in, elements.count());
            }
        }
    }

    private void load(Decoder in) {
        catalogue.symbols.read(in);
        codec.read(in);
        elements.readAll(in);
        history.read(in, elements.count());
        timings.read(in);
        methods.read(in, elements.count());
        if (!in.isAtEnd()) {
            throw new IllegalStateException("more than there should be");
        }
    }

    /** To be changed by its owner, who then calls {@link #changed}. */
    Catalogue catalogue() {
        return catalogue;
    }

    /** To be changed by {@link #add} and {@link #forget} only. */
    History history() {
        return history;
    }

    /** Keeps what the catalogue says of these now, or that it says nothing. */
    void changed(Set<ClassName> classes, Set<ResourceName> resources) {
        boolean most =
                classes.size() > MANY && classes.size() > catalogue.classes().size() / 2;
        if (most && store.replace(this::write)) {
            return;
        }
        Encoder record = new Encoder().number(CATALOGUE);
        catalogue.symbols.writeNew(record);
        codec.write(record, classes, resources);
        append(record);
    }

    /** The parts of classes that recordings name. */
    Elements elements() {
        return elements;
    }

    /** How long tests took. */
    Timings timings() {
        return timings;
    }

    /** Keeps how long these tests of a test class took. */
    void time(TestClass test, List<TestResult> results) {
        timings.add(test, results);
        Encoder record = new Encoder().number(TIMINGS);
        timings.write(record, test, results);
        append(record);
    }

    /** What is known of single methods; to be changed here only. */
    MethodHistory methods() {
        return methods;
    }

    /**
     * Keeps what is known of the methods of a test class one by one, or that nothing is. If it gets lost, what was known
     * before is known again: no more than is true, since {@link #disprove} has seen to that.
     */
    void keep(TestClass test, Optional<KnownMethods> known) {
        known.ifPresent(some -> methods.put(test, some));
        if (known.isPresent() || methods.remove(test)) {
            Encoder record = new Encoder().number(METHODS);
            methods.writeClass(record, test);
            append(record);
        }
    }

    /** Keeps what {@code known} says of one more method. */
    void keep(TestClass test, KnownMethods known, long method) {
        methods.put(test, known);
        Encoder record = new Encoder().number(METHOD);
        catalogue.symbols.writeNew(record);
        elements.writeNew(record);
        methods.writeMethod(record, test, method);
        append(record);
    }

    /**
     * Forgets that these methods have passed; it cannot come back from the store. To be told before what disproves it, so
     * that this is never kept alone.
     */
    void disprove(TestClass test, Set<Long> disproved) {
        if (!disproved.isEmpty()) {
            methods.of(test).ifPresent(known -> methods.put(test, known.without(disproved)));
            store.replaceForGood(this::write);
        }
    }

    /** Keeps what came of a test class. */
    void add(TestClass test, Outcome outcome) {
        add(test, outcome, earlier -> false);
    }

    /**
     * Keeps what came of a test class.
     *
     * @param disproved the earlier outcomes whose recordings say that this one could not be
     */
    void add(TestClass test, Outcome outcome, Predicate<Outcome> disproved) {
        long replaced = history.which(test, earlier -> outcome.replaces(earlier, elements));
        boolean takesBack = outcome.failed() && (replaced & history.which(test, earlier -> !earlier.failed())) != 0;
        takesBack |= outcome.failed() && history.unrecord(test, disproved);
        history.add(test, outcome, replaced);
        // The journal may lose its end; then the success would be back, or what it is concluded from.
        if (!takesBack || !store.replaceForGood(this::write)) {
            Encoder record = new Encoder().number(OUTCOME);
            catalogue.symbols.writeNew(record);
            elements.writeNew(record);
            History.write(record, test, outcome, replaced);
            append(record);
        }
    }

    /** Forgets what came of test classes with contents; it cannot come back from the store. */
    void forget(Map<TestClass, Long> keys) {
        keys.forEach(history::remove);
        keys.keySet().forEach(methods::remove);
        store.replaceForGood(this::write);
    }

    /** Forgets all results, here and in the store. */
    void forget() {
        history.clear();
        timings.clear();
        methods.clear();
        store.replaceForGood(this::write);
    }

    /** Keeps everything and lets go of the store. */
    @Override
    public void close() {
        if (store.hasRecords()) {
            store.replace(this::write);
        }
        store.close();
    }

    private void append(Encoder record) {
        if (!store.wantsReplacing() || !store.replace(this::write)) {
            store.append(record.bytes());
        }
    }

    private void write(Consumer<byte[]> blocks) {
        if (!catalogue.isEmpty()) {
            history.prune(present.get());
            timings.retain(present.get());
            methods.retain(present.get());
        }
        Encoder out = new Encoder(blocks);
        catalogue.symbols.write(out);
        codec.write(out);
        elements.write(out);
        history.write(out);
        timings.write(out);
        methods.write(out);
        out.finish();
    }
}
