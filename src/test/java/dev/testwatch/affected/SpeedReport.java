package dev.testwatch.affected;

import static java.util.stream.Collectors.toMap;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import dev.testwatch.fork.Probes;
import dev.testwatch.fork.TestResult;
import java.io.FileWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints how long an index takes (CPU time of its thread), no test: {@code java -cp ... dev.testwatch.affected.SpeedReport 600 2000}. Once for
 * making a store, once more in a new JVM with {@code load} for opening it.
 */
final class SpeedReport {

    private static final int ELEMENTS = 300;

    private final List<Long> graph = new ArrayList<>();
    private final PrintWriter out;
    private final Path root;
    private final int classes;
    private final int results;
    private final Random random = new Random(1);

    private SpeedReport(PrintWriter out, Path root, int classes, int results) {
        this.out = out;
        this.root = root;
        this.classes = classes;
        this.results = results;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Files.createDirectories(root);
        PrintWriter out = new PrintWriter(new FileWriter(arguments[1], StandardCharsets.UTF_8, true));
        SpeedReport report = new SpeedReport(out, root, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        if (arguments.length > 4) {
            report.load();
        } else {
            report.make();
        }
        out.close();
    }

    private void load() {
        Workbench bench = new Workbench(root);
        Output everything = new Output(generate(), Set.of(), Resources.NONE);
        long start = now();
        try (Index index = Index.open(bench.project(), bench.state(), out::println)) {
            say("cold: open", start);
            long next = now();
            index.reconcile(everything);
            say("cold: reconcile, nothing differs", next);
            next = now();
            int stale = index.stale(new Question(Set.of(), Set.of(), Map.of(), Set.of(), true))
                    .tests()
                    .size();
            say("cold: first selection, " + stale + " stale", next);
            say("cold: all", start);
        }
    }

    private void make() {
        Workbench bench = new Workbench(root);
        Map<ClassName, byte[]> all = generate();
        try (Index index = Index.open(bench.project(), bench.state(), out::println)) {
            long start = now();
            index.reconcile(new Output(all, Set.of(), Resources.NONE));
            say(
                    classes + " classes, "
                            + all.values().stream().mapToInt(b -> b.length).sum() / 1024 + " KB: first index",
                    start);
            Question nothing = new Question(Set.of(), Set.of(), Map.of(), Set.of(), false);
            List<Selected> tests = index.stale(nothing).tests();
            int perClass = Math.max(1, results / tests.size());
            for (Selected test : tests) {
                record(index, test, perClass);
            }
            List<Long> body = new ArrayList<>();
            List<Long> shape = new ArrayList<>();
            int selected = 0;
            for (int i = 0; i < 300; i++) {
                ClassName name = new ClassName("app", name(random.nextInt(classes / 2)));
                byte[] bytes = i % 2 == 0
                        ? RandomProjectTest.bytes(name.binaryName(), 1000 + i, uses(name))
                        : RandomProjectTest.bytes(name.binaryName(), 1000 + i, List.of(name(i), "x.Y"));
                Output output = new Output(Map.of(name, bytes), Set.of(), Resources.NONE);
                long one = now();
                index.update(output);
                Selection selection = index.stale(new Question(Set.of(name), Set.of(), Map.of(), Set.of(), false));
                (i % 2 == 0 ? body : shape).add(now() - one);
                selected += selection.tests().size();
                selection.tests().forEach(test -> record(index, test, 1));
            }
            out.printf(
                    "update + selection: first %.1f ms, median %.2f ms, p90 %.2f ms; new edges: median %.2f ms; %d selected on average%n",
                    body.get(0) / 1e6,
                    percentile(body, 50),
                    percentile(body, 90),
                    percentile(shape, 50),
                    selected / 300);
            index.reconcile(new Output(all, Set.of(), Resources.NONE));
            recorded(index, all);
        }
    }

    /** What recordings cost, and how much faster or slower a selection is with them. */
    private void recorded(Index index, Map<ClassName, byte[]> all) {
        List<Loaded> loaded = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        new TreeMap<>(all.entrySet().stream().collect(toMap(e -> e.getKey().binaryName(), Map.Entry::getValue)))
                .forEach((name, bytes) -> {
                    numbers.put(name, loaded.size());
                    loaded.add(new Loaded(name, Digest.ofContent(bytes), loaded.size(), 1));
                });
        long before = heap();
        long start = now();
        List<Selected> tests = index.of(index.testClasses(), new Reason.Asked()).tests();
        for (Selected test : tests) {
            int[] executed = random.ints(ELEMENTS / 2, 0, loaded.size()).toArray();
            executed[0] = Optional.ofNullable(numbers.get(test.test().name())).orElseThrow();
            Footprint footprint = new Footprint(loaded, Probes.of(executed), Map.of(), Map.of(), Map.of(), true);
            index.record(test, List.of(), Duration.ofMillis(5), Optional.of(footprint));
        }
        say(tests.size() + " tests recorded, " + (heap() - before >> 20) + " MB more, each", start, tests.size());
        List<Long> times = new ArrayList<>();
        int selected = 0;
        for (int i = 0; i < 60; i++) {
            ClassName name = new ClassName("app", name(random.nextInt(classes / 2)));
            byte[] bytes = RandomProjectTest.bytes(name.binaryName(), 5000 + i, uses(name));
            long one = now();
            index.update(new Output(Map.of(name, bytes), Set.of(), Resources.NONE));
            index.testClasses();
            long made = now();
            selected += index.stale(new Question(Set.of(name), Set.of(), Map.of(), Set.of(), false))
                    .tests()
                    .size();
            times.add(now() - made);
            graph.add(made - one);
            index.update(new Output(
                    Map.of(name, Optional.ofNullable(all.get(name)).orElseThrow()), Set.of(), Resources.NONE));
        }
        out.printf(
                "with recordings: update median %.2f ms, selection median %.2f ms, p90 %.2f ms; %d of %d selected on average%n",
                percentile(graph, 50), percentile(times, 50), percentile(times, 90), selected / 60, tests.size());
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void say(String what, long start, int times) {
        out.printf("%s %.2f ms%n", what, (now() - start) / 1e6 / times);
    }

    /** The time this thread has computed, since a busy machine lengthens any other. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double percentile(List<Long> times, int percent) {
        long[] sorted = times.subList(times.size() / 3, times.size()).stream()
                .mapToLong(t -> t)
                .toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length * percent / 100] / 1e6;
    }

    private static void record(Index index, Selected test, int count) {
        List<TestResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(Workbench.result(test.test().name(), "worksInCase" + i, false));
        }
        index.record(test, results, Duration.ofMillis(5));
    }

    private final Map<String, List<String>> uses = new HashMap<>();

    private List<String> uses(ClassName name) {
        return uses.getOrDefault(name.binaryName(), List.of());
    }

    /** Half of the classes are tests; each class names 12 others, mostly near ones, and 15 of libraries. */
    private Map<ClassName, byte[]> generate() {
        Map<ClassName, byte[]> all = new HashMap<>();
        for (int i = 0; i < classes; i++) {
            List<String> used = new ArrayList<>();
            int main = i % (classes / 2);
            for (int j = 0; j < 12; j++) {
                int reach = random.nextInt(20) == 0 ? classes / 2 : 30;
                used.add(name(Math.max(0, main - random.nextInt(reach))));
            }
            for (int j = 0; j < 15; j++) {
                used.add("org.library.Type" + random.nextInt(classes));
            }
            uses.put(name(i), used);
            all.put(new ClassName("app", name(i)), RandomProjectTest.bytes(name(i), i, used));
        }
        return all;
    }

    private String name(int number) {
        return "com.acme.shop.part" + number % 20 + ".Thing" + number + (number < classes / 2 ? "" : "Test");
    }

    private void say(String what, long start) {
        out.printf("%s: %.1f ms%n", what, (now() - start) / 1e6);
    }
}
