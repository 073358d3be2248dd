package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long each test took the last few times that it passed. Holds no names, only hashes of unique ids. */
final class Timings {

    /** As many as are worth looking at side by side. */
    static final int MOST = 12;

    /** Short enough for what is worth telling, and long enough that a number of them fits any test. */
    private static final long UNIT = Duration.ofNanos(100_000).toNanos();

    private final Map<TestClass, Map<Long, int[]>> all = new HashMap<>();

    /** Adds what these tests took, those that passed. */
    void add(TestClass test, List<TestResult> results) {
        Map<Long, int[]> known = all.computeIfAbsent(test, key -> new HashMap<>());
        for (TestResult result : results) {
            if (counts(result)) {
                known.merge(hash(result), new int[] {units(result.duration())}, Timings::appended);
            }
        }
    }

    private static boolean counts(TestResult result) {
        return result.status() == TestResult.Status.SUCCESSFUL && !result.container();
    }

    private static int units(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, duration.toNanos() / UNIT));
    }

    private static int[] appended(int[] before, int[] last) {
        int kept = Math.min(before.length, MOST - 1);
        int[] after = new int[kept + 1];
        System.arraycopy(before, before.length - kept, after, 0, kept);
        after[kept] = last[0];
        return after;
    }

    private static long hash(TestResult result) {
        return Digest.ofString(result.id());
    }

    /** What a test took, the latest time last; nothing if it never passed. */
    List<Duration> of(TestClass test, TestResult result) {
        List<Duration> durations = new ArrayList<>();
        for (int units : all.getOrDefault(test, Map.of()).getOrDefault(hash(result), new int[0])) {
            durations.add(Duration.ofNanos(units * UNIT));
        }
        return durations;
    }

    void clear() {
        all.clear();
    }

    /** Keeps nothing of other test classes. */
    void retain(Set<TestClass> present) {
        all.keySet().retainAll(present);
    }

    /** Writes those of one test class that {@code results} have added something to. */
    void write(Encoder out, TestClass test, List<TestResult> results) {
        Map<Long, int[]> known = all.getOrDefault(test, Map.of());
        Map<Long, int[]> added = new LinkedHashMap<>();
        results.stream().filter(Timings::counts).map(Timings::hash).forEach(hash -> {
            int[] units = known.getOrDefault(hash, new int[0]);
            added.put(hash, units);
        });
        write(out, test, added);
    }

    void write(Encoder out) {
        out.number(all.size());
        all.forEach((test, known) -> write(out, test, known));
    }

    private static void write(Encoder out, TestClass test, Map<Long, int[]> tests) {
        out.text(test.module()).text(test.name()).number(tests.size());
        tests.forEach((hash, units) -> {
            out.fixed(hash).number(units.length);
            for (int each : units) {
                out.number(each);
            }
        });
    }

    void read(Decoder in) {
        for (int tests = in.count(); tests > 0; tests--) {
            readOne(in);
        }
    }

    /** What is read takes the place of what is known of the same tests. */
    void readOne(Decoder in) {
        var test = new TestClass(in.text(), in.text());
        Map<Long, int[]> known = all.computeIfAbsent(test, key -> new HashMap<>());
        for (int tests = in.count(); tests > 0; tests--) {
            long hash = in.fixed();
            int[] units = new int[in.count()];
            for (int i = 0; i < units.length; i++) {
                units[i] = (int) in.number();
            }
            known.put(hash, units);
        }
    }
}
