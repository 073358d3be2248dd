package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Random projects through random edits, runs, reverts and restarts, against the plain definition: a test is fresh if it
 * passed with exactly the classes that it reaches now.
 */
class RandomProjectTest {

    private static final int PROJECTS = 200;
    private static final int STEPS = 12;

    @TempDir
    Path root;

    private Random random = new Random();
    /** By class name: its content and what it names. */
    private Map<String, Source> sources = new TreeMap<>();
    /** By test: what it reached when it ran, newest first, at most four. */
    private Map<String, Deque<Map<String, Source>>> runs = new HashMap<>();

    private record Source(int content, Set<String> uses) {}

    @Test
    void exactlyThoseAreStaleThatNeverPassedWithWhatTheyReachNow() throws IOException {
        for (int seed = 0; seed < PROJECTS; seed++) {
            try (Workbench bench = new Workbench(root.resolve("p" + seed))) {
                play(seed, bench);
            }
        }
    }

    private void play(int seed, Workbench bench) throws IOException {
        random = new Random(seed);
        sources = new TreeMap<>();
        runs = new HashMap<>();
        Optional<Index> index = Optional.of(open(bench, seed));
        for (int step = 0; step < STEPS; step++) {
            Map<String, Source> before = new TreeMap<>(sources);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                edit();
            }
            index.get().update(difference(before));
            assertStale(index.get(), seed, step);
            run(index.get());
            assertStale(index.get(), seed, step);
            if (seed % 10 == 0 && random.nextInt(4) == 0) {
                index.get().close();
                index = Optional.of(open(bench, seed));
                index.get().reconcile(difference(Map.of()));
                assertStale(index.get(), seed, step);
            }
        }
        index.get().close();
    }

    /** Every tenth project is kept; the others are not, since writing takes most of the time. */
    private Index open(Workbench bench, int seed) throws IOException {
        if (seed % 10 != 0) {
            Path file = Files.writeString(root.resolve("file"), "no directory");
            return Index.open(bench.project(), file.resolve("state"), message -> {});
        }
        return Index.open(bench.project(), bench.state(), message -> {
            throw new AssertionError("seed " + seed + ": " + message);
        });
    }

    /** Few contents and uses, so that states come back. */
    private void edit() {
        String name = random.nextBoolean() ? "a.C" + random.nextInt(8) : "a.T" + random.nextInt(5) + "Test";
        if (random.nextInt(6) == 0) {
            sources.remove(name);
            return;
        }
        Set<String> uses = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            uses.add("a.C" + random.nextInt(8));
        }
        boolean keep = sources.containsKey(name) && random.nextBoolean();
        sources.put(name, new Source(random.nextInt(2), keep ? sources.get(name).uses() : uses));
    }

    private void run(Index index) {
        for (Selected selected : index.stale(new Question(Set.of(), Set.of(), Map.of(), Set.of(), false))
                .tests()) {
            if (random.nextInt(3) > 0) {
                index.record(selected, List.of(), Duration.ZERO);
                Deque<Map<String, Source>> all =
                        runs.computeIfAbsent(selected.test().name(), any -> new ArrayDeque<>());
                all.addFirst(reached(selected.test().name()));
                while (all.size() > 4) {
                    all.removeLast();
                }
            }
        }
    }

    private void assertStale(Index index, int seed, int step) {
        Set<String> expected = new TreeSet<>();
        for (String name : sources.keySet()) {
            boolean passed = runs.getOrDefault(name, new ArrayDeque<>()).contains(reached(name));
            if (name.endsWith("Test") && !passed) {
                expected.add(name);
            }
        }
        Set<String> stale = new TreeSet<>();
        for (TestClass test : index.testClasses()) {
            if (index.standing(test) == Standing.STALE) {
                stale.add(test.name());
            }
        }
        assertThat(stale).as("seed %s, step %s", seed, step).isEqualTo(expected);
    }

    private Map<String, Source> reached(String name) {
        Map<String, Source> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (sources.containsKey(next) && reached.put(next, sources.get(next)) == null) {
                open.addAll(sources.get(next).uses());
            }
        }
        return reached;
    }

    private Output difference(Map<String, Source> before) {
        Map<ClassName, byte[]> written = new HashMap<>();
        sources.forEach((name, source) -> {
            if (!source.equals(before.get(name))) {
                written.put(new ClassName("app", name), bytes(name, source));
            }
        });
        Set<ClassName> removed = new HashSet<>();
        before.keySet().forEach(name -> {
            if (!sources.containsKey(name)) {
                removed.add(new ClassName("app", name));
            }
        });
        return new Output(written, removed, Resources.NONE);
    }

    static byte[] bytes(String name, int content, Iterable<String> uses) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
        int number = 0;
        for (String use : uses) {
            writer.visitField(0, "f" + number++, "L" + use.replace('.', '/') + ";", null, null);
        }
        MethodVisitor method = writer.visitMethod(0, "m", "()I", null, null);
        method.visitCode();
        method.visitIntInsn(Opcodes.SIPUSH, content);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] bytes(String name, Source source) {
        return bytes(name, source.content(), source.uses());
    }
}
