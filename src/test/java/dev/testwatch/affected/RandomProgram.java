package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import dev.testwatch.fork.Probes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A random program with tests, which can be edited, compiled, and run in a JVM that initialises each class once. The same
 * numbers make the same program.
 */
final class RandomProgram {

    private static final int CLASSES = 8;
    private static final int TESTS = 4;
    private static final int METHODS = 3;

    private final Random random;
    /** By name of a method: what it is. Classes may call only those after them, so that every run ends. */
    private final Map<String, Code> program = new TreeMap<>();

    RandomProgram(Random random) {
        this.random = random;
        for (int type = 0; type < CLASSES + TESTS; type++) {
            for (String method : methods(type)) {
                program.put(method, code(type));
            }
        }
    }

    /** What a method is. */
    record Code(int content, List<String> calls) {}

    /** A JVM: which classes it has initialised, and what ran meanwhile. */
    final class Jvm {
        private final Map<String, Set<String>> initialised = new HashMap<>();
        private final Deque<Set<String>> scopes = new ArrayDeque<>();
        private boolean cold = true;

        /** Runs a test class, and lets the index know what came of it. */
        void run(Index index, Selected selected) {
            Footprint footprint = footprint(this, run(selected.test().name()), cold);
            cold = false;
            index.record(selected, List.of(), Duration.ZERO, Optional.of(footprint));
        }

        private Set<String> run(String test) {
            Set<String> ran = new HashSet<>();
            scopes.push(ran);
            call(test + ".<init>");
            call(test + ".t");
            scopes.pop();
            return ran;
        }

        private void call(String method) {
            String owner = method.substring(0, method.lastIndexOf('.'));
            String initialiser = owner + ".<clinit>";
            if (program.containsKey(initialiser) && !initialised.containsKey(owner)) {
                initialised.put(owner, new HashSet<>());
                scopes.push(initialised.get(owner));
                enter(initialiser);
                scopes.pop();
            }
            enter(method);
        }

        private void enter(String method) {
            scopes.forEach(scope -> scope.add(method));
            code(method).calls().forEach(this::call);
        }
    }

    /** Its test classes, whatever is edited. */
    static List<TestClass> testClasses() {
        return IntStream.range(0, TESTS)
                .mapToObj(test -> new TestClass("app", name(test)))
                .toList();
    }

    /** A JVM in which nothing of it has run yet. */
    Jvm start() {
        return new Jvm();
    }

    /** Changes a few methods. */
    void edit() {
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int type = random.nextInt(CLASSES + TESTS);
            List<String> methods = methods(type);
            program.put(methods.get(random.nextInt(methods.size())), code(type));
        }
    }

    /** All of it as class files. */
    Output compiled() {
        return new Output(bytes(), Set.of(), Resources.NONE);
    }

    private Footprint footprint(Jvm jvm, Set<String> ran, boolean cold) {
        List<Loaded> loaded = new ArrayList<>();
        Map<String, Integer> probes = new HashMap<>();
        for (int type = CLASSES + TESTS - 1; type >= 0; type--) {
            List<String> methods = methods(type);
            int base = probes.size();
            methods.forEach(method -> probes.put(method, probes.size()));
            loaded.add(new Loaded(name(type), Digest.ofContent(bytes(type)), base, methods.size()));
        }
        Map<Integer, Probes> initialised = new HashMap<>();
        jvm.initialised.forEach((owner, meanwhile) -> initialised.put(
                Optional.ofNullable(probes.get(owner + ".<clinit>")).orElseThrow(), probes(probes, meanwhile)));
        return new Footprint(loaded, probes(probes, ran), Map.of(), initialised, Map.of(), cold);
    }

    private static Probes probes(Map<String, Integer> numbers, Set<String> methods) {
        return Probes.of(methods.stream()
                .mapToInt(method -> Optional.ofNullable(numbers.get(method)).orElseThrow())
                .toArray());
    }

    /** By name: all methods that a test would execute alone, as they are now. */
    Map<String, Code> alone(String test) {
        Jvm jvm = start();
        Set<String> all = new HashSet<>(jvm.run(test));
        jvm.initialised.values().forEach(all::addAll);
        Map<String, Code> alone = new TreeMap<>();
        all.forEach(method -> alone.put(method, code(method)));
        return alone;
    }

    private Code code(String method) {
        return Optional.ofNullable(program.get(method)).orElseThrow();
    }

    private static String name(int type) {
        return type < TESTS ? "a.T" + type + "Test" : "a.C" + type;
    }

    /** In the order of the class file. */
    private static List<String> methods(int type) {
        List<String> methods = new ArrayList<>();
        if (type < TESTS) {
            methods.add(name(type) + ".<init>");
            methods.add(name(type) + ".t");
        } else {
            for (int i = 0; i < METHODS; i++) {
                methods.add(name(type) + ".m" + i);
            }
            if (type % 2 == 0) {
                methods.add(name(type) + ".<clinit>");
            }
        }
        return methods;
    }

    private Code code(int type) {
        List<String> calls = new ArrayList<>();
        int first = Math.max(TESTS, type + 1);
        for (int i = random.nextInt(3); i > 0 && first < CLASSES + TESTS; i--) {
            int used = first + random.nextInt(CLASSES + TESTS - first);
            calls.add(name(used) + ".m" + random.nextInt(METHODS));
        }
        return new Code(random.nextInt(3), List.copyOf(calls));
    }

    private Map<ClassName, byte[]> bytes() {
        Map<ClassName, byte[]> all = new HashMap<>();
        for (int type = 0; type < CLASSES + TESTS; type++) {
            all.put(new ClassName("app", name(type)), bytes(type));
        }
        return all;
    }

    private byte[] bytes(int type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String own = name(type);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, own.replace('.', '/'), null, "java/lang/Object", null);
        for (String method : methods(type)) {
            String simple = method.substring(own.length() + 1);
            MethodVisitor code =
                    writer.visitMethod(simple.equals("<init>") ? 0 : Opcodes.ACC_STATIC, simple, "()V", null, null);
            Code what = code(method);
            code.visitCode();
            code.visitIntInsn(Opcodes.SIPUSH, what.content());
            code.visitInsn(Opcodes.POP);
            what.calls()
                    .forEach(call -> code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            call.substring(0, call.lastIndexOf('.')).replace('.', '/'),
                            call.substring(call.lastIndexOf('.') + 1),
                            "()V",
                            false));
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(1, 1);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
