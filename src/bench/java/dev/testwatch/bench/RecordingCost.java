package dev.testwatch.bench;

import dev.testwatch.affected.ProbePack;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.Patience;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.Run;
import dev.testwatch.fork.Standby;
import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures what recording costs: the same suite in forks with probes and without, one after the other, many times over.
 * Wants a project that is built ({@code bench.project}), its other class path ({@code bench.classpath}), how many pairs
 * of runs to make ({@code bench.pairs}) and a test class to run alone ({@code bench.single}).
 *
 * <p>The profile {@code bench} does the same with its own project, and fails where it costs more than it may.
 */
public final class RecordingCost {

    private static final String FIB =
            "public class FibTest { static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }"
                    + " @org.junit.jupiter.api.Test void fib() { for (int i = 0; i < 20; i++) fib(32); } }";

    /**
     * What recording costs.
     *
     * @param bare without it, median in milliseconds
     * @param recorded with it
     * @param ratio median of the ratios of the pairs, of runs that came one after the other
     * @param most what the ratio may be
     */
    record Cost(String what, double bare, double recorded, double ratio, double most) {

        boolean isTooMuch() {
            return ratio > most;
        }

        static List<String> header() {
            return List.of("recording", "bare", "recorded", "ratio", "at most");
        }

        List<String> cells() {
            return List.of(
                    isTooMuch() ? what + ": TOO MUCH" : what,
                    format("%.1f", bare),
                    format("%.1f", recorded),
                    format("%.3f", ratio),
                    format("%.2f", most));
        }

        private static String format(String pattern, double value) {
            return String.format(Locale.ROOT, pattern, value);
        }
    }

    /** Pairs of runs before those that count: who watches has run tests before. */
    private static final int WARM_UPS = 5;

    /** How many times as long a suite may take. */
    private static final double SUITE = 1.03;

    /** One small test class takes 15 ms, of which recording may take five. */
    private static final double SINGLE = 1.33;

    /** Calls that do nothing else. */
    private static final double CALLS = 1.20;

    private final Path work;
    private final Standby standby;
    private final int pairs;

    private RecordingCost(Path work, int pairs) {
        this.work = work;
        this.standby = new Standby(work);
        this.pairs = pairs;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path project = Path.of(System.getProperty("bench.project", ".")).toAbsolutePath();
        List<Path> libraries = paths(System.getProperty("bench.classpath", ""));
        Optional<String> single = Optional.ofNullable(System.getProperty("bench.single"));
        Table table = new Table().row(Cost.header());
        of(project, libraries, single, Integer.getInteger("bench.pairs", 5)).stream()
                .map(Cost::cells)
                .forEach(table::row);
        System.out.println(table);
    }

    /**
     * Measures a project that is built.
     *
     * @param single a test class to run alone
     * @param pairs how many runs with and without, one after the other
     */
    static List<Cost> of(Path project, List<Path> libraries, Optional<String> single, int pairs)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("testwatch-bench");
        List<Path> outputs = List.of(project.resolve("target/test-classes"), project.resolve("target/classes"));
        var cost = new RecordingCost(work, pairs);
        List<Cost> costs = new ArrayList<>();
        try {
            if (single.isPresent()) {
                costs.addAll(cost.measure(single.get(), SINGLE, project, outputs, libraries, List.of(single.get())));
            }
            costs.addAll(cost.measure("the suite", SUITE, project, outputs, libraries, testClasses(outputs.get(0))));
            costs.addAll(cost.measure("fib", CALLS, work, List.of(cost.fib(libraries)), libraries, List.of("FibTest")));
        } finally {
            cost.standby.close();
        }
        return costs;
    }

    static List<Path> paths(String text) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(text)
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static List<String> testClasses(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.map(file -> output.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class") && !name.contains("$"))
                    .map(RecordingCost::className)
                    .sorted()
                    .toList();
        }
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.');
    }

    private Path fib(List<Path> libraries) throws IOException {
        Path output = Files.createDirectories(work.resolve("fib"));
        Path source = Files.writeString(work.resolve("FibTest.java"), FIB);
        String path = String.join(
                File.pathSeparator, libraries.stream().map(Path::toString).toList());
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", output.toString(), "-cp", path, source.toString());
        return output;
    }

    /** What a run took, in milliseconds: by the clock, and of the thread that runs the tests, which nobody disturbs. */
    private record Took(double clock, double cpu) {}

    private List<Cost> measure(
            String what,
            double most,
            Path directory,
            List<Path> outputs,
            List<Path> libraries,
            List<String> testClasses)
            throws IOException, InterruptedException {
        Message.Recording recording = hearing(pack(what, outputs), directory, outputs);
        List<Path> classPath = new ArrayList<>(outputs);
        classPath.addAll(libraries);
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var probed = new ForkCommand(java, List.of(), Map.of(), Map.of(), classPath, directory);
        List<Took> with = new ArrayList<>();
        List<Took> without = new ArrayList<>();
        for (int i = -WARM_UPS; i < pairs; i++) {
            Took bare = run(probed.withoutRecording(), Optional.empty(), testClasses);
            Took full = run(probed, Optional.of(recording), testClasses);
            if (i >= 0) {
                without.add(bare);
                with.add(full);
            }
        }
        return List.of(
                cost(what, most, millis(without, Took::clock), millis(with, Took::clock)),
                cost(what + ", CPU", most, millis(without, Took::cpu), millis(with, Took::cpu)));
    }

    private static List<Double> millis(List<Took> runs, ToDoubleFunction<Took> time) {
        return runs.stream().mapToDouble(time).boxed().toList();
    }

    private static Cost cost(String what, double most, List<Double> without, List<Double> with) {
        double bare = Figures.median(without).orElse(0);
        double full = Figures.median(with).orElse(0);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            ratios.add(with.get(i) / without.get(i));
        }
        return new Cost(what, bare, full, Figures.median(ratios).orElse(0), most);
    }

    private Message.Recording pack(String what, List<Path> outputs) throws IOException {
        Map<ClassName, byte[]> classes = new HashMap<>();
        for (Path output : outputs) {
            try (Stream<Path> files = Files.walk(output)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String name = className(output.relativize(file).toString());
                    classes.put(new ClassName("bench", name), Files.readAllBytes(file));
                }
            }
        }
        ProbePack pack = ProbePack.open(Files.createTempDirectory(work, "state"), System.out::println);
        long start = System.nanoTime();
        pack.reconcile(new Compilation.Output(classes, Set.of(), Compilation.Resources.NONE));
        System.out.printf(
                Locale.ROOT,
                "%s: pack of %d classes, %.2f ms for each; %d without probes%n",
                what,
                classes.size(),
                Sample.millis(start, System.nanoTime()) / Math.max(1, classes.size()),
                pack.unprobed());
        return pack.recording().orElseThrow();
    }

    /** As the watch asks for it: files near the project count, but not its output. */
    private static Message.Recording hearing(Message.Recording recording, Path directory, List<Path> outputs) {
        List<String> without = outputs.stream().map(Path::toString).toList();
        return new Message.Recording(recording.table(), recording.data(), List.of(directory.toString()), without);
    }

    private Took run(ForkCommand command, Optional<Message.Recording> recording, List<String> testClasses)
            throws IOException, InterruptedException {
        List<String> selectors =
                testClasses.stream().map(name -> "class:" + name).toList();
        var heard = new Heard();
        standby.discardAll();
        standby.prepare(command);
        Thread.sleep(Integer.getInteger("bench.pause", 3000));
        try (Fork fork = standby.take(command)) {
            double used = ThreadTime.ofMain(fork.pid());
            long start = System.nanoTime();
            Run run = fork.run(
                    new Message.Run(selectors, List.of(), List.of(), Optional.empty(), recording),
                    heard,
                    Patience.of(Duration.ofMinutes(10)));
            var took = new Took(Sample.millis(start, System.nanoTime()), ThreadTime.ofMain(fork.pid()) - used);
            if (!(run instanceof Run.Completed) || heard.outcomes.isEmpty()) {
                throw new IllegalStateException("nothing was measured: " + run);
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %s %.1f ms (%.1f ms of CPU), %s, footprints of %d of %d classes%n",
                    recording.isPresent() ? "recorded" : "bare",
                    took.clock(),
                    took.cpu(),
                    heard.outcomes,
                    heard.footprints,
                    heard.classes.size());
            return took;
        }
    }

    private static final class Heard implements Progress {
        private final Map<TestResult.Status, Integer> outcomes = new HashMap<>();
        private final Set<String> classes = new HashSet<>();
        private int footprints;

        @Override
        public void planned(List<Message.Node> tests) {}

        @Override
        public void registered(Message.Node test) {}

        @Override
        public void started(Message.Node test) {}

        @Override
        public void finished(TestResult result) {
            outcomes.merge(result.status(), 1, Integer::sum);
        }

        @Override
        public void ended(String testClass, Optional<Footprint> footprint) {
            classes.add(testClass);
            footprints += footprint.isPresent() ? 1 : 0;
        }
    }
}
