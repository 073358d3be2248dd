package dev.testwatch.compile;

import com.sun.management.OperatingSystemMXBean;
import dev.testwatch.watch.Change;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/** Measures how long an edit takes from its change to the published class files; run by hand, not a test. */
final class CompileLatency {

    private static final int SOURCES = 600;
    private static final int EDITS = 60;

    private CompileLatency() {}

    /** Prints medians; the first argument is the release that javac is given, 17 if there is none. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        var release = arguments.length > 0 ? arguments[0] : "17";
        var directory = Files.createTempDirectory("latency");
        var project = new TestProject(directory).arguments("-encoding", "UTF-8", "--release", release, "-parameters");
        for (int i = 0; i < SOURCES; i++) {
            project.main(source(i, "int", 0));
            if (i % 6 == 0) {
                project.test(
                        "package shop.p%d; class C%dTest { int run() { return new C%d().work(java.util.List.of(\"a\")).size(); } }"
                                .formatted(i % 20, i, i));
            }
        }
        project.build();
        long start = System.nanoTime();
        try (var compiler = project.open()) {
            print(out, "open (copy of the build's output)", start);
            start = System.nanoTime();
            for (int round = 0; round < 8; round++) {
                compiler.warmUp(round);
            }
            print(out, "warm up", start);
            edits(out, "body edit", compiler, project, "int");
            edits(out, "comment edit", compiler, project, "comment");
            edits(out, "ABI edit (3 dependents)", compiler, project, "abi");
        }
        start = System.nanoTime();
        project.open().close();
        print(out, "open and close again", start);
        Directories.delete(directory);
    }

    private static void edits(PrintStream out, String what, Compiler compiler, TestProject project, String kind) {
        var times = new ArrayList<Double>();
        int written = 0;
        long processor = processorTime();
        for (int i = 0; i < EDITS; i++) {
            int number = (i * 7 + 301) % SOURCES;
            var file = project.main(source(number, kind, i + 1));
            var change = new Change(Set.of(file), Set.of());
            long start = System.nanoTime();
            var compilation = compiler.compile(change);
            times.add((System.nanoTime() - start) / 1e6);
            written += ((Compilation.Succeeded) compilation).output().written().size();
        }
        var sorted = times.stream().sorted().toList();
        out.printf(
                Locale.ROOT,
                "%-28s first %.1f ms, median %.1f ms, 90 %% %.1f ms; processor time of the process %.1f ms; %.1f classes written%n",
                what,
                times.get(0),
                sorted.get(EDITS / 2),
                sorted.get(EDITS * 9 / 10),
                (processorTime() - processor) / 1e6 / EDITS,
                written / (double) EDITS);
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void print(PrintStream out, String what, long start) {
        out.printf(Locale.ROOT, "%s: %.0f ms%n", what, (System.nanoTime() - start) / 1e6);
    }

    /** An ordinary class of some 70 lines that uses three others. */
    private static String source(int number, String kind, int edit) {
        var text = new StringBuilder();
        text.append("package shop.p%d;\nimport java.util.*;\nimport java.util.stream.*;\n".formatted(number % 20));
        text.append("public class C%d {\n".formatted(number));
        for (int next = 1; next <= 3; next++) {
            int other = Math.min(number + next * 11, SOURCES - 1);
            if (other != number) {
                text.append("    private shop.p%d.C%d other%d;\n".formatted(other % 20, other, next));
            }
        }
        text.append("    private final Map<String, Integer> counts = new HashMap<>();\n");
        if (kind.equals("abi")) {
            text.append("    public int added%d() { return 1; }\n".formatted(edit));
        }
        if (kind.equals("comment")) {
            text.append("    // edit %d\n".formatted(edit));
        }
        for (int method = 0; method < 8; method++) {
            text.append("""
                        public List<String> work%s(List<String> words) {
                            var found = words.stream().filter(word -> word.length() > %d).map(String::trim).collect(Collectors.toList());
                            for (var word : found) {
                                counts.merge(word, %d, Integer::sum);
                            }
                            return found;
                        }
                    """.formatted(method == 0 ? "" : method, method, kind.equals("int") ? edit : 0));
        }
        return text.append("}\n").toString();
    }
}
