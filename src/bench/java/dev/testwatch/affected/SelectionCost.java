package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import dev.testwatch.fork.Probes;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Measures what one changed class costs between compiling and running, in a project of any size, with a recording of
 * each test: all that a build asks an index, and loading and keeping it. Times are the thread's own, since a busy
 * machine lengthens any other, those of loading also as a clock shows them; heap is what is left after a collection.
 *
 * <p>{@code SelectionCost <directory> <classes> <tests> [load]}: makes a project's index and measures; with
 * {@code load}, opens the one that was made before.
 */
public final class SelectionCost {

    private static final int CHUNK = 1_000;
    private static final int LOADED = 30;
    private static final int WARM_UP = Integer.getInteger("bench.warmups", 40);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 100);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PrintStream out;
    private final GeneratedClasses generated;
    private final Workbench bench;
    private final Random random = new Random(1);
    private final Set<ClassName> changed = new LinkedHashSet<>();

    private SelectionCost(PrintStream out, Path root, int classes, int tests) {
        this.out = out;
        this.generated = new GeneratedClasses(classes, tests);
        this.bench = new Workbench(root);
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Files.createDirectories(root);
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        int classes = Integer.parseInt(arguments[1]);
        var cost = new SelectionCost(out, root, classes, Integer.parseInt(arguments[2]));
        long measured;
        try (Index index = cost.open()) {
            if (arguments.length == 3) {
                cost.make(index, classes);
                cost.heap();
            }
            cost.measure(index);
            cost.heap();
            measured = now();
        }
        cost.say("closed", now() - measured);
    }

    private Index open() throws IOException {
        long start = now();
        long clock = System.nanoTime();
        Index index = Index.open(bench.project(), bench.state(), out::println);
        said("opened, " + index.classCount() + " classes", start, clock);
        heap();
        start = now();
        clock = System.nanoTime();
        index.testClasses();
        said("then the graph", start, clock);
        start = now();
        int stale = (int) index.testClasses().stream()
                .filter(test -> index.standing(test) == Standing.STALE)
                .count();
        say("then the first look at all tests, " + stale + " of them stale", now() - start);
        for (String file : List.of("index", "journal")) {
            Path path = bench.state().resolve(file);
            out.printf("%s: %d KiB%n", file, Files.exists(path) ? Files.size(path) >> 10 : 0);
        }
        return index;
    }

    /** Both times, taken before anything is printed: for the first time that takes as long as much that is measured. */
    private void said(String what, long start, long clock) {
        long took = now() - start;
        long byTheClock = System.nanoTime() - clock;
        say(what, took);
        say("by the clock", byTheClock);
    }

    private void make(Index index, int classes) {
        long start = now();
        Map<ClassName, byte[]> chunk = new HashMap<>();
        for (int number = 0; number < classes; number++) {
            chunk.put(generated.name(number), generated.bytes(number));
            if (chunk.size() == CHUNK || number == classes - 1) {
                index.update(new Output(chunk, Set.of(), Resources.NONE));
                chunk.clear();
            }
        }
        say("made and read " + classes + " classes", now() - start);
        heap();
        start = now();
        List<Selected> tests = index.of(index.testClasses(), new Reason.Asked()).tests();
        Map<TestClass, Integer> numbers = new HashMap<>();
        for (int number = generated.mains(); number < classes; number++) {
            ClassName name = generated.name(number);
            numbers.put(new TestClass(name.module(), name.binaryName()), number);
        }
        for (Selected test : tests) {
            record(index, test, Optional.ofNullable(numbers.get(test.test())).orElseThrow());
        }
        say("recorded " + tests.size() + " tests", now() - start);
    }

    /** What a test does: it and some of those that it reaches, eight methods of each. */
    private void record(Index index, Selected test, int number) {
        List<Integer> reached = new ArrayList<>(List.of(number));
        Set<Integer> seen = new LinkedHashSet<>(reached);
        for (int i = 0; i < reached.size() && seen.size() < LOADED; i++) {
            generated.uses(reached.get(i)).forEach(use -> {
                if (seen.add(use)) {
                    reached.add(use);
                }
            });
        }
        List<Loaded> loaded = new ArrayList<>();
        List<Integer> executed = new ArrayList<>();
        int count = GeneratedClasses.METHODS + 1;
        for (int use : reached) {
            int base = loaded.size() * count;
            loaded.add(
                    new Loaded(generated.name(use).binaryName(), Digest.ofContent(generated.bytes(use)), base, count));
            random.ints(8, 0, count).forEach(method -> executed.add(base + method));
        }
        Probes probes = Probes.of(executed.stream().mapToInt(i -> i).toArray());
        var footprint = new Footprint(loaded, probes, Map.of(), Map.of(), Map.of(), true);
        index.record(
                test,
                List.of(Workbench.result(test.test().name(), "works", false)),
                Duration.ofMillis(5),
                Optional.of(footprint));
    }

    // ---- one changed class after the other

    private enum Edit {
        BODY("body of a method"),
        SHAPE("a field more"),
        EDGE("a call of another class"),
        ADDED("a class added, and taken away"),
        UNUSED("body of a method that no test runs");

        final String label;

        Edit(String label) {
            this.label = label;
        }
    }

    private void measure(Index index) {
        for (Edit edit : Edit.values()) {
            List<Long> updating = new ArrayList<>();
            List<Long> choosing = new ArrayList<>();
            List<Long> counting = new ArrayList<>();
            List<Long> all = new ArrayList<>();
            int selected = 0;
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                int number = random.nextInt(generated.mains());
                changed.clear();
                index.settled();
                Output output = output(edit, number, round);
                long start = now();
                index.update(output);
                changed.addAll(output.written().keySet());
                changed.addAll(output.removed());
                long updated = now();
                int chosen = choose(index);
                long counted = now();
                count(index, chosen == 0);
                long end = now();
                if (round >= WARM_UP) {
                    updating.add(updated - start);
                    choosing.add(counted - updated);
                    counting.add(end - counted);
                    all.add(end - start);
                    selected += chosen;
                }
                if (edit != Edit.ADDED) {
                    index.update(new Output(
                            Map.of(generated.name(number), generated.bytes(number)), Set.of(), Resources.NONE));
                }
            }
            out.printf(
                    "%-36s update %s, selection %s, counts %s, all %s; %d selected on average%n",
                    edit.label, figure(updating), figure(choosing), figure(counting), figure(all), selected / ROUNDS);
        }
    }

    private Output output(Edit edit, int number, int round) {
        ClassName name = generated.name(number);
        List<Integer> uses = new ArrayList<>(generated.uses(number));
        if (edit == Edit.ADDED) {
            int beyond = 2 * (generated.mains() + 1_000_000);
            ClassName added = new ClassName(GeneratedClasses.MODULE, "com.acme.Added");
            return round % 2 == 0
                    ? new Output(Map.of(added, generated.bytes(beyond, 0, uses, 0)), Set.of(), Resources.NONE)
                    : new Output(Map.of(), Set.of(added), Resources.NONE);
        }
        if (edit == Edit.EDGE) {
            uses.set(1, random.nextInt(generated.mains()));
        }
        byte[] bytes = generated.bytes(number, edit == Edit.SHAPE ? 0 : 100 + round, uses, edit == Edit.SHAPE ? 1 : 0);
        return new Output(Map.of(name, bytes), Set.of(), Resources.NONE);
    }

    /** As a build chooses. */
    private int choose(Index index) {
        return index.stale(new Question(changed, Set.of(), Map.of(), Set.of(), false))
                .tests()
                .size();
    }

    /** As a build counts afterwards, and looks for what to say if there is nothing to run. */
    private void count(Index index, boolean quiet) {
        int stale = 0;
        Set<TestClass> held = index.blocked(Set.of());
        for (Count count : index.counts()) {
            if (!held.contains(count.test()) && count.standing() == Standing.STALE) {
                stale += Math.max(1, count.tests());
            }
            if (count.failing()) {
                stale += index.results(count.test()).size();
            }
        }
        if (quiet) {
            Set<TestClass> affected = index.blocked(changed);
            stale += affected.stream().anyMatch(test -> index.unaffected(test).isPresent()) ? 1 : 0;
            stale += index.edited().size();
        }
        if (stale < 0) {
            throw new IllegalStateException("counts are never negative");
        }
    }

    // ---- figures

    private static String figure(List<Long> times) {
        long[] sorted = times.stream().mapToLong(time -> time).sorted().toArray();
        return String.format(
                java.util.Locale.ROOT,
                "%.2f (p90 %.2f) ms",
                (double) sorted[sorted.length / 2] / NANOS_PER_MILLI,
                (double) sorted[sorted.length * 9 / 10] / NANOS_PER_MILLI);
    }

    private void heap() {
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        out.printf("heap in use: %d MiB%n", used >> 20);
    }

    private void say(String what, long nanos) {
        out.printf("%s: %.1f ms%n", what, (double) nanos / NANOS_PER_MILLI);
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
