package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.loop.Candidates.Known;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Measures what a key at a prompt waits for: the list of what fits, in a JVM that has never made one. The key's way from
 * the terminal and back is measured by {@code dev.testwatch.bench.KeyLatency}. Times are the thread's own, since a busy
 * machine lengthens any other.
 *
 * <p>{@code mvn -q -Pbench verify -Dbench.main=dev.testwatch.loop.TypeaheadCost}
 */
public final class TypeaheadCost {

    private static final int CLASSES = 500;
    private static final int TESTS = 20;

    private TypeaheadCost() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        List<Known> all = IntStream.range(0, CLASSES)
                .mapToObj(number -> known("shop.part" + number % 37 + ".Price" + number + "Test"))
                .toList();
        var gathering = new Candidates.Gathering();
        Candidates candidates = timed(out, "names gathered, in the background", () -> gathering.gather(all));
        timed(out, "first list, of all classes", () -> candidates.anything(""));
        timed(out, "first list of a search", () -> candidates.anything("p"));
        timed(out, "the next", () -> candidates.anything("pr"));
        timed(out, "the next", () -> candidates.anything("prtes"));
        timed(out, "first list of a filter by class", () -> candidates.classes("pr"));
        timed(out, "names gathered again", () -> gathering.gather(all));
    }

    private static <T> T timed(PrintStream out, String what, Supplier<T> work) {
        long start = now();
        T made = work.get();
        out.printf("%-40s %5.1f ms%n", what, TimeUnit.NANOSECONDS.toMicros(now() - start) / 1e3);
        return made;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Known known(String testClass) {
        return new Known(
                new TestClass("shop", testClass),
                TESTS,
                IntStream.range(0, TESTS)
                        .mapToObj(number -> result(testClass, number))
                        .toList());
    }

    private static TestResult result(String testClass, int number) {
        return new TestResult(
                testClass + number,
                testClass,
                testClass,
                Optional.of("roundsAnAmountOfKind" + number),
                "rounds an amount of kind " + number,
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }
}
