package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.ProbeTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes with probes are the same classes. */
class InstrumentationTest {

    /** Prints the same with and without probes. */
    private static final String EVERYTHING = """
            import java.io.*;
            import java.util.*;
            import java.util.function.*;

            public class Everything implements Serializable {
                static int count; static Object filled; final long number;
                Everything(long n) { this(n, check(n)); }
                private Everything(long n, boolean b) { super(); number = b ? n : -n; }
                static boolean check(long n) { filled = n; return ++count > 0; }
                static long sum(long a, double b) { filled = a; return a + (long) b; }
                static int loop() { int i = 0; do { i++; } while (i < 1000); return i; }
                static String which(String s) { switch (s) { case "a": return "1"; case "b": return "2"; default: return "3"; } }
                static int dense(int i) { switch (i) { case 0: return 5; case 1: return 6; case 2: return 7; default: return 8; } }
                static int risky(Object o) { try { return o.hashCode(); } catch (NullPointerException e) { return -1; } finally { count++; } }
                interface Shape { int area(); default String told() { return "area " + area(); } static Shape of(int n) { return () -> n; } }
                enum Color { RED { int code() { return 1; } }, BLUE { int code() { return 2; } }; abstract int code(); }
                static synchronized native void nothing();
                static abstract class Base { abstract int x(); }
                static class Derived<T extends Comparable<T>> extends Base implements Comparable<Derived<T>> {
                    int x() { return 4; } public int compareTo(Derived<T> o) { return 0; } }
                MORE
                public static void main(String[] a) throws Exception {
                    StringBuilder out = new StringBuilder();
                    out.append(new Everything(3).number).append(sum(1, 2.5)).append(loop()).append(which("b")).append(dense(1));
                    out.append(risky(null)).append(Shape.of(7).told()).append(Color.BLUE.code()).append(Color.valueOf("RED"));
                    out.append(new Derived<String>().compareTo(null)).append(count).append(filled);
                    Supplier<String> s = String::new; out.append(s.get());
                    for (Class<?> c : new Class<?>[] {Everything.class, Shape.class, Color.class, Derived.class}) {
                        out.append(' ').append(Arrays.stream(c.getDeclaredFields()).map(Object::toString).sorted().toList());
                        out.append(' ').append(Arrays.stream(c.getDeclaredMethods()).map(Object::toString).sorted().toList());
                    }
                    out.append(' ').append(ObjectStreamClass.lookup(Everything.class).getSerialVersionUID());
                    try { throw new IllegalStateException(); } catch (IllegalStateException e) { out.append(e.getStackTrace()[0]); }
                    USE
                    System.out.println(out);
                }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 17, 21, 25})
    void classesOfAllVersionsDoWhatTheyDid(int release) throws Exception {
        for (Path java : javas()) {
            if (release <= version(java)) {
                Path compiler = newest();
                Path plain = compile(compiler, release, release + "-" + version(java));
                Path probed = instrumented(plain);
                String before = run(java, plain);
                assertThat(run(java, probed)).isEqualTo(before).contains("area 7");
                return;
            }
        }
        Assumptions.abort("no JDK " + release + " below " + System.getProperty("java.home"));
    }

    private Path compile(Path javaHome, int release, String name) throws Exception {
        boolean modern = release >= 17;
        String more = modern
                ? "record Pair(int a, String b) { Pair { if (a < 0) throw new IllegalArgumentException(); } }"
                        + " sealed interface Tree permits Leaf, Node {} record Leaf(int v) implements Tree {}"
                        + " record Node(Tree l, Tree r) implements Tree {}"
                        + " static int size(Tree t) { return t instanceof Leaf l ? l.v() : t instanceof Node n ? size(n.l()) + size(n.r()) : 0; }"
                : "";
        String use = modern
                ? "out.append(new Pair(1, \"x\")).append(size(new Node(new Leaf(2), new Leaf(3))))"
                        + ".append(Arrays.toString(Tree.class.getPermittedSubclasses())).append(Pair.class.getRecordComponents().length);"
                : "";
        Path source = directory.resolve(name + "/Everything.java");
        Files.createDirectories(source.getParent());
        String text = EVERYTHING.replace("MORE", more).replace("USE", use);
        if (release < 16) {
            text = text.replace(".toList()", ".collect(java.util.stream.Collectors.toList())");
        }
        Files.writeString(source, text);
        Path classes = directory.resolve(name + "/plain");
        call(List.of(
                javaHome.resolve("bin/javac").toString(),
                "-nowarn",
                "-g",
                "--release",
                String.valueOf(release),
                "-d",
                classes.toString(),
                source.toString()));
        return classes;
    }

    /** With numbers for the probes, and the class that they set in a place where it can be found. */
    private Path instrumented(Path plain) throws IOException {
        Path probed = Files.createDirectories(plain.resolveSibling("probed"));
        int base = 0;
        try (Stream<Path> files = Files.list(plain)) {
            for (Path file : files.sorted().toList()) {
                Probed result = Instrumentation.of(Files.readAllBytes(file)).orElseThrow();
                byte[] bytes = result.count() == 0 ? Files.readAllBytes(file) : numbered(result, base);
                base += result.count();
                Files.write(probed.resolve(file.getFileName()), bytes);
            }
        }
        return probed;
    }

    private static byte[] numbered(Probed probed, int base) {
        byte[] bytes = probed.bytes();
        var entry = new ProbeTable.Entry(1, 1, 0, bytes.length, probed.constants(), probed.count(), 0);
        ProbeTable.number(bytes, entry, base);
        return bytes;
    }

    private String run(Path java, Path classes) throws Exception {
        Path patch = Files.createDirectories(directory.resolve("patch"));
        Path boot = patch.resolve("java/lang/$Tw.class");
        if (Files.notExists(boot)) {
            Path source = Files.createDirectories(patch.resolve("java/lang")).resolve("$Tw.java");
            Files.writeString(
                    source,
                    "package java.lang; public class $Tw { public static final byte[] P = new byte[10000];"
                            + " public static void init(int i) {} public static void enter(int i) {} public static void exit(int i) {} }");
            call(List.of(
                    javas().get(0).resolve("bin/javac").toString(),
                    "--patch-module",
                    "java.base=" + patch,
                    "-d",
                    patch.toString(),
                    source.toString()));
        }
        return call(List.of(
                java.resolve("bin/java").toString(),
                "--patch-module",
                "java.base=" + patch,
                "-Xverify:all",
                "-XX:-UseSharedSpaces",
                "-cp",
                classes.toString(),
                "Everything"));
    }

    private static String call(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().filter(line -> !line.contains("warning")).collect(Collectors.joining("\n"));
    }

    /** All JDKs of this machine from 17 on, the oldest first. */
    private static List<Path> javas() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        List<Path> all = new ArrayList<>(List.of(own));
        Path beside = own.getParent();
        try (Stream<Path> others = Files.list(beside)) {
            others.map(InstrumentationTest::real)
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .filter(home -> version(home) >= 17)
                    .forEach(all::add);
        }
        return all.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(InstrumentationTest::version))
                .toList();
    }

    private static Path newest() throws IOException {
        List<Path> all = javas();
        return all.get(all.size() - 1);
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }

    private static int version(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    // ---- without a JVM

    @Test
    void aMethodThatWouldGrowTooLargeLeavesTheWholeClassWithoutProbes() {
        assertThat(Instrumentation.of(withMethodOf(65_500))).isPresent();
        assertThat(Instrumentation.of(withMethodOf(65_534))).isEmpty();
    }

    @Test
    void whatIsNoClassFileHasNoProbes() {
        assertThat(Instrumentation.of(new byte[0])).isEmpty();
        assertThat(Instrumentation.of("this is no class file".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        byte[] good = withMethodOf(10);
        for (int length = 0; length < good.length; length++) {
            assertThat(Instrumentation.of(Arrays.copyOf(good, length))).isEmpty();
        }
    }

    @Test
    void theNumbersOfProbesAreOnlyThoseConstantsThatTheProbesHave() {
        byte[] raw = withConstants(0x7e57_0000, 0x7e57_0002, 0x7e57_0005);
        Probed probed = Instrumentation.of(raw).orElseThrow();
        byte[] bytes = numbered(probed, 0x01020304);
        assertThat(integers(bytes)).contains(0x7e57_0000, 0x7e57_0002, 0x7e57_0005, 0x01020304, 0x01020305);
        assertThat(integers(bytes)).hasSize(integers(raw).size() + probed.count());
    }

    @Test
    void theSameClassGivesTheSameBytes() {
        byte[] raw = withConstants(1);
        assertThat(Instrumentation.of(raw).orElseThrow().bytes())
                .isEqualTo(Instrumentation.of(raw).orElseThrow().bytes());
    }

    @Test
    void forkAndConsoleAgreeOnWhatAContentIs() {
        var random = new Random(7);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            assertThat(ProbeTable.content(bytes)).isEqualTo(Digest.ofContent(bytes));
        }
    }

    private static List<Integer> integers(byte[] bytes) {
        var reader = new ClassReader(bytes);
        List<Integer> found = new ArrayList<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at > 0 && bytes[at - 1] == 3) {
                found.add(ByteBuffer.wrap(bytes).getInt(at));
            }
        }
        return found;
    }

    private static byte[] withConstants(int... constants) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
        for (String name : List.of("a", "b")) {
            MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, name, "()V", null, null);
            code.visitCode();
            for (int constant : constants) {
                code.visitLdcInsn(constant);
                code.visitInsn(Opcodes.POP);
            }
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(1, 0);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] withMethodOf(int length) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "a", "()V", null, null);
        code.visitCode();
        for (int i = 1; i < length; i++) {
            code.visitInsn(Opcodes.NOP);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
